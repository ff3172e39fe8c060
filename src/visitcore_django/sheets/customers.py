"""
Customers as a sheet, with the figures that stand beside them.
"""

from collections.abc import Callable, Hashable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from visitcore.codec.columns import COLUMNS, REGIONS
from visitcore.codec.entries import read_code, read_grade
from visitcore.codec.headers import plain
from visitcore_django.desk import record_figures, save_customer
from visitcore_django.models import Customer, CustomerFigure, Team
from visitcore_django.models.naming import person_name
from visitcore_django.policies import listed
from visitcore_django.sheets.columns import Column, Told
from visitcore_django.sheets.customers_found import Found
from visitcore_django.sheets.customers_told import days_overdue, lacking, standing
from visitcore_django.sheets.deeds import DeskSheet
from visitcore_django.sheets.figures import figure_text, figure_word, figures_called
from visitcore_django.sheets.typed import as_kept, as_name, in_normal_form
from visitcore_django.sheets.widgets import DayWidget, FlagWidget, NumberWidget, TextWidget
from visitcore_django.sheets.widgets_rows import NamedRowWidget, PersonWidget
from visitcore_django.sheets.widgets_words import NamedWidget, WordWidget

_KNOWN = {column.name: column.headers for column in COLUMNS["customers"]}
_REGION = Customer._meta.get_field("region")


def _grades() -> tuple[str, ...]:
    return listed("visits.cadence", "grade", timezone.localdate())


class CustomerSheet(DeskSheet):
    """
    Customers; what is due is written and never read.

    The good rows are taken, and the others left for later.

    Attributes:
        figures_called: The figures that are read beside the columns, by everything that they are called.
    """

    code = Column("code", gettext_lazy("customer code"), TextWidget(read_code), words=_KNOWN["code"], needed=True)
    name = Column("name", gettext_lazy("customer name"), TextWidget(as_name), words=_KNOWN["name"])
    grade = Column("grade", gettext_lazy("grade"), NamedWidget(_grades, read_grade), words=_KNOWN["grade"])
    owner = Column("owner", gettext_lazy("owner"), PersonWidget(), words=_KNOWN["owner"])
    team = Column("team", gettext_lazy("team"), NamedRowWidget(Team), words=("所属团队", "小组"))
    region = Column(
        "region",
        gettext_lazy("region"),
        WordWidget(_REGION.choices, {plain(word): key for word, key in REGIONS.items()}),
        words=_KNOWN["region"],
    )
    since = Column("since", gettext_lazy("customer since"), DayWidget(), words=_KNOWN["since"])
    category = Column("category", gettext_lazy("category"), TextWidget(as_name), words=_KNOWN["category"])
    contacted_on = Column("contacted_on", gettext_lazy("first contact"), DayWidget())
    filed = Column("filed", gettext_lazy("filed"), FlagWidget())
    filed_on = Column("filed_on", gettext_lazy("filed on"), DayWidget())
    last_visit = Column("last_visit", gettext_lazy("last visit"), DayWidget(), readonly=True)
    next_due = Column("next_due", gettext_lazy("next due"), DayWidget(), readonly=True)
    due_status = Told(gettext_lazy("visit status"), standing)
    days_overdue = Told(gettext_lazy("days overdue"), days_overdue)
    owed = Column("owed", gettext_lazy("owed"), NumberWidget(), readonly=True)
    done = Column("done", gettext_lazy("done"), NumberWidget(), readonly=True)
    overdue_since = Column("overdue_since", gettext_lazy("overdue since"), DayWidget(), readonly=True)
    due_rule = Column("due_rule", gettext_lazy("by clause"), readonly=True)
    missing = Told(gettext_lazy("missing"), lacking)
    due_on = Column("due_on", gettext_lazy("status as of"), DayWidget(), readonly=True)
    active = Column("active", gettext_lazy("active"), FlagWidget(), readonly=True)

    class Meta(DeskSheet.Meta):
        model = Customer
        import_id_fields = ["code"]
        fields = [
            "code", "name", "grade", "owner", "team", "region", "since", "category", "contacted_on", "filed",
            "filed_on", "last_visit", "next_due", "due_status", "owed", "done", "overdue_since", "days_overdue",
            "due_rule", "missing", "due_on", "active",
        ]  # fmt: skip

    def __init__(self, user: Any = None, **kwargs: Any) -> None:
        super().__init__(user, **kwargs)
        self.figures_called = figures_called()
        self._figures: list[CustomerFigure] = []
        self._as_before, self._code = False, ""
        self._found = Found((), Customer.objects.none())

    def get_queryset(self) -> Any:
        """
        The rows that the person sees, with their owners and teams.
        """
        return super().get_queryset().select_related("owner", "team")

    def key(self, row: Mapping[str, Any]) -> Hashable:
        """
        The code.
        """
        return str(self.cell("code", row) or "") or None

    def more_headers(self) -> Mapping[str, Callable[[str], bool]]:
        """
        The figures.
        """

        def means(name: str) -> Callable[[str], bool]:
            return lambda header: self.figures_called.get(plain(header)) == name

        return {figure_word(name): means(name) for name in dict.fromkeys(self.figures_called.values())}

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        """
        Look up the customers of a sheet, many at once.
        """
        super().before_import(dataset, **kwargs)
        header = self.fields["code"].column_name
        cells = [row.get(header) for row in dataset.dict]
        self._found = Found({said(cell) for said in (as_kept, in_normal_form) for cell in cells}, self.get_queryset())

    def get_instance(self, instance_loader: Any, row: Any) -> Any:
        """
        The customer of a code, if it is one that the person sees.
        """
        cell = row.get(self.fields["code"].column_name)
        self._code = next(filter(self._found.knows, (as_kept(cell), in_normal_form(cell))), "")
        return self._found.mine.get(self._code)

    def import_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """
        Read every cell, and the figures that are not on record just so.

        Raises:
            ValidationError: With every cell that cannot be read, under its column.
        """
        errors: dict[str, Any] = {}
        was, team = instance.owner, instance.team
        try:
            super().import_instance(instance, row, **kwargs)
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        if instance.owner != was and instance.team == team:
            self._follow(instance, row)
        self._figures, taken = [], {column.column_name for column in self.get_import_fields()}
        for header, cell in row.items():
            name = None if header in taken else self.figures_called.get(plain(header))
            if name is not None:
                try:
                    self._read_figure(instance, name, figure_text(name, cell))
                except ValidationError as error:
                    errors[header] = error
        if errors:
            raise ValidationError(errors)

    def skip_row(self, instance: Any, original: Any, row: Any, import_validation_errors: Any = None) -> bool:
        """
        Leave out what is there just so, figures included.
        """
        self._as_before = bool(super().skip_row(instance, original, row, import_validation_errors))
        return self._as_before and not self._figures

    def validate_instance(
        self, instance: Any, import_validation_errors: Any = None, validate_unique: bool = True
    ) -> None:
        """
        Hold a row against its table; a code that somebody else's customer has is taken.

        Raises:
            ValidationError: With every fault, each under its column.
        """
        errors = dict(import_validation_errors or {})
        if self._code in self._found.strange:
            said = _("The code “%(code)s” belongs to a customer whom you do not look after.") % {"code": self._code}
            errors["code"] = ValidationError(said)
        super().validate_instance(instance, errors, validate_unique)

    def get_diff_headers(self) -> list[str]:
        """
        The headers of a look, with one for the figures.
        """
        return [*super().get_diff_headers(), _("new figures")]

    def after_import_row(self, row: Any, row_result: Any, **kwargs: Any) -> None:
        """
        Show the figures that come with a row.
        """
        super().after_import_row(row, row_result, **kwargs)
        row_result.changed = [*self.changed, *((figure_word(one.name), "", one.value) for one in self._figures)]
        figures = (f"{figure_word(figure.name)} {figure.value}" for figure in self._figures)
        row_result.diff.append(format_html("<ins>{}</ins>", "、".join(figures)) if self._figures else "")

    def hand_in(self, instance: Any) -> Customer:
        """
        File it or change it, then record the new figures.
        """
        if not self._as_before:
            save_customer(instance, by=self.user)
        if self._figures:
            record_figures(instance, self._figures, by=self.user)
        return instance  # type: ignore[no-any-return]

    def _follow(self, customer: Customer, row: Mapping[str, Any]) -> None:
        """
        Let a customer who changes hands go to the team of the new owner, unless the sheet says where it stays.
        """
        membership = getattr(customer.owner, "visitcore_membership", None)
        if not self.cell("team", row):
            customer.team = None if membership is None else membership.team
        elif membership is not None and membership.team != customer.team:
            said = {"row": self.place, "team": customer.team, "owner": person_name(customer.owner)}
            words = _("Row %(row)s: the customer stays in the team %(team)s, to which %(owner)s does not belong.")
            self.notes.append(words % said)

    def _read_figure(self, customer: Customer, name: str, value: str) -> None:
        """
        Keep a figure for the desk, unless it is the last that was recorded.

        Raises:
            ValidationError: If today has another already.
        """
        last = None if customer._state.adding else customer.figures.filter(name=name).order_by("-as_of").first()
        if not value or (last is not None and in_normal_form(last.value) == in_normal_form(value)):
            return
        today = timezone.localdate()
        if last is not None and last.as_of == today:
            said = {"value": last.value}
            words = _("Of today %(value)s is recorded, and what is recorded stays; leave this empty until tomorrow.")
            raise ValidationError(words % said)
        self._figures.append(CustomerFigure(name=name, value=value, as_of=today))
