"""
The policy a command is asked to use, and the packs it may speak of.
"""

from argparse import Namespace

from visitcore.codec.calendar import read_calendar
from visitcore.codec.library import DEFAULTS, library_pack, library_packs
from visitcore.codec.policy import load_policy
from visitcore.policy.pack import Pack
from visitcore.policy.policy import Policy


def policy_of(options: Namespace, name: str | None = None) -> Policy:
    """
    The policy named, or that of ``--policy``, with the days of ``--calendar`` laid over it.
    """
    overrides = read_calendar(options.calendar) if getattr(options, "calendar", None) else ()
    return load_policy(name or options.policy, overrides=overrides)


def packs_of(options: Namespace) -> tuple[Pack, ...]:
    """
    The packs of ``--policy``, or all there are.
    """
    return policy_of(options).all_packs() if options.policy else (*library_packs(), library_pack(DEFAULTS))
