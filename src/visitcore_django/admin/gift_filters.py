"""
The filters of the gifts.
"""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from visitcore_django.desk.gift_ways import asks_receipt
from visitcore_django.models import Gift


class ReceiptFilter(admin.SimpleListFilter):
    """
    Gifts by their receipt; not there where the policy of today asks for none.
    """

    title = _("receipt")
    parameter_name = "receipt"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """
        Still to come, or signed.
        """
        if not asks_receipt(timezone.localdate()):
            return []
        return [("open", _("still to come")), ("signed", _("signed"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """
        Over gifts that were given.
        """
        given = queryset.filter(state=Gift.State.GIVEN)
        if self.value() == "open":
            return given.filter(receipted_on=None)
        return given.exclude(receipted_on=None) if self.value() == "signed" else queryset
