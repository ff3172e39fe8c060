"""
Figures of customers as a sheet: one figure of one customer as of a day in each row.
"""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy

from visitcore.codec.columns import COLUMNS
from visitcore.codec.headers import plain
from visitcore.explain.names import word
from visitcore.rules.grading import figures_graded
from visitcore_django.desk import record_figures
from visitcore_django.desk.figures_read import FIGURES, read_figure
from visitcore_django.models import Customer, CustomerFigure
from visitcore_django.models.language import lang
from visitcore_django.policies import running
from visitcore_django.sheets.columns import Column
from visitcore_django.sheets.deeds import DeedSheet
from visitcore_django.sheets.typed import as_name
from visitcore_django.sheets.widgets import DayWidget, MomentWidget, TextWidget, readable
from visitcore_django.sheets.widgets_rows import RowWidget

_CODE = next(column.headers for column in COLUMNS["visits"] if column.name == "customer")


def figures_today() -> tuple[str, ...]:
    """
    The figures that the grading of the policy reads today, by name.
    """
    today = timezone.localdate()
    return figures_graded(running(today).policy, today)


def figures_called() -> dict[str, str]:
    """
    The names of the figures that are known today, by everything that they are called.
    """
    own = {plain(said): name for name in figures_today() for said in _words(name)}
    known = {plain(said): name for name, column in FIGURES.items() for said in (*_words(name), *column.headers)}
    return {**own, **known}


def _words(name: str) -> tuple[str, ...]:
    label = FIGURES[name].label if name in FIGURES else word(name)
    return name, label.en, label.zh, word(name).en, word(name).zh


def figure_word(name: str) -> str:
    """
    What people call a figure.
    """
    label = FIGURES[name].label if name in FIGURES else word(name)
    return label.in_(lang())


def figure_text(name: str, cell: Any) -> str:
    """
    What a cell says of a figure, as it is stored; empty where it says nothing.

    Raises:
        ValidationError: If it does not hold what the figure is: a number, a ratio, a day, a letter.
    """
    return str(readable(lambda said: read_figure(name, said), cell))


class FigureWidget(TextWidget):
    """
    The name of a figure, or what people call it; a company may have more than are known.
    """

    def __init__(self) -> None:
        self._called: dict[str, str] | None = None
        super().__init__(as_name)

    def clean(self, value: Any, row: Any = None, **_kwargs: Any) -> str:
        """
        The name.
        """
        text = super().clean(value, row)
        return self._known().get(plain(text), text)

    def render(self, value: Any, obj: Any = None, **_kwargs: Any) -> Any:
        """
        What people call it; one that is not known by the name that it was given.
        """
        return figure_word(value) if value in self._known().values() else value or ""

    def _known(self) -> dict[str, str]:
        if self._called is None:
            self._called = figures_called()
        return self._called


class FigureValue(Column):
    """
    What a figure is; one that is a number goes out as such, where it comes back the same.
    """

    def export(self, instance: Any, **_kwargs: Any) -> Any:
        """
        A real number of the spreadsheet, or the text as it stands.
        """
        known, text = FIGURES.get(instance.name), str(instance.value)
        if known is None or known.holds not in {"number", "ratio"}:
            return text
        try:
            number = Decimal(text)
        except InvalidOperation:
            return text
        return number if format(number.normalize(), "f") == text else text


class FigureSheet(DeedSheet):
    """
    Figures; a later one replaces none, and of one day there is one.
    """

    rights = ("add_customerfigure",)

    customer = Column("customer", gettext_lazy("customer code"), RowWidget(Customer), words=_CODE, needed=True)
    customer_name = Column("customer__name", gettext_lazy("customer name"), readonly=True)
    name = Column(
        "name",
        gettext_lazy("figure"),
        FigureWidget(),
        words=("指标", "指标名称", "项目", "数据项", "figure", "name"),
        needed=True,
    )
    value = FigureValue("value", gettext_lazy("value"), words=("数值", "值", "数据", "指标值"), needed=True)
    as_of = Column(
        "as_of",
        gettext_lazy("as of"),
        DayWidget(),
        words=("截至日期", "截止日期", "统计日期", "日期", "date", "day"),
        needed=True,
    )
    recorded_at = Column("recorded_at", gettext_lazy("recorded at"), MomentWidget(), readonly=True)

    class Meta(DeedSheet.Meta):
        model = CustomerFigure
        fields = ["customer", "customer_name", "name", "value", "as_of", "recorded_at"]

    def import_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """
        Read every cell, and the value as the figure asks for it.

        Raises:
            ValidationError: With every cell that cannot be read, under its column.
        """
        errors: dict[str, Any] = {}
        try:
            super().import_instance(instance, row, **kwargs)
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        if instance.name and "value" not in errors:
            try:
                instance.value = figure_text(instance.name, row[self.fields["value"].column_name])
            except ValidationError as error:
                errors["value"] = error
        if errors:
            raise ValidationError(errors)

    def is_known(self, instance: Any) -> bool:
        """
        Whether just that figure of that day is recorded already.
        """
        same = CustomerFigure.objects.filter(customer=instance.customer, as_of=instance.as_of)
        return self.alike(same, instance, "name", "value") > 0

    def hand_in(self, instance: Any) -> CustomerFigure:
        """
        Record it, and see how the customer stands.
        """
        (figure,) = record_figures(instance.customer, [instance], by=self.user)
        return figure
