"""
What the desk cannot do, in the reader's language.
"""

from typing import Any

from django.utils.translation import gettext as _


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
    Somebody was to decide on his own request.
    """

    def __init__(self) -> None:
        super().__init__(_("Nobody approves his own request; ask somebody else who may."))


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
