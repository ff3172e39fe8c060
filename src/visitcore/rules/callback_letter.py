"""
Open letters: which call-backs are one, and whether a letter answers enough cases, the one at hand among them.
"""

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from visitcore.blocks.quota import Quota
from visitcore.blocks.register import Register
from visitcore.decisions.finding import Finding
from visitcore.facts.callback import CallBack
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.policy import Rulebook
from visitcore.rules.holding import hold, no_value

PROOF, LETTER = "callbacks.proof", "callbacks.letter_answers"
ANSWERS = "answers"


@frozen(kw_only=True)
class Letter:
    """
    What an open letter is worth for one case.

    Attributes:
        holds: Whether it may stand for a call-back on that case; ``None`` where that cannot be told.
        findings: What it was held against.
        missing: What is missing to tell: ``values``, ``case`` or a key of the policy.
    """

    holds: bool | None = None
    findings: tuple[Finding, ...] = ()
    missing: tuple[str, ...] = ()


def answered(sheet: Mapping[str, Any]) -> frozenset[str]:
    """
    The cases that a sheet says it answers, each once; an empty one, or one answered with no, is none.
    """
    cases = sheet.get(ANSWERS)
    listed = cases if isinstance(cases, list | tuple | set | frozenset) else (cases,)
    return frozenset(str(case).strip() for case in listed if case is not None and case is not False) - {""}


def check_letter(book: Rulebook, callback: CallBack, case: str | None) -> Letter | None:
    """
    Hold an open letter against the least number of cases that one has to answer, and against the case at hand.

    A call-back is an open letter where ``callbacks.proof`` asks its sheet for ``answers``.

    Args:
        book: The rulebook; ``callbacks.letter_answers`` is a quota of cases.
        callback: The call-back.
        case: Number of the case at hand; ``None`` where it is not known.

    Returns:
        What it is worth; ``None`` where it is no open letter, lists no case at all, or the policy does not ask.
    """
    if book.find(LETTER) is None or not _is_letter(book, callback):
        return None
    held, sheet = book.read_as(LETTER, Quota), callback.sheet()
    if held.value is UNSPECIFIED or not isinstance(held.value, Quota):
        return Letter(findings=hold(held, None, no_value(held)), missing=(LETTER,))
    if sheet is None:
        return Letter(missing=("values",))
    cases = answered(sheet)
    if not cases:
        return None
    tally, count = held.value.check(len(cases)), len(cases)
    says = Text(
        f"cases answered by the letter: {count}, needed: {tally.needed}",
        f"公开信答复{count}件，至少应为{tally.needed}件",
    )
    findings = hold(held, tally.holds, says, seen=count, limit=tally.needed)
    if case is None:
        return Letter(holds=tally.holds and None, findings=findings, missing=() if tally.holds is False else ("case",))
    if case not in cases:
        absent = Text(f"the letter does not answer {case}", f"公开信未答复 {case}")
        findings += hold(held, False, absent, seen=tuple(sorted(cases)), limit=case, unit="")
    return Letter(holds=bool(tally.holds) and case in cases, findings=findings)


def _is_letter(book: Rulebook, callback: CallBack) -> bool:
    """
    Whether the proof asked of a call-back made in this way lists the cases that it answers.
    """
    held = book.find(PROOF)
    if held is None or not isinstance(held.value, Register):
        return False
    record = callback.sheet() or {"mode": callback.mode}
    return any(field.name == ANSWERS and field.when and field.counts_in(record) for field in held.value.fields)
