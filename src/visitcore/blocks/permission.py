"""
Permissions: who may do what to which, when, and with whose approval.
"""

from collections.abc import Collection, Iterator
from datetime import datetime, time
from typing import Literal

from attrs import field, frozen
from attrs.validators import deep_iterable, in_, instance_of

from visitcore.blocks.range import Range, as_point
from visitcore.ground.problem import Problem

_WORDS = deep_iterable(instance_of(str), instance_of(tuple))
ANYBODY = "*"
"""The role that everybody has."""


@frozen(kw_only=True)
class Leave:
    """
    The answer to somebody who wants to do something.

    Attributes:
        answer: ``yes``; ``no``; ``ask`` those in *who*; ``not_covered`` where the permission does not speak of it;
            ``unknown`` where a fact is missing.
        who: With ``ask`` the roles whose approval is still needed, with ``no`` the roles that may.
        why: Short code: ``not_approved``, ``wrong_role``, ``wrong_scope``, ``nobody``; ``other_action``,
            ``other_object``, ``other_scope``, ``other_hours``; empty where it may be done.
        missing: Names of the facts that the answer hangs on.
    """

    answer: Literal["yes", "no", "ask", "not_covered", "unknown"]
    who: tuple[str, ...] = ()
    why: str = ""
    missing: tuple[str, ...] = ()


@frozen(kw_only=True)
class Permission:
    """
    Who may do something, or that nobody may.

    A permission with a scope ends there: beyond it, what is granted to some roles is refused; what is forbidden, or
    needs an approval of everybody, is so only inside.

    Attributes:
        actions: The actions it speaks of.
        roles: Roles that may; empty for nobody, ``("*",)`` for anybody.
        approval: Roles whose approval is needed; with no *roles*, anybody may ask for it.
        approvals: Whether one of them must approve, or all.
        scope: Whose matters it speaks of, e.g. ``own``; empty for all.
        between: Times of day in which it speaks, e.g. ``[08:00..16:30)``; empty for the whole day.
        objects: The things it speaks of; empty for all.
        before: The event before which the approval must be there; for the reader.

    >>> leaving = Permission(actions=("leave",), roles=(), approval=("superior",), between="[08:00..16:30)")
    >>> leaving.ask("leave", "salesperson", at="10:00")
    Leave(answer='ask', who=('superior',), why='not_approved', missing=())
    >>> leaving.ask("leave", "salesperson", at="16:30").answer
    'not_covered'
    """

    actions: tuple[str, ...] = field(validator=_WORDS)
    roles: tuple[str, ...] = field(validator=_WORDS)
    approval: tuple[str, ...] = field(default=(), validator=_WORDS)
    approvals: Literal["any", "all"] = field(default="any", validator=in_(("any", "all")))
    scope: str = ""
    between: str = ""
    objects: tuple[str, ...] = field(default=(), validator=_WORDS)
    before: str = ""

    def ask(
        self,
        action: str,
        role: str | None,
        *,
        approved_by: Collection[str] = (),
        scope: str | None = None,
        at: datetime | time | str | None = None,
        object_: str | None = None,
    ) -> Leave:
        """
        Whether somebody may do something.

        Args:
            action: What is to be done.
            role: Role of the person who asks; ``None`` where unknown, as for everything below.
            approved_by: Roles that have approved it.
            scope: Whose matter it is.
            at: Local time of day, or a local instant; ``HH:MM`` will do.
            object_: What it is done to.

        Raises:
            ValueError: If *at* is no time of day, or the permission's own hours cannot be read.
        """
        if action not in self.actions:
            return Leave(answer="not_covered", why="other_action")
        if at is not None and self.between and not self._covers(at):
            return Leave(answer="not_covered", why="other_hours")
        if object_ is not None and self.objects and object_ not in self.objects:
            return Leave(answer="not_covered", why="other_object")
        if scope is not None and self.scope and scope != self.scope:
            if self.roles:
                return Leave(answer="no", why="wrong_scope")
            return Leave(answer="not_covered", why="other_scope")
        asked = {"at": (self.between, at), "object": (self.objects, object_), "scope": (self.scope, scope)}
        asked["role"] = (self.roles if ANYBODY not in self.roles else (), role)
        missing = tuple(name for name, (limit, fact) in asked.items() if limit and fact is None)
        if missing:
            return Leave(answer="unknown", missing=missing)
        return self._grant(role, approved_by)

    def problems(self) -> tuple[Problem, ...]:
        """
        What is wrong with the permission as written.
        """
        return tuple(self._problems())

    def cited(self) -> tuple[str, ...]:
        """
        No rule stands on a part of a permission.
        """
        return ()

    def _covers(self, at: datetime | time | str) -> bool:
        point = as_point(at.time() if isinstance(at, datetime) else at, "time")
        if point is None:
            raise ValueError(f"{at!r} is no time of day; write it like 09:30")
        return point in Range.parse(self.between, of="time")

    def _grant(self, role: str | None, approved_by: Collection[str]) -> Leave:
        if not self.roles and not self.approval:
            return Leave(answer="no", why="nobody")
        if self.roles and ANYBODY not in self.roles and role not in self.roles:
            return Leave(answer="no", who=self.roles, why="wrong_role")
        still = tuple(approver for approver in self.approval if approver not in approved_by)
        enough = not still if self.approvals == "all" else len(still) < len(self.approval)
        if not self.approval or enough:
            return Leave(answer="yes")
        return Leave(answer="ask", who=still, why="not_approved")

    def _problems(self) -> Iterator[Problem]:
        if not self.actions:
            yield Problem("actions", "a permission without actions speaks of nothing", "name at least one action")
        if ANYBODY in self.roles and len(self.roles) > 1:
            yield Problem(
                "roles", f"{ANYBODY!r} means anybody, other roles beside it say nothing", "keep one of the two"
            )
        if ANYBODY in self.approval:
            yield Problem("approval", "an approval that anybody can give is none", "name the roles that approve")
        if self.before and not self.approval:
            yield Problem("before", "there is no approval that could come before", "name the roles that approve")
        if self.between:
            try:
                Range.parse(self.between, of="time")
            except ValueError as error:
                yield Problem("between", str(error), 'write for example "[08:00..16:30)"')
