"""
What the desk cannot do, in the reader's language.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from visitcore import VisitcoreError
from visitcore.codec.library import packs_that_speak_to
from visitcore.ground import errors as library
from visitcore_django import models
from visitcore_django.desk.wording import library_error_in_words


class DeskError(Exception):
    """
    The desk did nothing; the message says why and what to do.

    Attributes:
        column: What of the row it is about, where it is about one thing of it.
    """

    def __init__(self, *said: Any, column: str = "") -> None:
        super().__init__(*said)
        self.column = column


class NotAllowedError(DeskError):
    """
    The person has not the right, or does not see the row.
    """


class FourEyesError(NotAllowedError):
    """
    Somebody was to decide on his own request, or on what he wrote in himself.
    """

    def __init__(self) -> None:
        said = _("Nobody approves his own request, nor what he wrote in himself; ask somebody else who may.")
        super().__init__(said)


class WrongStateError(DeskError):
    """
    The row is not where this could be done.
    """

    def __init__(self, row: Any) -> None:
        said = {"what": str(row), "state": row.get_state_display()}
        super().__init__(_("%(what)s is %(state)s; this cannot be done to it any more.") % said, column="status")


class DifferentSubjectError(DeskError):
    """
    A request is about a row of another table than the one that is to be decided on.
    """

    def __init__(self, approval: Any, of: Any) -> None:
        said = {"approval": str(approval), "what": of._meta.verbose_name}
        super().__init__(_("“%(approval)s” is no request about: %(what)s. Take the request that waits for it.") % said)


class BusyError(DeskError):
    """
    Two wrote the same rows at the same moment, and the database let the other go first.
    """

    def __init__(self) -> None:
        super().__init__(_("Somebody else was writing the same at this moment; nothing was done. Do it again."))


class StaleError(DeskError, models.StaleError):
    """
    Somebody else has changed the row since it was read; nothing was written.

    Attributes:
        row: The row as one wanted it.
    """


class LibraryError(DeskError, VisitcoreError):
    """
    What the library raises when it is asked, as one of the desk's; its attributes are those of the library's.
    """

    def __str__(self) -> str:
        return library_error_in_words(self)


class FactsError(LibraryError, library.FactsError):
    """
    What is recorded, or was to be, contradicts itself or cannot have happened.
    """


class PolicyError(LibraryError, library.PolicyError):
    """
    A policy that was to be kept or published has faults.
    """


class SilentPolicyError(LibraryError, library.SilentPolicyError):
    """
    The policy that runs says nothing on the matter.
    """

    def __init__(self, key: str, policy: str, nearest: Iterable[str] = (), packs: Iterable[str] = ()) -> None:
        super().__init__(key, policy, nearest, tuple(packs) or packs_that_speak_to(key))


class NotInForceError(LibraryError, library.NotInForceError):
    """
    The policy that runs says nothing on the matter for that day.
    """


OWN: dict[type[Exception], type[DeskError]] = {
    models.StaleError: StaleError,
    library.FactsError: FactsError,
    library.PolicyError: PolicyError,
    library.SilentPolicyError: SilentPolicyError,
    library.NotInForceError: NotInForceError,
}
"""What rows and the library raise as a matter of course, and as which error of the desk it leaves by the door."""
