"""
Excuses as a sheet.
"""

from typing import Any

from django.utils.translation import gettext_lazy

from visitcore.codec.columns import COLUMNS
from visitcore_django.desk import request_excuse
from visitcore_django.models import Customer, Excuse
from visitcore_django.sheets.columns import Column
from visitcore_django.sheets.deeds import DeedSheet
from visitcore_django.sheets.widgets import DayWidget
from visitcore_django.sheets.widgets_rows import PersonWidget, RowWidget
from visitcore_django.sheets.widgets_words import WordWidget

_EXCUSES = {column.name: column.headers for column in COLUMNS["excuses"]}


class ExcuseSheet(DeedSheet):
    """
    Excuses; one that comes in a sheet is asked for at the desk and waits for approval like any other.
    """

    rights = ("add_excuse",)

    customer = Column(
        "customer", gettext_lazy("customer code"), RowWidget(Customer), words=_EXCUSES["customer"], needed=True
    )
    name = Column("customer__name", gettext_lazy("customer name"), readonly=True)
    first_day = Column("first_day", gettext_lazy("first day"), DayWidget(), words=_EXCUSES["from"], needed=True)
    last_day = Column("last_day", gettext_lazy("last day"), DayWidget(), words=_EXCUSES["to"], needed=True)
    reason = Column("reason", gettext_lazy("reason"), words=_EXCUSES["reason"], needed=True)
    state = Column("state", gettext_lazy("state"), WordWidget(Excuse.State.choices), readonly=True)
    requested_by = Column("requested_by", gettext_lazy("requested by"), PersonWidget(), readonly=True)

    class Meta(DeedSheet.Meta):
        model = Excuse
        fields = ["customer", "name", "first_day", "last_day", "reason", "state", "requested_by"]

    def is_known(self, instance: Any) -> bool:
        """
        Whether just that was asked for before, here or on the screen.
        """
        names = ("customer", "first_day", "last_day")
        same = Excuse.objects.filter(**{name: getattr(instance, name) for name in names})
        return self.alike(same, instance, "reason") > 0 or super().is_known(instance)

    def hand_in(self, instance: Any) -> Excuse:
        """
        Ask for it.
        """
        days = {"first_day": instance.first_day, "last_day": instance.last_day}
        return request_excuse(instance.customer, by=self.user, reason=instance.reason, token=self.token, **days)
