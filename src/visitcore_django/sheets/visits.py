"""
Visits and excuses as sheets.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from visitcore.codec.columns import COLUMNS, STATUSES
from visitcore.codec.headers import plain
from visitcore_django.desk import request_excuse
from visitcore_django.desk.due import refresh_due
from visitcore_django.models import Customer, Excuse, Visit
from visitcore_django.sheets.deeds import DeskSheet
from visitcore_django.sheets.resource import Column, SheetResource
from visitcore_django.sheets.widgets import DayWidget, MomentWidget, WordWidget
from visitcore_django.sheets.widgets_rows import PersonWidget, RowWidget

_VISITS = {column.name: column.headers for column in COLUMNS["visits"]}
_EXCUSES = {column.name: column.headers for column in COLUMNS["excuses"]}
_STATUSES = {plain(word): status.value for word, status in STATUSES.items()}


class VisitSheet(SheetResource):
    """
    Visits, planned and made; the same visit twice is one.
    """

    customer = Column(
        "customer", gettext_lazy("customer code"), RowWidget(Customer), words=_VISITS["customer"], needed=True
    )
    name = Column("customer__name", gettext_lazy("customer name"), readonly=True)
    start = Column("start", gettext_lazy("start"), MomentWidget(), words=_VISITS["start"], needed=True)
    end = Column("end", gettext_lazy("end"), MomentWidget(), words=_VISITS["end"])
    status = Column(
        "status", gettext_lazy("status"), WordWidget(Visit.Status.choices, _STATUSES), words=_VISITS["status"]
    )
    owner = Column("owner", gettext_lazy("visitor"), PersonWidget(), words=_VISITS["owner"])
    purpose = Column("purpose", gettext_lazy("purpose"), words=_VISITS["purpose"])

    class Meta(SheetResource.Meta):
        model = Visit
        import_id_fields = ["customer", "start"]
        fields = ["customer", "name", "start", "end", "status", "owner", "purpose"]

    def init_instance(self, row: Any = None) -> Visit:
        """
        A visit that a sheet says nothing more of was made.
        """
        return Visit(status=Visit.Status.COMPLETED)

    def complete(self, instance: Any) -> None:
        """
        Let the customer's owner be the visitor where the sheet names nobody.
        """
        instance.status = instance.status or Visit.Status.COMPLETED
        if instance.status == Visit.Status.COMPLETED and instance.start > timezone.now():
            raise ValidationError(
                _("A visit that lies ahead cannot have been made; plan it instead, or correct its time.")
            )
        instance.owner = instance.owner or instance.customer.owner
        instance.recorded_by = self.user

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        """
        See how the customers stand now.
        """
        super().after_import(dataset, result, **kwargs)
        today = timezone.localdate()
        keys = {row.instance.customer_id for row in result.valid_rows() if getattr(row, "instance", None)}
        for customer in Customer.objects.filter(pk__in=keys):
            refresh_due(customer, today)


class ExcuseSheet(DeskSheet):
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

    class Meta(DeskSheet.Meta):
        model = Excuse
        fields = ["customer", "name", "first_day", "last_day", "reason", "state", "requested_by"]

    def is_known(self, instance: Any) -> bool:
        """
        Whether just that was asked for before, here or on the screen.
        """
        names = ("customer", "first_day", "last_day", "reason")
        same = Excuse.objects.filter(**{name: getattr(instance, name) for name in names})
        return same.exists() or super().is_known(instance)

    def hand_in(self, instance: Any) -> Excuse:
        """
        Ask for it.
        """
        days = {"first_day": instance.first_day, "last_day": instance.last_day}
        return request_excuse(instance.customer, by=self.user, reason=instance.reason, token=self.token, **days)
