"""
What waits for somebody: the approvals that he may give, as a list; it agrees with `hand_of` row by row.
"""

from collections.abc import Collection, Iterable
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from visitcore_django.desk.approvals import ANSWERS
from visitcore_django.desk.approving import ONE_EACH, hands_before
from visitcore_django.desk.door import door
from visitcore_django.desk.errors import NotAllowedError
from visitcore_django.desk.rights import hand_of
from visitcore_django.models import Approval
from visitcore_django.people.acting import roles_of
from visitcore_django.people.scope import visible
from visitcore_django.people.standing_in import stands_in_for
from visitcore_django.people.writers import written_by

_NOTHING = Q(pk__in=())


@door()
def waiting_for(user: Any, on: date) -> QuerySet[Approval]:
    """
    The approvals that wait and that *user* may decide on a day, himself or for one he stands in for; never his own.
    """
    people = (user, *stands_in_for(user, on))
    rows = Approval.objects.filter(state=Approval.State.OPEN).exclude(_own(user) | _signed(user))
    return rows.filter(reduce(or_, (_by_hand_of(person) for person in people), _NOTHING))


def may_decide(approval: Approval, user: Any, on: date) -> bool:
    """
    Whether *user* may decide on an approval on a day.
    """
    if approval.state != Approval.State.OPEN:
        return False
    row = approval.subject
    if row is None:
        return False
    needs = [need for need in approval.needs.split(",") if need]
    try:
        hand_of(user, approval.permission, approval.requested_by, row, on, needs, hands_before(approval))
    except NotAllowedError:
        return False
    return True


def acts_for(user: Any, keys: Collection[Any], on: date) -> dict[Any, Any]:
    """
    For whom *user* would decide on approvals, by their keys; what he may decide in his own name is left out.
    """
    people = stands_in_for(user, on)
    if not people:
        return {}
    rows = Approval.objects.filter(state=Approval.State.OPEN, pk__in=keys).exclude(_own(user) | _signed(user))
    own = set(rows.filter(_by_hand_of(user)).values_list("pk", flat=True))
    found: dict[Any, Any] = {}
    for person in people:
        for key in rows.filter(_by_hand_of(person)).values_list("pk", flat=True):
            found.setdefault(key, person)
    return {key: person for key, person in found.items() if key not in own}


def _by_hand_of(person: Any) -> Q:
    """
    What one person may approve in his own name.
    """
    tables = reduce(or_, (_in_sight(kind, person) for kind in ANSWERS), _NOTHING)
    rights = {
        right.partition(".")[2] for right in person.get_all_permissions() if right.startswith("visitcore_django.")
    }
    found = tables & Q(permission__in=rights) & ~(_own(person) | _signed(person))
    return found if person.is_superuser else found & _in_role(roles_of(person))


def _own(person: Any) -> Q:
    """
    What a person asked for, or wrote.
    """
    return reduce(or_, (written_by(kind, person) for kind in ANSWERS), Q(requested_by=person))


def _signed(person: Any) -> Q:
    """
    What a person, or somebody for him, signed since it was last asked for, where each signature is another person's.
    """
    broken_off = Approval.objects.filter(
        subject_kind=OuterRef("subject_kind"),
        subject_id=OuterRef("subject_id"),
        pk__gt=OuterRef("pk"),
        state__in=(Approval.State.RETURNED, Approval.State.WITHDRAWN),
    )
    given = Approval.objects.filter(
        Q(decided_by=person) | Q(on_behalf_of=person),
        ~Exists(broken_off),
        subject_kind=OuterRef("subject_kind"),
        subject_id=OuterRef("subject_id"),
        state=Approval.State.APPROVED,
    )
    return Q(Exists(given), subject_kind__in=ONE_EACH)


def _in_sight(kind: str, person: Any) -> Q:
    model: Any = apps.get_model("visitcore_django", kind)
    return Q(subject_kind=kind, subject_id__in=visible(model._default_manager.all(), person).order_by().values("pk"))


def _in_role(roles: Iterable[str]) -> Q:
    """
    Asked of nobody in particular, or of one of the roles; several stand in one column with commas between them.
    """
    fits = [
        Q(needs=role) | Q(needs__startswith=f"{role},") | Q(needs__endswith=f",{role}") | Q(needs__contains=f",{role},")
        for role in roles
    ]
    return reduce(or_, fits, Q(needs=""))
