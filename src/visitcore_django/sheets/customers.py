"""
Customers as a sheet, with the figures that stand beside them.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from visitcore.codec.cells import as_written
from visitcore.codec.columns import COLUMNS, REGIONS
from visitcore.codec.entries import read_code, read_grade
from visitcore.codec.headers import plain
from visitcore_django.desk.due import refresh_due
from visitcore_django.models import Customer, CustomerFigure, DueStatus, Team
from visitcore_django.sheets.figures import FIGURES, figure_text
from visitcore_django.sheets.resource import Column, SheetResource
from visitcore_django.sheets.widgets import DayWidget, NumberWidget, TextWidget, WordWidget
from visitcore_django.sheets.widgets_rows import PersonWidget, RowWidget

_KNOWN = {column.name: column.headers for column in COLUMNS["customers"]}
_REGION = Customer._meta.get_field("region")


class CustomerSheet(SheetResource):
    """
    Customers; what is due is written and never read.
    """

    code = Column("code", _("customer code"), TextWidget(read_code), words=_KNOWN["code"], needed=True)
    name = Column("name", _("customer name"), TextWidget(as_written), words=_KNOWN["name"])
    grade = Column("grade", _("grade"), TextWidget(read_grade), words=_KNOWN["grade"])
    owner = Column("owner", _("owner"), PersonWidget(), words=_KNOWN["owner"])
    team = Column("team", _("team"), RowWidget(Team))
    region = Column(
        "region",
        _("region"),
        WordWidget(_REGION.choices, {plain(word): key for word, key in REGIONS.items()}),
        words=_KNOWN["region"],
    )
    since = Column("since", _("customer since"), DayWidget(), words=_KNOWN["since"])
    category = Column("category", _("category"), words=_KNOWN["category"])
    last_visit = Column("last_visit", _("last visit"), DayWidget(), readonly=True)
    next_due = Column("next_due", _("next due"), DayWidget(), readonly=True)
    due_status = Column("due_status", _("visit status"), WordWidget(DueStatus.choices), readonly=True)
    owed = Column("owed", _("owed"), NumberWidget(), readonly=True)
    done = Column("done", _("done"), NumberWidget(), readonly=True)
    overdue_since = Column("overdue_since", _("overdue since"), DayWidget(), readonly=True)
    due_rule = Column("due_rule", _("by clause"), readonly=True)

    class Meta(SheetResource.Meta):
        model = Customer
        import_id_fields = ["code"]
        fields = [
            "code", "name", "grade", "owner", "team", "region", "since", "category", "last_visit", "next_due",
            "due_status", "owed", "done", "overdue_since", "due_rule",
        ]  # fmt: skip

    def before_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """
        Read the figures that stand in the row, before anything of it is saved.
        """
        super().before_save_instance(instance, row, **kwargs)
        instance.read_figures = dict(_figures(row))

    def complete(self, instance: Any) -> None:
        """
        Put a customer without a team into that of its owner.
        """
        if instance.team_id is None and instance.owner is not None:
            membership = getattr(instance.owner, "visitcore_membership", None)
            instance.team = None if membership is None else membership.team

    def after_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """
        Keep the figures of the row as of today, and see how the customer stands.
        """
        today = timezone.localdate()
        for name, value in instance.read_figures.items():
            CustomerFigure.objects.update_or_create(
                customer=instance, name=name, as_of=today, defaults={"value": value}
            )
        refresh_due(instance, today)


def _figures(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """
    The figures of a row, by name, in plain text.
    """
    for name, column in FIGURES.items():
        known = {plain(header) for header in column.headers}
        header = next((header for header in row if plain(header) in known), None)
        value = "" if header is None else figure_text(name, row[header])
        if value:
            yield name, value
