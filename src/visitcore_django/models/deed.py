"""
What was done once, so that a double click or a repeated request does not do it again.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from visitcore_django.models.base import Subject
from visitcore_django.models.reach import Reach


class Deed(Subject):
    """
    One deed of the desk under the token that came with the request.

    Attributes:
        asked: Fingerprint of who asked for what; empty where it was not kept.
        told: What was told of it beside its row, for whoever asks again.
    """

    reach = Reach(shared=True)

    token = models.CharField(max_length=64)
    name = models.CharField(max_length=64)
    asked = models.CharField(max_length=32, blank=True)
    at = models.DateTimeField(auto_now_add=True, db_index=True)
    told = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("deed")
        verbose_name_plural = _("deeds")
        constraints = [models.UniqueConstraint(fields=["token", "name"], name="visitcore_deed_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.token}"
