"""
The policy a command is asked to use.
"""

from argparse import Namespace

from visitcore.codec.calendar import read_calendar
from visitcore.codec.policy import load_policy
from visitcore.policy.policy import Policy


def policy_of(options: Namespace, name: str | None = None) -> Policy:
    """
    The policy named, or that of ``--policy``, with the days of ``--calendar`` laid over it.
    """
    overrides = read_calendar(options.calendar) if getattr(options, "calendar", None) else ()
    return load_policy(name or options.policy, overrides=overrides)
