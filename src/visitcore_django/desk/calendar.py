"""
The company's own days at the desk: said, changed, taken back.
"""

from datetime import date
from typing import Any

from attrs import frozen
from django.db import transaction
from django.utils.translation import gettext as _

from visitcore.ground.calendar import WorkCalendar
from visitcore.ground.text import Text
from visitcore_django.desk.door import door
from visitcore_django.desk.errors import DeskError
from visitcore_django.desk.once import Token, once, written
from visitcore_django.desk.rights import demand
from visitcore_django.models import CalendarDay
from visitcore_django.policies import running


@frozen(kw_only=True)
class Effect:
    """
    What a company day does.

    Attributes:
        public: Whether the day is a working day without it.
        provisional: Whether the public calendar of the year is only a guess, for it is not announced yet.
        works: Whether it is one with it.
        why: What the public calendar says of the day.
    """

    public: bool
    provisional: bool
    works: bool
    why: Text

    @property
    def changes(self) -> bool:
        """
        Whether the day comes out otherwise.
        """
        return self.public is not self.works


def effect_of(row: CalendarDay, public: WorkCalendar) -> Effect:
    """
    What a company day does to the public calendar.
    """
    return Effect(
        public=public.is_workday(row.day),
        provisional=public.is_provisional(row.day),
        works=row.works,
        why=public.why(row.day),
    )


def public_calendar(today: date) -> WorkCalendar:
    """
    The calendar of the policy that runs, with the days in its file and without those of this table.
    """
    policy = running(today).policy
    ours = {override.day for override in policy.overrides} & set(CalendarDay.objects.values_list("day", flat=True))
    pack = policy.own or (policy.packs or policy.all_packs())[0]
    return pack.settings.calendar(tuple(override for override in policy.overrides if override.day not in ours))


@door(new="row")
def say_day(row: CalendarDay, *, by: Any, token: Token = None) -> CalendarDay:
    """
    Say that a day is worked or not.

    Raises:
        NotAllowedError: If *by* may not.
        DeskError: Without a reason.
    """
    demand(by, "add_calendarday" if row._state.adding else "change_calendarday")

    def do() -> CalendarDay:
        row.reason = row.reason.strip()
        if not row.reason:
            raise DeskError(_("Say why the company works or rests on this day."))
        row.save()
        return row

    return once(token, "say_day", CalendarDay, do, by=by, asked=(written(row),))


@door()
@transaction.atomic
def take_day_back(row: CalendarDay, *, by: Any) -> None:
    """
    Let the public calendar count again; decisions that were taken keep the day they saw.

    Raises:
        NotAllowedError: If *by* may not.
    """
    demand(by, "change_calendarday")
    row.delete()
