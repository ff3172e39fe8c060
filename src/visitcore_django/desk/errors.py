"""
What the desk cannot do, in the reader's language.
"""

from typing import Any

from django.utils.translation import gettext as _


class DeskError(Exception):
    """
    The desk did nothing; the message says why and what to do.
    """


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
        super().__init__(_("%(what)s is %(state)s; this cannot be done to it any more.") % said)
