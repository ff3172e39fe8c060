"""
Flows: the states of a matter, and who may move it from one to the next.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import Literal

from attrs import field, frozen
from attrs.validators import deep_iterable, in_, instance_of
from attrs.validators import optional as if_given

from visitcore.ground.errors import did_you_mean
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text

Refusal = Literal[
    "", "unknown_state", "unknown_move", "not_from_here", "wrong_role", "own_request", "needs", "signatures"
]
_WORDS = deep_iterable(instance_of(str), instance_of(tuple))
_ASKS = ("submit", "resubmit", "apply", "request")
_PASSES = ("approve", "review", "confirm")


def _one_or_more(names: str | tuple[str, ...]) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else names


@frozen(kw_only=True)
class Move:
    """
    One way from a state to the next.

    Attributes:
        name: Name of the move, e.g. ``approve``.
        from_: States it can be made from; ``from`` in a pack, where one state needs no list.
        to: State it leads to.
        by: Roles that may make it; empty for anybody.
        signatures: Whether one of the roles must sign, or all.
        needs: Names of the conditions that must be met.
        four_eyes: Whether it may not be made by the one whose matter it is.
        asks: What whoever makes it writes down, such as his opinion; ``None`` where the document asks for no words.
        rule: Rule that asks for it.
    """

    name: str = field(validator=instance_of(str))
    from_: tuple[str, ...] = field(converter=_one_or_more, validator=_WORDS)
    to: str = field(validator=instance_of(str))
    by: tuple[str, ...] = field(default=(), validator=_WORDS)
    signatures: Literal["any", "all"] = field(default="any", validator=in_(("any", "all")))
    needs: tuple[str, ...] = field(default=(), validator=_WORDS)
    four_eyes: bool = False
    asks: Text | None = field(default=None, validator=if_given(instance_of(Text)))
    rule: str = ""


@frozen(kw_only=True)
class Step:
    """
    The answer to somebody who wants to make a move.

    Attributes:
        move: The move; ``None`` where there is none of that name from that state.
        to: The new state; ``None`` unless the move may be made.
        refused: Code of the first reason against it; empty where there is none, or where it cannot be told.
        missing: Names of the facts without which it cannot be told; always empty with a refusal.
    """

    move: Move | None = None
    to: str | None = None
    refused: Refusal = ""
    missing: tuple[str, ...] = ()


@frozen(kw_only=True)
class Flow:
    """
    States and moves.

    Attributes:
        start: State every matter begins in.
        ends: States in which it is over.
        states: All states.
        moves: All moves.

    >>> approve = Move(name="approve", from_="submitted", to="approved", by=("supervisor",), four_eyes=True)
    >>> plan = Flow(start="submitted", ends=("approved",), states=("submitted", "approved"), moves=(approve,))
    >>> plan.ask("submitted", "approve", {"supervisor"}, (), own=False).to
    'approved'
    >>> plan.ask("submitted", "approve", {"supervisor"}, (), own=True).refused
    'own_request'
    """

    start: str = field(validator=instance_of(str))
    ends: tuple[str, ...] = field(validator=_WORDS)
    states: tuple[str, ...] = field(validator=_WORDS)
    moves: tuple[Move, ...] = field(validator=deep_iterable(instance_of(Move), instance_of(tuple)))

    def ask(
        self, state: str, move: str, roles: Collection[str] | None, met: Collection[str] | None, own: bool | None
    ) -> Step:
        """
        Whether a move may be made.

        Args:
            state: State the matter is in.
            move: Name of the move.
            roles: Roles of those who act or sign; ``None`` where unknown.
            met: Conditions that are met; ``None`` where unknown.
            own: Whether the matter is the own one of whoever acts; ``None`` where unknown.
        """
        if state not in self.states:
            return Step(refused="unknown_state")
        named = [one for one in self.moves if one.name == move]
        found = next((one for one in named if state in one.from_), None)
        if found is None:
            return Step(refused="not_from_here" if named else "unknown_move")
        signed = None if roles is None else [role for role in found.by if role in roles]
        all_sign = found.signatures == "all" and bool(found.by)
        reasons: list[tuple[bool, Refusal, str, bool | None]] = [
            (bool(found.by), "wrong_role", "roles", None if signed is None else not signed),
            (found.four_eyes, "own_request", "own", own),
            (bool(found.needs), "needs", "met", None if met is None else not set(found.needs) <= set(met)),
            (all_sign, "signatures", "roles", None if signed is None else len(signed) < len(found.by)),
        ]
        against = [(code, fact, certain) for asked, code, fact, certain in reasons if asked and certain is not False]
        refused: Refusal = next((code for code, _, certain in against if certain), "")
        missing = () if refused else tuple(dict.fromkeys(fact for _, fact, _ in against))
        return Step(move=found, to=None if refused or missing else found.to, refused=refused, missing=missing)

    def problems(self) -> tuple[Problem, ...]:
        """
        What is wrong with the flow as written.
        """
        return tuple(self._problems())

    def cited(self) -> tuple[str, ...]:
        """
        The rules that stand on the moves.
        """
        return tuple(dict.fromkeys(move.rule for move in self.moves if move.rule))

    def _problems(self) -> Iterator[Problem]:
        strange = list(self._unknown_states())
        for name, times in Counter(self.states).items():
            if times > 1:
                yield Problem("states", f"the state {name!r} stands here {times} times", "keep one of them")
        yield from strange
        yield from self._clashes()
        yield from self._own_approvals()
        if not strange:
            yield from self._ways()

    def _unknown_states(self) -> Iterator[Problem]:
        named = [("start", self.start), *(("ends", end) for end in self.ends)]
        for index, move in enumerate(self.moves):
            named += [(f"moves[{index}].from", state) for state in move.from_]
            named += [(f"moves[{index}].to", move.to)]
        for where, state in named:
            if state not in self.states:
                yield Problem(where, f"there is no state {state!r}", did_you_mean(state, self.states))

    def _clashes(self) -> Iterator[Problem]:
        seen: dict[tuple[str, str], str] = {}
        for index, move in enumerate(self.moves):
            for state in move.from_:
                first = seen.setdefault((move.name, state), move.to)
                if any(state in earlier.from_ and earlier.name == move.name for earlier in self.moves[:index]):
                    again = "again" if first == move.to else f"to {first!r} and to {move.to!r}"
                    yield Problem(
                        f"moves[{index}]",
                        f"{move.name!r} leads from {state!r} {again}",
                        "give the moves different names" if first != move.to else "keep one of the two moves",
                    )

    def _own_approvals(self) -> Iterator[Problem]:
        asking = [move for move in self.moves if move.name.startswith(_ASKS)]
        for index, move in enumerate(self.moves):
            if not move.name.startswith(_PASSES) or move.four_eyes:
                continue
            same = [role for asker in asking for role in asker.by if role in move.by]
            if same or any(not asker.by and not move.by for asker in asking):
                who = same[0] if same else "anybody"
                yield Problem(
                    f"moves[{index}]",
                    f"{move.name!r} can be made by whoever asked for it ({who})",
                    "write four_eyes = true, or name other roles",
                )

    def _ways(self) -> Iterator[Problem]:
        onward: dict[str, set[str]] = {state: set() for state in self.states}
        back: dict[str, set[str]] = {state: set() for state in self.states}
        for move in self.moves:
            for state in move.from_:
                onward[state].add(move.to)
                back[move.to].add(state)
        reached, ending = _closure([self.start], onward), _closure(self.ends, back)
        for state in self.states:
            if state not in reached:
                yield Problem("states", f"no move leads to {state!r}", "add a move that does, or leave the state out")
            elif state in self.ends:
                continue
            elif not onward[state]:
                yield Problem("states", f"no move leads out of {state!r}", "add a move, or name it among 'ends'")
            elif self.ends and state not in ending:
                yield Problem("states", f"from {state!r} no end can be reached", "add a move that leads on")


def _closure(first: Iterable[str], ways: dict[str, set[str]]) -> set[str]:
    """
    Everything that can be reached, the beginning included.
    """
    reached, todo = set(first), list(first)
    while todo:
        fresh = ways[todo.pop()] - reached
        reached |= fresh
        todo.extend(fresh)
    return reached
