"""
The company's own days as a sheet.
"""

from collections.abc import Hashable, Mapping
from typing import Any

from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from visitcore.codec.headers import plain
from visitcore.ground.calendar import WorkCalendar
from visitcore_django.desk import say_day
from visitcore_django.desk.calendar import Effect, effect_of, public_calendar
from visitcore_django.models import CalendarDay
from visitcore_django.sheets.columns import Column, Told
from visitcore_django.sheets.deeds import DeskSheet
from visitcore_django.sheets.widgets import DayWidget
from visitcore_django.sheets.widgets_words import WordWidget

_SAYS = {True: gettext_lazy("works"), False: gettext_lazy("rests")}
_WORDS = {
    **dict.fromkeys(("上班", "工作", "工作日", "补班", "调休上班", "working day", "work", "yes", "是"), True),
    **dict.fromkeys(("放假", "休假", "休息日", "调休放假", "停工", "rest day", "rest", "day off", "no", "否"), False),
}


def effect_words(found: Effect) -> str:
    """
    What becomes of a day.
    """
    if not found.changes:
        return (
            _("= changes nothing: it is a working day anyway")
            if found.works
            else _("= changes nothing: it is a rest day anyway")
        )
    return _("+ a rest day becomes a working day") if found.works else _("− a working day becomes a rest day")


def weekday(row: Any) -> str | None:
    """
    Monday to Sunday; nothing before the day is known.
    """
    return None if row.day is None else str(WEEKDAYS[row.day.weekday()])


class WorksWidget(WordWidget):
    """
    Whether the company works or rests, in any word for it.
    """

    def __init__(self) -> None:
        super().__init__(tuple(_SAYS.items()), {plain(word): str(works) for word, works in _WORDS.items()})

    def clean(self, value: Any, row: Any = None, **_kwargs: Any) -> Any:
        """
        Whether it works; nothing where the cell says nothing.
        """
        return {"True": True, "False": False}.get(super().clean(value))

    def called(self, value: Any) -> tuple[str, ...]:
        """
        What people call it.
        """
        return (str(_SAYS[value]),) if value in _SAYS else ()


class EffectColumn(Told):
    """
    What each day does; the public calendar is looked up once for a sheet.
    """

    def __init__(self) -> None:
        self._public: WorkCalendar | None = None
        super().__init__(gettext_lazy("effect"), self.say_effect)

    def say_effect(self, row: Any) -> str | None:
        """
        What becomes of the day; nothing before it is known.
        """
        if row.day is None or row.works is None:
            return None
        self._public = self._public or public_calendar(timezone.localdate())
        return effect_words(effect_of(row, self._public))


class CalendarSheet(DeskSheet):
    """
    Company days; a day that stands already is said anew.

    The good rows are taken, and the others left for later.
    """

    day = Column("day", gettext_lazy("day"), DayWidget(), words=("日期", "date"), needed=True)
    weekday = Told(gettext_lazy("weekday"), weekday)
    works = Column(
        "works", gettext_lazy("the company"), WorksWidget(), words=("上班或休息", "安排", "类型", "works"), needed=True
    )
    reason = Column("reason", gettext_lazy("reason"), words=("原因", "事由", "说明", "节日"), needed=True)
    effect = EffectColumn()

    class Meta(DeskSheet.Meta):
        model = CalendarDay
        import_id_fields = ["day"]
        fields = ["day", "weekday", "works", "effect", "reason"]

    def look_columns(self) -> list[Column]:
        """
        The columns that a look shows, with what each day does.
        """
        return [*super().look_columns(), self.fields["effect"]]

    def key(self, row: Mapping[str, Any]) -> Hashable:
        """
        The day.
        """
        day: Hashable = self.cell("day", row)
        return day

    def hand_in(self, instance: Any) -> CalendarDay:
        """
        Say it.
        """
        return say_day(instance, by=self.user)
