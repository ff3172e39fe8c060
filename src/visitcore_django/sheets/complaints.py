"""
Open complaints as a sheet, with the day on which each came in.
"""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from visitcore.codec.columns import COLUMNS
from visitcore_django.desk import open_complaint
from visitcore_django.desk.complaint_rules import WORDS, classes_of
from visitcore_django.models import Complaint, Customer
from visitcore_django.models.language import lang
from visitcore_django.policies import listed, running
from visitcore_django.sheets.at_once import as_asked, some_at_once
from visitcore_django.sheets.columns import Column
from visitcore_django.sheets.deeds import DeedSheet
from visitcore_django.sheets.headings import in_a_row
from visitcore_django.sheets.typed import as_name, in_normal_form
from visitcore_django.sheets.widgets import FlagWidget, MomentWidget, TextWidget, to_the_second
from visitcore_django.sheets.widgets_rows import PersonWidget, RowWidget
from visitcore_django.sheets.widgets_words import NamedWidget

_KNOWN = {column.name: column for column in COLUMNS["complaints"]}
_CODE = next(column.headers for column in COLUMNS["visits"] if column.name == "customer")


def _words_of(column: str) -> NamedWidget:
    key, name = WORDS[column]
    return NamedWidget(lambda: listed(key, name, timezone.localdate()))


def _classes() -> tuple[str, ...]:
    today = timezone.localdate()
    return classes_of(running(today).policy, today)


def _said(name: str) -> str:
    return _KNOWN[name].label.in_(lang())


_header = lazy(_said, str)


class Sign(Column):
    """
    A sign of a major complaint: yes, no, or nothing where nobody has looked.
    """

    def __init__(self, name: str) -> None:
        self.sign = name
        super().__init__(f"flags__{name}", _header(name), FlagWidget(), words=_KNOWN[name].headers)

    def save(self, instance: Any, row: Any, is_m2m: bool = False, **kwargs: Any) -> None:
        """
        Put it among the signs.
        """
        there = self.clean(row, **kwargs)
        if there is not None:
            instance.flags = {**instance.flags, self.sign: there}


class ComplaintSheet(DeedSheet):
    """
    Complaints that are open; each is classed and its clocks start on the day on which it came in.
    """

    rights = ("add_complaint",)

    number = Column("number", gettext_lazy("number"), TextWidget(as_name), words=_KNOWN["id"].headers)
    customer = Column("customer", gettext_lazy("customer code"), RowWidget(Customer), words=_CODE)
    name = Column("customer__name", gettext_lazy("customer name"), readonly=True)
    complainant = Column(
        "complainant", gettext_lazy("who complains"), TextWidget(as_name), words=_KNOWN["customer"].headers
    )
    problem = Column("problem", gettext_lazy("problem"), words=_KNOWN["problem"].headers, needed=True)
    received_at = Column(
        "received_at",
        gettext_lazy("received at"),
        MomentWidget(),
        words=_KNOWN["received"].headers,
        needed=True,
    )
    channel = Column("channel", gettext_lazy("how it came"), _words_of("channel"), words=_KNOWN["channel"].headers)
    demand = Column("demand", gettext_lazy("what is wanted"), _words_of("demand"), words=_KNOWN["demand"].headers)
    area = Column("area", gettext_lazy("part of the business"), _words_of("area"), words=_KNOWN["area"].headers)
    judged = Column(
        "judged",
        gettext_lazy("gravity as judged by a person"),
        NamedWidget(_classes),
        words=_KNOWN["gravity"].headers,
    )
    visible_at_receipt = Column(
        "visible_at_receipt",
        gettext_lazy("a sign could be seen at receipt"),
        FlagWidget(),
        words=_KNOWN["visible_at_receipt"].headers,
    )
    to_manufacturer = Sign("to_manufacturer")
    door_block = Sign("door_block")
    disturbance = Sign("disturbance")
    return_or_exchange = Sign("return_or_exchange")
    negative_media = Sign("negative_media")
    other_severe = Sign("other_severe")
    text = Column("text", gettext_lazy("in the customer's words"), words=("客户原话", "投诉详情", "详情", "text"))
    closed_at = Column("closed_at", gettext_lazy("closed at"), MomentWidget(), words=_KNOWN["closed"].headers)
    gravity = Column("gravity", gettext_lazy("gravity"), NamedWidget(), readonly=True)
    state = Column("state", gettext_lazy("state"), NamedWidget(), readonly=True)
    receptionist = Column("receptionist", gettext_lazy("received by"), PersonWidget(), readonly=True)
    handler = Column("handler", gettext_lazy("handled by"), PersonWidget(), readonly=True)
    next_due = Column("next_due", gettext_lazy("next due"), MomentWidget(), readonly=True)

    class Meta(DeedSheet.Meta):
        model = Complaint
        fields = [
            "number", "customer", "name", "complainant", "problem", "received_at", "channel", "demand", "area",
            "judged", "visible_at_receipt", "to_manufacturer", "door_block", "disturbance", "return_or_exchange",
            "negative_media", "other_severe", "text", "closed_at", "gravity", "state", "receptionist", "handler",
            "next_due",
        ]  # fmt: skip

    def __init__(self, user: Any = None, **kwargs: Any) -> None:
        super().__init__(user, **kwargs)
        self._otherwise: list[int] = []
        self._there: dict[str, Complaint] = {}

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        """
        Look up the complaints of a sheet, many at once.
        """
        super().before_import(dataset, **kwargs)
        rows = Complaint.objects.select_related("customer", "receptionist", "handler")
        for some in some_at_once(filter(None, (self.cell("number", row) for row in dataset.dict))):
            self._there |= {as_asked(row.number, some): row for row in rows.filter(number__in=some)}

    def skip_row(self, instance: Any, original: Any, row: Any, import_validation_errors: Any = None) -> bool:
        """
        Leave out a complaint that is on record, whatever has become of it there.
        """
        there = self._on_record(instance)
        if there is None:
            return super().skip_row(instance, original, row, import_validation_errors)
        self.only_shown.look(there, row, self.place)
        if self._says_otherwise(row, there):
            self._otherwise.append(self.place)
        return True

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        """
        Note the rows that would have changed a complaint, and where that is done.
        """
        super().after_import(dataset, result, **kwargs)
        if self._otherwise:
            words = _("Row %(rows)s: this complaint is on record already; left out. To change it, open its page.")
            self.notes.append(words % {"rows": in_a_row(self._otherwise)})

    def complete(self, instance: Any) -> None:
        """
        Refuse what is over.

        Raises:
            ValidationError: If it is closed.
        """
        if instance.closed_at is not None:
            said = _("A complaint that is closed is not opened again; leave its row out.")
            raise ValidationError({"closed_at": said})

    def hand_in(self, instance: Any) -> Complaint:
        """
        Take it in, and know it again further down.
        """
        row = open_complaint(instance, by=self.user, token=self.token)
        self._there[row.number] = row
        return row

    def _on_record(self, instance: Any) -> Complaint | None:
        """
        The complaint of that number, where it came in at that time or is about that problem.
        """
        there = self._there.get(instance.number)
        if there is None:
            return None
        came_in = None if instance.received_at is None else to_the_second(instance.received_at)
        at_that_time = came_in == to_the_second(there.received_at)
        return there if at_that_time or in_normal_form(there.problem) == in_normal_form(instance.problem) else None

    def _says_otherwise(self, row: Mapping[str, Any], there: Complaint) -> bool:
        try:
            return not all(column.leaves(there, row.get(column.column_name)) for column in self.read_columns())
        except ValidationError:
            return True
