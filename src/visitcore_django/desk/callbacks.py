"""
Call-backs made at the desk, and corrected.
"""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from visitcore import CallBackRecord
from visitcore.explain.names import word
from visitcore.rules.callback_manner import MODES
from visitcore_django.desk.brought import demand_new, only_written, stored
from visitcore_django.desk.callback_due import all_made, owed_of
from visitcore_django.desk.callback_matters import settle
from visitcore_django.desk.callback_review import demand_opinion
from visitcore_django.desk.deciding import decided
from visitcore_django.desk.door import door
from visitcore_django.desk.errors import DeskError, NotAllowedError
from visitcore_django.desk.listed import demand_listed
from visitcore_django.desk.once import Token, once, written
from visitcore_django.desk.rights import demand
from visitcore_django.facts.callbacks import callback_fact
from visitcore_django.models import CallBack, CallbackMatter
from visitcore_django.models.language import lang
from visitcore_django.people.acting import acts_as, roles_of
from visitcore_django.people.standing_in import stands_in_for
from visitcore_django.policies import SILENT, listed, running


@door(new="callback", fills=("matter",))
def call_back(
    matter: CallbackMatter, callback: CallBack, *, by: Any, at: datetime | None = None, token: Token = None
) -> CallBack:
    """
    Record a call-back; whether its sheet proves it, and what is due next, is decided and recorded.

    Args:
        matter: The matter that it follows.
        callback: The call-back, not saved yet. Which words its columns take stands at the model.
        by: Who made it.
        at: The instant; now where left out.
        token: The token that came with the request.

    Raises:
        NotAllowedError: If the person may not, does not look after the matter, or says a role in which he does not
            act; if he brings the opinion that is another's to give.
        DeskError: If nothing is left to settle, the call-back lies ahead or not after the last one, another was made
            at that instant, or it was made in a way that the policy does not list.
        FactsError: If it lies before the matter was dealt with.
    """
    now = at or timezone.now()
    demand_new(callback)
    demand(by, "add_callback", matter)
    sheet = written(callback)
    made: datetime | None = callback.made
    callback.made = made or now

    def do() -> CallBack:
        held = CallbackMatter.objects.select_for_update().get(pk=matter.pk)
        due = owed_of(held, now)
        if held.settled or all_made(due):
            raise DeskError(_("Nothing is left to settle in this matter; open a new one if something has come up."))
        _in_time(callback, now)
        last = held.callbacks.filter(person=callback.person).order_by("-made").first()
        if last is not None and last.made >= callback.made:
            told = _("This is not after the last call-back on record (%(at)s); correct the time, or check the clock.")
            raise DeskError(told % {"at": _minute(last.made)}, column="made")
        _alone(callback, held)
        only_written(callback, None)
        demand_listed(callback, None, {"mode": modes_of(timezone.localdate(now))})
        callback.matter, callback.by = held, by
        callers = () if due is None or due.outcome is None else due.outcome.callers
        callback.by_role = role_for(by, callers, timezone.localdate(now), wants=callback.by_role)
        _prove(callback, None, by, now)
        settle(held, by, now)
        matter.refresh_from_db()
        return callback

    return once(token, "call_back", CallBack, do, by=by, asked=(matter, sheet))


@door()
def correct_call_back(callback: CallBack, *, by: Any, at: datetime | None = None, token: Token = None) -> CallBack:
    """
    Save what was filled in on the sheet of a call-back afterwards, a superior's opinion among it.

    Raises:
        NotAllowedError: If the person may not.
        StaleError: If somebody else has changed it meanwhile.
        DeskError: If it lies ahead, another was made at that instant, or it was made in a way that the policy does not
            list.
        FactsError: If it does not fit the others on record.
    """
    now = at or timezone.now()
    demand(by, "change_callback", callback)

    def do() -> CallBack:
        before = stored(callback)
        held = CallbackMatter.objects.select_for_update().get(pk=before.matter_id)
        _in_time(callback, now)
        only_written(callback, before, "matter", "by", "by_role")
        demand_listed(callback, before, {"mode": modes_of(timezone.localdate(now))})
        callback.matter = held
        _alone(callback, held)
        _prove(callback, before.values, by, now)
        settle(held, by, now)
        return callback

    return once(token, "correct_call_back", CallBack, do, by=by, asked=(written(callback),))


def modes_of(day: date) -> tuple[str, ...]:
    """
    In which ways one may call back under the policy that runs on a day; empty where it lists none.
    """
    return listed(MODES, "mode", day)


def role_for(by: Any, callers: tuple[str, ...], on: date, *, wants: str = "") -> str:
    """
    The role in which a person calls back: one that may, his own or that of one he stands in for, else his first.

    One who may anything calls back in any role.

    Args:
        by: The person; ``None`` is the system itself, which calls back in any role.
        callers: The roles that may.
        on: The day, for those who stand in.
        wants: The role that he says; empty to have it found.

    Raises:
        NotAllowedError: If he says one that is neither his own nor that of one he stands in for.
    """
    if by is None:
        return wants
    mine = acts_as(by, filter(None, (wants, *callers)))
    roles = [*mine, *(role for whom in stands_in_for(by, on) for role in roles_of(whom))]
    if wants and wants not in roles:
        told = _("You do not act as %(role)s here; leave the role empty to have it filled in.")
        raise NotAllowedError(told % {"role": word(wants).in_(lang())}, column="by_role")
    return wants or next((role for role in roles if role in callers), next(iter(mine), ""))


def _in_time(callback: CallBack, now: datetime) -> None:
    if callback.made > now:
        raise DeskError(_("A call-back that lies ahead cannot have been made; correct its time."))
    if callback.next_at is not None and callback.next_at <= callback.made:
        raise DeskError(_("The next call-back comes after this one; correct its time."))


def _alone(callback: CallBack, matter: CallbackMatter) -> None:
    """
    Raise where another call-back of the matter bears the same instant: by it they are told apart, whoever was reached.

    Raises:
        DeskError: If so.
    """
    if matter.callbacks.exclude(pk=callback.pk).filter(made=callback.made).exists():
        told = _(
            "A call-back of %(at)s is on record in this matter already. Each has a minute of its own, whoever was "
            "reached; correct the time."
        )
        raise DeskError(told % {"at": _minute(callback.made)}, column="made")


def _minute(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"


def _prove(callback: CallBack, before: dict[str, Any] | None, by: Any, now: datetime) -> None:
    """
    Save a call-back with what its sheet is worth; the opinion on it is another's to write.
    """
    day = timezone.localdate(callback.made)
    demand_opinion(callback, before, running(day).policy, day, by=by, on=timezone.localdate(now))
    facts = CallBackRecord(on=day, case=callback.matter.case, callback=callback_fact(callback))
    callback.save()
    try:
        decision, _kept = decided(
            "callback_valid", facts, row=callback, day=day, by=by, customer=callback.matter.customer
        )
    except SILENT:
        callback.valid = True  # no proof is asked for
    else:
        callback.valid = None if decision.outcome is None else decision.outcome.valid
    callback.save()
