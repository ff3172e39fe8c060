"""
The clocks that a policy has for complaints: from which event each runs, to which, and who owes it.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import field, frozen
from attrs.validators import deep_iterable, in_, instance_of

from visitcore.ground.errors import PolicyError
from visitcore.ground.problem import Problem
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Policy

RUNS, CLOCK = "complaints.runs.", "complaints.clock."
_TEXT = instance_of(str)
_KINDS = deep_iterable(_TEXT, instance_of(tuple))
_NAMES = (
    "from",
    "to",
    "owes",
    "need",
    "control",
    "gravity",
    "only_after",
    "ahead",
    "visible",
    "term",
    "pause",
    "resume",
)


@frozen(kw_only=True)
class Run:
    """
    How one clock runs: the value under ``complaints.runs.<name>`` of a policy, a plain map of these names.

    Attributes:
        name: Name of the clock.
        from_: Kind of the event that starts it; ``from`` in a policy.
        to: Kinds of the events that stop it.
        owes: Role that owes what is timed.
        need: Whether ``all`` of the events in *to* must have happened, the last one counting, or ``any`` of them.
        control: Role on whose list it goes when it is late; empty for nobody.
        gravity: Class of complaints it runs for; empty for every one.
        only_after: Kind of the event without which it does not run at all; empty for none.
        ahead: Whether the event that starts it is a time named beforehand, which may lie ahead; without one it cannot
            be told.
        visible: Kind of the event from which it runs where a sign of a major complaint could be seen on receipt.
        term: Key of its term; that of the clock's own name where left out.
        pause: Kind of the event from which it stands still; empty for never.
        resume: Kind of the event from which it runs on.
    """

    name: str
    from_: str = field(validator=_TEXT)
    to: tuple[str, ...] = field(validator=_KINDS)
    owes: str = field(validator=_TEXT)
    need: str = field(default="all", validator=in_(("all", "any")))
    control: str = field(default="", validator=_TEXT)
    gravity: str = field(default="", validator=_TEXT)
    only_after: str = field(default="", validator=_TEXT)
    ahead: bool = field(default=False, validator=instance_of(bool))
    visible: str = field(default="", validator=_TEXT)
    term: str = field(default="", validator=_TEXT)
    pause: str = field(default="", validator=_TEXT)
    resume: str = field(default="", validator=_TEXT)


def run_of(held: Dated[Any]) -> Run:
    """
    A clock as a policy writes it.

    Raises:
        PolicyError: If the value is no such map, with everything that is wrong with it.
    """
    value = held.value
    problems = list(_problems(value))
    if problems:
        raise PolicyError(held.key, problems)
    name = held.key.removeprefix(RUNS)
    given = {("from_" if key == "from" else key): part for key, part in value.items()}
    try:
        return Run(**{"name": name, "term": f"{CLOCK}{name}", **given})
    except (TypeError, ValueError) as error:
        raise PolicyError(held.key, [Problem("value", str(error.args[0]), _FIX)]) from None


def run_keys(policy: Policy) -> tuple[str, ...]:
    """
    The keys of every clock that a policy has.
    """
    return tuple(filter(lambda key: key.startswith(RUNS), policy.keys()))


_FIX = 'write { from = "received", to = ["closed"], owes = "some_role" }'


def _problems(value: Any) -> Iterator[Problem]:
    if not isinstance(value, Mapping):
        yield Problem("value", f"{value!r} is no map", _FIX)
        return
    for name in ("from", "to", "owes"):
        if name not in value:
            yield Problem(f"value.{name}", f"{name!r} is left out", _FIX)
    for name in value:
        if name not in _NAMES:
            yield Problem(f"value.{name}", f"a clock has no {name!r}", f"write one of {', '.join(_NAMES)}")
    if ("pause" in value) != ("resume" in value):
        yield Problem("value.pause", "a pause needs both its beginning and its end", "write pause and resume")
