"""
Call-backs: who calls back after a matter, by when and how, until it is settled.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from attrs import evolve, frozen

from visitcore.decisions.decision import Decision, conclude
from visitcore.decisions.finding import Finding
from visitcore.decisions.verdict import Verdict
from visitcore.facts.callback import CallBackQuestion, Matter
from visitcore.ground.days import local_day
from visitcore.ground.text import Text
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Policy, Rulebook
from visitcore.rules.callback_manner import Manner, check_manner, manner_of
from visitcore.rules.callback_records import not_proved, placed
from visitcore.rules.callback_rounds import Made, in_order, precedes
from visitcore.rules.callback_terms import (
    EXEMPTION,
    HOLDS,
    Judged,
    Told,
    ask,
    is_exempt,
    judge_day,
    judge_first,
    says_of,
    terms_of,
)
from visitcore.rules.holding import hold, lacking

NAME = "callback_due"
ROUNDS, ATTACHMENT = "callbacks.rounds", "callbacks.attachment"
_WORST_FIRST = ("overdue", "undetermined", "pending", "open", "late", "done", "in_time")


@frozen(kw_only=True)
class Round:
    """
    One call-back, made or owed.

    Attributes:
        number: Which one it is, the first being 1.
        due: Last good day or instant; ``None`` where none was appointed.
        made: Day or instant it was made; ``None`` where it is owed.
        status: As of a deadline, e.g. ``in_time``, ``late``, ``open`` or ``overdue``; ``done`` where no day was
            appointed, ``undetermined`` where it cannot be told.
        late_by: How late, in whole days or in hours; ``None`` where it cannot be told.
        counts: Whether it is proved, and was made by whom and how it may be; how late it was does not matter.
    """

    number: int
    due: date | None
    made: date | None
    status: str
    late_by: int | Decimal | None
    counts: bool = True


@frozen(kw_only=True)
class CallBackState:
    """
    How the call-backs of one matter stand.

    Attributes:
        status: That of the call-back owed next, or of the worst one made where none is owed; ``exempt`` where none is
            needed, ``not_closed`` while the matter is not dealt with.
        number: Which call-back is owed, 0 where none is.
        due: By when that one is owed; where none is owed, the day of the last one made.
        late_by: How late that one is.
        callers: Roles that may make it; ``*`` for anybody, empty where none is owed or it cannot be told.
        modes: Ways that are fit for it.
        rounds: The call-backs made, oldest first.
    """

    status: str
    number: int = 0
    due: date | None = None
    late_by: int | Decimal | None = None
    callers: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    rounds: tuple[Round, ...] = ()


def callback_due(facts: CallBackQuestion, policy: Policy) -> Decision[Any]:
    """
    How the call-backs of one matter stand, and who owes the next one by when.

    Args:
        facts: The matter with its call-backs; a sheet that is given has to prove its call-back, and an open letter
            needs one, with the cases that it answers.  Where people took part, the call-backs to each person are
            counted apart.
        policy: The policy; ``callbacks.*`` of the day the matter was dealt with governs, of the day asked about while
            it is not.

    Returns:
        A decision of `CallBackState`: refused where a call-back is late, overdue, not valid, by the wrong caller or
        not on site where it must be; not applicable where none is needed; undetermined with what is missing.

    Raises:
        FactsError: If a call-back lies before its matter, or is appointed for a time that had passed.
        SilentPolicyError: If the policy knows no such kind of matter.
    """
    matter = facts.matter
    book, held = terms_of(policy, matter.cause, matter.closed or facts.on)
    zone = policy.zone(held.pack)
    rows = in_order(matter, facts.on, zone) or ((),)
    told = ask(book, EXEMPTION, matter.inputs())
    exempt = is_exempt(told)
    if told is not None and exempt:
        return _exempt(book, matter, told)
    if told is not None and exempt is None:
        return lacking(NAME, book, told.held, told.missing)
    if matter.closed is None or precedes(facts.on, matter.closed, zone):
        says = Text("nothing is due before the matter is dealt with", "事项处理完毕之前无须回访")
        return conclude(
            NAME,
            book,
            hold(held, None, says),
            outcome=CallBackState(status="not_closed"),
            verdict=Verdict.NOT_APPLICABLE,
        )
    standing = _Standing(book=book, held=held, matter=matter, on=facts.on)
    return standing.unknown() if matter.callbacks is None else standing.of(rows)


def _exempt(book: Rulebook, matter: Matter, told: Told) -> Decision[Any]:
    """
    No call-back is needed; the reply that takes its place may have to be attached.
    """
    assert told.row is not None  # it says that the matter is exempt
    says = Text("no call-back is needed", "可以不回访")
    findings = [*hold(told.held, None, says, rule=told.row.rule)]
    letter = ask(book, ATTACHMENT, matter.inputs())
    missing = () if letter is None or matter.reply_letter_only is None else letter.missing
    if letter is not None and letter.row is not None and letter.verdict != Verdict.NOT_APPLICABLE.value:
        attached = letter.verdict == Verdict.ALLOWED.value
        done = Text("the reply is attached", "复函已附") if attached else Text("the reply is not attached", "复函未附")
        findings += hold(letter.held, attached, done, rule=letter.row.rule)
    broken = any(finding.breaks for finding in findings)
    verdict = None if broken or missing else Verdict.NOT_APPLICABLE
    outcome = CallBackState(status="exempt")
    return conclude(NAME, book, findings, outcome=outcome, missing=missing, verdict=verdict)


@frozen(kw_only=True)
class _Standing:
    """
    One matter that is dealt with and needs a call-back.
    """

    book: Rulebook
    held: Dated[Any]
    matter: Matter
    on: date

    def unknown(self) -> Decision[Any]:
        """
        Nobody kept the call-backs: only the day, the caller and the ways of the first can be told.
        """
        first = judge_first(self.book, self.held, self.matter, None, self.matter.closed or self.on)
        manner = manner_of(self.book, self.matter, 1)
        missing = ("matter.callbacks", *first.missing, *manner.missing)
        due = None if first.due is None else first.due.due
        outcome = CallBackState(status="undetermined", number=1, due=due, callers=manner.callers, modes=manner.modes)
        findings = (*lacking(NAME, self.book, self.held, missing).findings, *manner.findings)
        return conclude(NAME, self.book, findings, outcome=outcome, missing=missing)

    def of(self, rows: Sequence[Sequence[Made]]) -> Decision[Any]:
        """
        The call-backs made and the next one owed.
        """
        findings: list[Finding] = []
        missing: list[str] = []
        rounds: list[Round] = []
        owed: list[Round] = []
        seen: list[Judged] = []
        for row in rows:
            for made in row:
                judged = self._judge(made)
                seen.append(judged)
                manner, lacks = check_manner(self.book, self.matter, made)
                unproved, unknown = not_proved(self.book, made.callback, self.matter.case)
                findings += [*judged.findings, *manner, *unproved]
                missing += [*judged.missing, *lacks, *placed(unknown, made.where, "matter")]
                round_ = _round(made.number, made.callback.made, judged, "done")
                rounds.append(evolve(round_, counts=not any(one.breaks for one in (*manner, *unproved))))
            following = self._next(row[-1] if row else None)
            if following is not None:
                number, judged = following
                seen.append(judged)
                findings += judged.findings
                missing += judged.missing
                owed.append(_round(number, None, judged, "undetermined"))
        told = min(owed or rounds, key=lambda one: _WORST_FIRST.index(one.status))
        next_ = manner_of(self.book, self.matter, told.number) if owed else Manner()
        findings += next_.findings
        missing += next_.missing
        outcome = CallBackState(
            status=told.status,
            number=told.number if owed else 0,
            due=told.due,
            late_by=told.late_by,
            callers=next_.callers,
            modes=next_.modes,
            rounds=tuple(rounds),
        )
        missing = list(dict.fromkeys(missing))
        provisional = any(one.provisional for one in seen)
        findings = findings or list(lacking(NAME, self.book, self.held, missing).findings)
        return conclude(NAME, self.book, findings, outcome=outcome, missing=missing, provisional=provisional)

    def _judge(self, made: Made) -> Judged:
        """
        A call-back that was made: the first against its term, a later one against the day appointed for it.
        """
        if made.before is None:
            return judge_first(self.book, self.held, self.matter, made.callback.made, self.on)
        return self._later(made.before.callback.next_at, made.callback.made)

    def _next(self, last: Made | None) -> tuple[int, Judged] | None:
        """
        The call-back owed next and how it stands; ``None`` where nothing is left to settle.
        """
        if last is None:
            return 1, judge_first(self.book, self.held, self.matter, None, self.on)
        if self.book.find(ROUNDS) is None or last.callback.resolved:
            return None
        number = last.number + 1
        if last.callback.resolved is None:
            return number, Judged(missing=(f"{last.where}.resolved",))
        if last.callback.next_at is None:
            return number, Judged(missing=(f"{last.where}.next_at",))
        return number, self._later(last.callback.next_at, None)

    def _later(self, appointed: date | None, done: date | None) -> Judged:
        rounds = self.book.find(ROUNDS)
        if appointed is None or rounds is None:
            return Judged()
        zone = self.book.policy.zone(self.held.pack)
        day = local_day(appointed, zone)
        due = judge_day(day, None if done is None else local_day(done, zone), local_day(self.on, zone))
        return Judged(due=due, findings=hold(rounds, HOLDS[due.status], says_of(due), limit=day, unit=""))


def _round(number: int, made: date | None, judged: Judged, otherwise: str) -> Round:
    due = judged.due
    if due is None:
        status = "undetermined" if judged.missing else otherwise
        return Round(number=number, due=None, made=made, status=status, late_by=None)
    return Round(number=number, due=due.due, made=made, status=due.status, late_by=due.late_by)
