"""
The columns of the host's table of users, which may lack some that Django's own has.
"""

from django.contrib.auth import get_user_model
from django.db.models import Q

NAMES = ("last_name", "first_name")


def is_active(path: str = "") -> Q:
    """
    The users who may log in; where their table does not tell, all of them.

    Args:
        path: The way to the user, with two underscores at its end.
    """
    return _having(path, "is_active")


def is_staff(path: str = "") -> Q:
    """
    Those of them who may enter the admin.

    Args:
        path: The way to the user, with two underscores at its end.
    """
    return _having(path, "is_active", "is_staff")


def name_columns(path: str = "") -> tuple[str, ...]:
    """
    The columns that hold what users are called, those of the full name before the one of the log-in.

    Args:
        path: The way to the user, with two underscores at its end.
    """
    there = _columns()
    return tuple(f"{path}{name}" for name in (*NAMES, get_user_model().USERNAME_FIELD) if name in there)


def _having(path: str, *names: str) -> Q:
    there = _columns()
    return Q(**{f"{path}{name}": True for name in names if name in there})


def _columns() -> frozenset[str]:
    return frozenset(field.name for field in get_user_model()._meta.concrete_fields)
