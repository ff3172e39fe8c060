"""
The tables of the CRM: employees, accounts and the people there.
"""

import uuid

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models


class Employee(AbstractUser):
    """
    Somebody who works here and logs in.
    """

    extension = models.CharField("Durchwahl", max_length=10, blank=True)

    class Meta:
        verbose_name = "Mitarbeiter"
        verbose_name_plural = "Mitarbeiter"


class Account(models.Model):
    """
    A company that buys, or may buy.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField("Kundennummer", max_length=20, unique=True)
    company = models.CharField("Firma", max_length=120)
    town = models.CharField("Ort", max_length=80, blank=True)
    adviser = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name="Betreuer"
    )
    size = models.CharField("Größe", max_length=1, choices=[("A", "A"), ("B", "B"), ("C", "C")], blank=True)
    turnover = models.DecimalField("Jahresumsatz in €", max_digits=12, decimal_places=2, null=True, blank=True)
    opened = models.DateField("Kunde seit", null=True, blank=True)
    closed = models.BooleanField("stillgelegt", default=False)

    class Meta:
        verbose_name = "Kunde"
        verbose_name_plural = "Kunden"
        ordering = ["company"]

    def __str__(self):
        return self.company


class Contact(models.Model):
    """
    A person at an account.
    """

    account = models.ForeignKey(Account, models.CASCADE, related_name="contacts", verbose_name="Kunde")
    name = models.CharField("Name", max_length=120)
    phone = models.CharField("Telefon", max_length=40, blank=True)

    class Meta:
        verbose_name = "Ansprechpartner"
        verbose_name_plural = "Ansprechpartner"

    def __str__(self):
        return self.name
