"""
Visits as a sheet: planned, recorded and cancelled by the desk, row by row.
"""

from collections.abc import Hashable, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from visitcore.codec.cells import read_text
from visitcore.codec.columns import COLUMNS, STATUSES
from visitcore.codec.headers import plain
from visitcore_django.desk import cancel_visit, change_planned, put_planned, record_visit
from visitcore_django.desk.purposes import purposes_of
from visitcore_django.models import Customer, Visit
from visitcore_django.models.naming import person_name
from visitcore_django.sheets.columns import Column, Given, Told
from visitcore_django.sheets.deeds import DeskSheet
from visitcore_django.sheets.visits_found import DaysFound, NumbersFound, is_day, meant, of_day, one_of_each
from visitcore_django.sheets.visits_told import another, marked, over_days, reported, strange_purpose
from visitcore_django.sheets.widgets import MomentWidget, WholeWidget, readable
from visitcore_django.sheets.widgets_rows import PersonWidget, RowWidget
from visitcore_django.sheets.widgets_words import NamesWidget, WordWidget, by_name

_KNOWN = {column.name: column.headers for column in COLUMNS["visits"]}
_STATUSES = {plain(word): status.value for word, status in STATUSES.items()}
_PLANNED, _COMPLETED, _CANCELLED = Visit.Status.PLANNED, Visit.Status.COMPLETED, Visit.Status.CANCELLED
_KEPT = ("start", "end", "owner", "purpose", "note")
"""What a visit that is cancelled keeps."""


class PurposesWidget(NamesWidget):
    """
    The purposes of a visit, by the policy of its day.

    Attributes:
        day: The day of the row that is read; none before there is a row.
    """

    day: date | None = None

    def __init__(self) -> None:
        self._by_day: dict[date, dict[str, str]] = {}
        super().__init__()

    def known(self) -> dict[str, str]:
        """
        Those of the day, by everything that they are called; those of today where no row has been read.
        """
        day = self.day or timezone.localdate()
        if day not in self._by_day:
            self._by_day[day] = by_name(purposes_of(day))
        return self._by_day[day]


class VisitSheet(DeskSheet):
    """
    Visits, planned and made; the same visit twice is one.

    A visit goes by its number; where a row has none, by its customer, its start and its visitor, or by the day where a
    cell holds a day alone.
    The good rows are taken, and the others left for later.
    """

    linked = ("plan", "report")

    customer = Column(
        "customer", gettext_lazy("customer code"), RowWidget(Customer), words=_KNOWN["customer"], needed=True
    )
    name = Column("customer__name", gettext_lazy("customer name"), readonly=True)
    start = Column("start", gettext_lazy("start"), MomentWidget(), words=_KNOWN["start"], needed=True)
    end = Column("end", gettext_lazy("end"), MomentWidget(), words=_KNOWN["end"])
    status = Column(
        "status", gettext_lazy("status"), WordWidget(Visit.Status.choices, _STATUSES), words=_KNOWN["status"]
    )
    owner = Column("owner", gettext_lazy("visitor"), PersonWidget(), words=_KNOWN["owner"])
    purpose = Column("purpose", gettext_lazy("purpose"), PurposesWidget(), words=_KNOWN["purpose"])
    note = Column("note", gettext_lazy("note"), words=("备注", "说明", "remarks"))
    cancelled_because = Column(
        "cancelled_because", gettext_lazy("why cancelled"), words=("取消原因", "取消理由", "reason for cancelling")
    )

    number = Given("id", gettext_lazy("visit number"), WholeWidget())
    marked = Told(gettext_lazy("in the plan"), marked)
    report = Told(gettext_lazy("report"), reported)

    class Meta(DeskSheet.Meta):
        model = Visit
        fields = [
            "customer", "name", "start", "end", "status", "owner", "purpose", "note", "cancelled_because", "marked",
            "report", "number",
        ]  # fmt: skip

    def look_columns(self) -> list[Column]:
        """
        The columns that a look shows, with what the policy calls a visit.
        """
        return [*super().look_columns(), self.fields["marked"]]

    def key(self, row: Mapping[str, Any]) -> Hashable:
        """
        The number; else customer, start and visitor, such as they are typed, and why it is cancelled where it is.
        """
        number = self.cell("number", row)
        if number is not None:
            return int(number)
        customer, start = self._text("customer", row), self.cell("start", row)
        return (customer, start, self._text("owner", row), self._off(row)) if customer and start else None

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        """
        Look up the visits of a sheet by their numbers and on its days, many at once.
        """
        super().before_import(dataset, **kwargs)
        self._numbers = NumbersFound((self.cell("number", row) for row in dataset.dict), self.get_queryset())
        told = ((self.cell("customer", row), self.cell("start", row)) for row in dataset.dict)
        self._days = DaysFound((customer, timezone.localdate(start)) for customer, start in told if customer and start)

    def get_instance(self, instance_loader: Any, row: Any) -> Any:
        """
        The visit that a row means, if it is there already.

        Raises:
            ValidationError: If it may be one of several, or there is none of its number.
        """
        self._of_day: list[Visit] = []
        number = self.fields["number"].read(row)
        if number is not None:
            return self._numbers.of(number, self.cell("customer", row))
        start, visitor = self.cell("start", row), self._text("owner", row)
        if start is None:
            return None
        self._of_day, called = self._visits(row, start), self.fields["owner"].widget.called
        theirs = [
            visit
            for visit in one_of_each(self._of_day, self._off(row))
            if not visitor or (visit.owner is not None and visitor in map(plain, called(visit.owner)))
        ]
        made = start <= timezone.now() and self.cell("status", row) in (None, "", _COMPLETED)
        return meant(theirs, start, made=made)

    def import_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """
        Read every cell; a visit known by its visitor keeps him, and its time where the sheet has the day alone.

        Where the sheet says nothing of its status, one that was planned and whose time has come was made.
        """
        self._stored = {name: getattr(instance, name) for name in (*_KEPT, "status", "cancelled_because")}
        start, was = self.cell("start", row), self._stored["start"]
        self.fields["purpose"].widget.day = timezone.localdate(start)
        super().import_instance(instance, row, **kwargs)
        if not instance._state.adding:
            if self.cell("number", row) is None:
                instance.owner = self._stored["owner"]
            if start is not None and is_day(start) and timezone.localdate(start) == timezone.localdate(was):
                instance.start = was
            if not self._text("end", row) and instance.end and instance.start and instance.end < instance.start:
                instance.end = None  # as it was planned
        if not self._text("status", row):
            over = self._stored["status"] == _PLANNED and instance.start and instance.start <= timezone.now()
            instance.status = _COMPLETED if over else self._stored["status"]
        self._note_purpose(instance)

    def init_instance(self, row: Any = None) -> Visit:
        """
        A visit that a sheet says nothing more of was made.
        """
        return Visit(status=_COMPLETED)

    def complete(self, instance: Any) -> None:
        """
        Let the customer's owner be the visitor where the sheet names nobody.

        Raises:
            ValidationError: If the person cannot act for him, or the row does not go together.
        """
        if instance.status != _CANCELLED and instance.cancelled_because:
            said = _("This is no cancelled visit; leave the reason out, or set its status to cancelled.")
            raise ValidationError({"cancelled_because": said})
        new = instance._state.adding
        if new:
            instance.owner = instance.owner or self._owner_of(instance.customer)
            self.notes += another(instance, self._of_day, self.place)
        if new or (instance.start, instance.end) != (self._stored["start"], self._stored["end"]):
            self.notes += over_days(instance, self.place)

    def hand_in(self, instance: Any) -> Visit:
        """
        Plan it, record it, change it or cancel it.

        Raises:
            ValidationError: If it is cancelled and changed at once, or cancelled without ever having been there.
        """
        new = instance._state.adding
        if instance.status == _COMPLETED:
            return record_visit(instance, by=self.user)
        if instance.status == _PLANNED:
            return put_planned(instance, by=self.user) if new else change_planned(instance, by=self.user)
        if new:
            said = _("There is no such visit to cancel; leave its row out, or correct its time.")
            raise ValidationError({"start": said})
        changed = [name for name in _KEPT if getattr(instance, name) != self._stored[name]]
        if changed:
            said = _("A visit that is cancelled stays as it was; leave what the list has.")
            raise ValidationError(dict.fromkeys(changed, said))
        return cancel_visit(instance, by=self.user, reason=instance.cancelled_because)

    def _text(self, name: str, row: Mapping[str, Any]) -> str:
        """
        What is typed into a cell, with nothing left that does not tell it from another.
        """
        try:
            return plain(readable(read_text, row.get(self.fields[name].column_name)) or "")
        except ValidationError:
            return ""

    def _off(self, row: Mapping[str, Any]) -> str | None:
        """
        Why a row says that the visit is cancelled; nothing where it does not.
        """
        because = row.get(self.fields["cancelled_because"].column_name)
        return str(because or "").strip() if self.cell("status", row) == _CANCELLED else None

    def _visits(self, row: Mapping[str, Any], start: datetime) -> list[Visit]:
        """
        The visits to the customer of a row on its day; one's own too where the customer is somebody else's.
        """
        customer, code = self.cell("customer", row), row.get(self.fields["customer"].column_name)
        if customer is not None:
            return self._days.of(customer, start)
        return of_day(self.get_queryset().filter(customer__code=str(code or "")), start)

    def _owner_of(self, customer: Customer) -> Any:
        owner = customer.owner
        if owner is not None and not self.fields["owner"].widget.may_name(owner):
            said = _("The customer's owner, %(owner)s, is nobody whom you may enter here; name the visitor.")
            raise ValidationError({"owner": said % {"owner": person_name(owner)}})
        return owner

    def _note_purpose(self, visit: Visit) -> None:
        """
        Note a purpose that the policy does not know, once; of a visit that is planned the desk refuses it.
        """
        if visit.status != _PLANNED and visit.purpose != self._stored["purpose"]:
            told = map(strange_purpose, self.fields["purpose"].widget.strange(visit.purpose))
            self.notes += [note for note in dict.fromkeys(told) if note not in self.notes]
