"""
Who may do what at the desk: the right, the scope, and never on his own request.
"""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from attrs import frozen
from django.db.models import Model
from django.utils.translation import gettext as _

from visitcore_django.desk.errors import FourEyesError, NotAllowedError
from visitcore_django.desk.wording import roles_in_words
from visitcore_django.people.acting import acts_as
from visitcore_django.people.scope import Scope, scope_of, sees, teams_reached, visible
from visitcore_django.people.standing_in import stands_in_for
from visitcore_django.people.writers import writers_of


def demand(actor: Any, right: str, row: Model | None = None) -> None:
    """
    Raise unless *actor* has a right of the plugin and sees the row, as it is brought and as it is stored.

    ``None`` is the system itself and may anything.

    Args:
        actor: The person.
        right: Name of the right, e.g. ``add_visit``.
        row: The row concerned.

    Raises:
        NotAllowedError: If not.
    """
    if actor is None:
        return
    if not actor.has_perm(f"visitcore_django.{right}"):
        raise NotAllowedError(
            _("You have not the right to do this (%(right)s); ask your administrator.") % {"right": right}
        )
    if row is not None and not (sees(actor, row) and _sees_stored(actor, row)):
        raise NotAllowedError(_("This is outside what you look after."))


def _sees_stored(actor: Any, row: Model) -> bool:
    """
    Whether *actor* sees a row as it is stored; what was changed in memory moves nobody's row into another's sight.
    """
    if row._state.adding or scope_of(actor) is Scope.ALL:
        return True
    rows = type(row)._default_manager.filter(pk=row.pk)
    return visible(rows, actor).exists() or not rows.exists()


@frozen
class Hand:
    """
    By whose hand an approval is given.

    Attributes:
        for_whom: The person who is stood in for; ``None`` where the actor has the right himself.
        roles: The roles of the policy that come with it.
    """

    for_whom: Any
    roles: tuple[str, ...]


def hand_of(
    actor: Any,
    right: str,
    requester: Any,
    row: Model,
    on: date,
    needs: Iterable[str] = (),
    but: Collection[Any] = (),
) -> Hand:
    """
    By whose hand *actor* may decide on a request.

    Args:
        actor: The person who decides.
        right: The right needed, e.g. ``approve_visitplan``.
        requester: Who asked for it; whoever wrote the row is held to the same.
        row: What it is about.
        on: The day, for those who stand in.
        needs: Roles of the policy of which one is needed; any will do where empty.
        but: The keys of those who have signed already: they do not sign again, nor anybody for them.

    Raises:
        FourEyesError: If it is his own request, or that of the one he stands in for.
        NotAllowedError: If neither he nor one he stands in for may, it lies outside what they look after, he has signed
            already, or nobody decides.
    """
    if actor is None:
        raise NotAllowedError(_("An approval is given by a person, never by the system itself."))
    asked = writers_of(row) | {getattr(requester, "pk", None)}
    if actor.pk in asked:
        raise FourEyesError
    if has_signed(actor, None, but):
        raise NotAllowedError(_("One person gives one signature, and you have given yours; ask somebody else."))
    own_hand, outside = None, False
    for whom in (None, *stands_in_for(actor, on)):
        person = actor if whom is None else whom
        if person.pk in asked:
            own_hand = whom
            continue
        if has_signed(actor, whom, but):
            continue
        roles = acts_as(person, needs)
        if not person.has_perm(f"visitcore_django.{right}") or (set(needs) and not set(needs) & set(roles)):
            continue
        if not sees(person, row):
            outside = True
            continue
        return Hand(whom, roles)
    if own_hand is not None:
        raise FourEyesError
    if outside:
        raise NotAllowedError(_outside(row))
    roles_asked = roles_in_words(needs)
    if not roles_asked:
        raise NotAllowedError(_("This waits for somebody else; you cannot decide it."))
    raise NotAllowedError(_("This waits for somebody else (%(roles)s); you cannot decide it.") % {"roles": roles_asked})


def has_signed(actor: Any, whom: Any, those: Collection[Any]) -> bool:
    """
    Whether a person, or the one he stands in for, is among those who have signed: one person gives one signature.

    Args:
        actor: The person.
        whom: The one he stands in for; ``None`` where he signs for himself.
        those: The keys of those who have signed, and of those they stood in for.
    """
    return actor.pk in those or (whom is not None and whom.pk in those)


def _outside(row: Model) -> str:
    """
    Why somebody with the right and the role does not decide: he does not see the row, maybe for want of a team.
    """
    if any(teams_reached(row)):
        return _("This lies outside what you look after; ask somebody who looks after it.")
    return _(
        "This lies outside what you look after: the customer or person it concerns is in no team. Have the team "
        "entered, or ask somebody who sees every customer."
    )
