"""
The host's own table of customers.
"""

import uuid

from django.conf import settings
from django.db import models

from visitcore_django.sources import CustomerSource, HostCustomer


class Account(models.Model):
    """
    A customer of the host; its key is no number.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=200, blank=True)
    company = models.CharField(max_length=300, blank=True)
    adviser = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True)
    login = models.CharField(max_length=100, blank=True)
    size = models.CharField(max_length=100, blank=True)
    turnover = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    opened = models.DateField(null=True, blank=True)

    class Meta:
        app_label = "host"

    def __str__(self) -> str:
        return self.company


class AccountSource(CustomerSource[Account]):
    """
    Hands over every account.
    """

    model = Account

    def customer(self, row: Account) -> HostCustomer:
        """
        One account as a customer.
        """
        return HostCustomer(
            code=row.number,
            name=row.company,
            owner=row.adviser or row.login,
            since=row.opened,
            grade=row.size,
            figures={"sales": row.turnover},
        )
