"""
Reminders at the desk: those that somebody may close by his own word.
"""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from visitcore_django.desk.deciding import today
from visitcore_django.desk.door import door
from visitcore_django.desk.errors import DeskError, NotAllowedError
from visitcore_django.desk.once import Token, once
from visitcore_django.desk.rights import demand
from visitcore_django.models import Reminder
from visitcore_django.people.acting import roles_of

DUTY, MONTH_END = "duty:", "month_end"
CLOSED, BY_ITSELF, ANOTHERS = "closed", "by_itself", "anothers"


def closes_by_word(reminder: Reminder) -> bool:
    """
    Whether somebody has to say that it is done: a duty that no row keeps, and what was brought before those above.

    Every other reminder closes by itself as soon as its matter is done.
    """
    return reminder.rung > 0 or reminder.kind == MONTH_END or reminder.kind.startswith(DUTY)


def may_close(reminder: Reminder, user: Any) -> bool:
    """
    Whether a person may say so: the one whom it is for, or one in the role where it is for nobody in particular.
    """
    return not hindrance(reminder, user)


def hindrance(reminder: Reminder, user: Any) -> str:
    """
    Why a person may not: `CLOSED`, `BY_ITSELF` or `ANOTHERS`; empty where he may.
    """
    if reminder.closed_on is not None:
        return CLOSED
    if not closes_by_word(reminder):
        return BY_ITSELF
    mine = reminder.to_role in roles_of(user) if reminder.to_id is None else reminder.to_id == user.pk
    return "" if mine else ANOTHERS


@door()
def close_reminder(reminder: Reminder, *, by: Any, at: datetime | None = None, token: Token = None) -> Reminder:
    """
    Note that what a reminder asks for is done; of a duty that comes back, for the period that it asks for.

    Raises:
        NotAllowedError: If it is not for *by*.
        DeskError: If it closes by itself, is closed already, or the clock is wrong.
    """
    demand(by, "view_reminder", reminder)
    day = today(at)

    def do() -> Reminder:
        held = Reminder.objects.select_for_update().get(pk=reminder.pk)
        if held.closed_on is not None:
            raise DeskError(_("This is done already."))
        if not closes_by_word(held):
            raise DeskError(_("This closes by itself as soon as it is done; do what it says."))
        if by is not None and not may_close(held, by):
            raise NotAllowedError(_("This is for somebody else."))
        if day < held.opened_on:
            raise DeskError(_("It cannot be done before it was asked for; check the clock of this computer."))
        held.closed_on, held.closed_by = day, by
        held.save()
        reminder.refresh_from_db()
        return held

    return once(token, "close_reminder", Reminder, do, by=by, asked=(reminder,))
