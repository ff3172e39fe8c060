"""
Policy versions at the desk: drafted, submitted, published by another person, never edited after that.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from visitcore.codec.fingerprint import fingerprint
from visitcore.ground.errors import PolicyError
from visitcore_django.desk.approving import ask, decide_approval, withdraw
from visitcore_django.desk.brought import only_written
from visitcore_django.desk.door import door
from visitcore_django.desk.errors import DeskError, NotAllowedError, WrongStateError
from visitcore_django.desk.once import Token, once, written
from visitcore_django.desk.rights import demand
from visitcore_django.models import Approval, PolicyVersion
from visitcore_django.policies import examined

RIGHT = "publish_policyversion"
OPEN = (PolicyVersion.State.DRAFT, PolicyVersion.State.RETURNED)


@door(new="version")
def save_draft(version: PolicyVersion, *, by: Any, token: Token = None) -> PolicyVersion:
    """
    Save a new version, or one that is still being written; a file with faults is not saved.

    Raises:
        PolicyError: With every fault of the file.
        NotAllowedError: If *by* may not write policies, or the version is somebody else's.
        WrongStateError: If it is submitted or published already.
        StaleError: If somebody else has changed it meanwhile.
    """
    demand(by, "add_policyversion" if version._state.adding else "change_policyversion")

    def do() -> PolicyVersion:
        held = None if version._state.adding else _own(_held(version), by)
        only_written(version, held)
        version.toml = plain_lines(version.toml)
        _sound(version)
        version.hash, version.author = seal_of(version.toml), by
        version.save()
        return version

    return once(token, "save_policy", PolicyVersion, do, by=by, asked=(written(version),))


@door()
def submit_policy(version: PolicyVersion, *, by: Any, at: datetime | None = None, token: Token = None) -> Approval:
    """
    Ask another person to publish a version.

    Raises:
        PolicyError: With every fault of the file.
        DeskError: If it is to be in force from a day that is past, and does not say why.
        NotAllowedError: If it is somebody else's.
        WrongStateError: If it is submitted or published already.
    """
    demand(by, "change_policyversion")
    now = at or timezone.now()

    def do() -> Approval:
        held = _own(_held(version), by)
        _sound(held)
        _says_why_late(held, held.note, timezone.localdate(now))
        held.state = PolicyVersion.State.SUBMITTED
        held.save()
        version.refresh_from_db()
        return ask(held, by=by, right=RIGHT, at=now)

    return once(token, "submit_policy", Approval, do, by=by, asked=(version,))


@door()
@transaction.atomic
def publish_policy(approval: Approval, *, by: Any, comment: str = "", at: datetime | None = None) -> PolicyVersion:
    """
    Publish a version; from then on it is never edited.

    Raises:
        PolicyError: If the file has faults, be it that they came with a newer visitcore.
        DeskError: If it comes late and nobody says why.
        FourEyesError, NotAllowedError, WrongStateError: As `approve`.
    """
    now = at or timezone.now()
    done = decide_approval(approval, PolicyVersion, by=by, state=Approval.State.APPROVED, comment=comment, at=now)
    version = _of(done)
    _sound(version)
    _says_why_late(version, version.note + comment, timezone.localdate(now))
    version.state, version.approver, version.published_at = PolicyVersion.State.PUBLISHED, by, now
    version.save()
    return version


@door()
@transaction.atomic
def return_policy(approval: Approval, *, by: Any, comment: str, at: datetime | None = None) -> PolicyVersion:
    """
    Send a version back with a word on what to mend.

    Raises:
        FourEyesError, NotAllowedError, WrongStateError, DeskError: As `send_back`.
    """
    done = decide_approval(approval, PolicyVersion, by=by, state=Approval.State.RETURNED, comment=comment, at=at)
    version = _of(done)
    version.state = PolicyVersion.State.RETURNED
    version.save()
    return version


@door()
@transaction.atomic
def withdraw_policy(version: PolicyVersion, *, by: Any, at: datetime | None = None) -> PolicyVersion:
    """
    Take a version back that waits, to go on writing.

    Raises:
        NotAllowedError: If it is somebody else's.
        WrongStateError: If it does not wait.
    """
    demand(by, "change_policyversion")
    held = PolicyVersion.objects.select_for_update().get(pk=version.pk)
    if held.state != PolicyVersion.State.SUBMITTED:
        raise WrongStateError(held)
    _own(held, by)
    withdraw(held, by=by, at=at)
    held.state = PolicyVersion.State.DRAFT
    held.save()
    return held


@door()
@transaction.atomic
def drop_draft(version: PolicyVersion, *, by: Any) -> None:
    """
    Throw away a version that was never published.

    Raises:
        NotAllowedError: If it is somebody else's.
        WrongStateError: If it waits or is published.
    """
    demand(by, "change_policyversion")
    _own(_held(version), by).delete()


def recorded_late(version: PolicyVersion) -> int:
    """
    Days from the first in force to the one on which it was published; nought where it came in time, or is not out.
    """
    if version.published_at is None:
        return 0
    return max((timezone.localdate(version.published_at) - version.in_force_from).days, 0)


def plain_lines(text: str) -> str:
    """
    A text with one kind of line end and no mark before its first letter, so that it keeps its fingerprint.
    """
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def seal_of(toml: str) -> str:
    """
    The fingerprint of a file's content.
    """
    return fingerprint(toml)


def _held(version: PolicyVersion) -> PolicyVersion:
    held = PolicyVersion.objects.select_for_update().get(pk=version.pk)
    if held.state not in OPEN:
        raise WrongStateError(held)
    return held


def _of(approval: Approval) -> PolicyVersion:
    return PolicyVersion.objects.select_for_update().get(pk=approval.subject_id)


def _own(version: PolicyVersion, by: Any) -> PolicyVersion:
    if by != version.author:
        what = _("This version is %(author)s's; copy the file into a version of your own instead.")
        raise NotAllowedError(what % {"author": version.author})
    return version


def _sound(version: PolicyVersion) -> None:
    problems = examined(version.toml, version.name).problems
    if problems:
        raise PolicyError(version.name, problems)


def _says_why_late(version: PolicyVersion, why: str, today: date) -> None:
    if version.in_force_from < today and not why.strip():
        what = _("%(day)s is past: say in the note why this version is recorded late, or choose a later day.")
        raise DeskError(what % {"day": version.in_force_from})
