"""
Records of call-backs: what makes one valid, complete and closed.
"""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from attrs import frozen

from visitcore.blocks.register import Filled, Register
from visitcore.decisions.decision import Decision, conclude
from visitcore.decisions.finding import Finding
from visitcore.facts.callback import CallBack, CallBackRecord
from visitcore.facts.question import Record
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Policy, Rulebook
from visitcore.rules.callback_letter import PROOF, answered, check_letter
from visitcore.rules.files import check_record
from visitcore.rules.holding import book_on, lacking, listed

NAME = "callback_valid"
SHEET, REVIEW = "callbacks.record", "callbacks.review"


@frozen(kw_only=True)
class CallBackSheet:
    """
    What the record sheet of a call-back is worth.

    Attributes:
        valid: Whether it proves the call-back; ``None`` where that cannot be told.
        complete: Whether it carries everything it must; ``None`` where no policy asks, or it cannot be told.
        closed: Whether it has been reviewed, where it must be; ``None`` as above.
        answers: How many matters it answers.
        missing_fields: Fields that are empty or wrong, those of the proof first.
    """

    valid: bool | None
    complete: bool | None
    closed: bool | None
    answers: int
    missing_fields: tuple[str, ...]


def callback_valid(facts: CallBackRecord, policy: Policy) -> Decision[Any]:
    """
    Whether a call-back is valid, and its record sheet complete and closed.

    Args:
        facts: The call-back and the matter it follows.  A field that is answered with no counts as empty, unless other
            fields depend on it.
        policy: The policy; ``callbacks.proof``, ``callbacks.record`` and ``callbacks.review`` of the day *on* govern,
            as far as there are any.

    Returns:
        A decision of `CallBackSheet`: refused while a field of a binding rule is empty or wrong, undetermined where
        the matter or the sheet is not known.
    """
    book = book_on(policy, PROOF, facts.on)
    proof = book.read_as(PROOF, Register)
    sheet = None if facts.callback is None else facts.callback.sheet()
    unknown = [] if facts.case else ["case"]
    if sheet is None:
        return lacking(NAME, book, proof, [*unknown, "callback" if facts.callback is None else "callback.values"])
    findings: list[Finding] = []
    told: list[Filled | None] = []
    for key in (PROOF, SHEET, REVIEW):
        held = book.find(key)
        part = None if held is None else _part(book, held, sheet)
        told.append(None if part is None else part.outcome)
        findings += () if part is None else part.findings
        unknown += () if part is None else part.missing
    assert facts.callback is not None  # it has a sheet
    valid, lacks = is_valid(book, facts.callback, facts.case)
    letter = check_letter(book, facts.callback, facts.case)
    findings += () if letter is None else letter.findings
    unknown += [lack for lack in lacks if lack not in unknown]
    outcome = CallBackSheet(
        valid=valid,
        complete=_complete(told[1]),
        closed=_complete(told[2]),
        answers=len(answered(sheet)) or 1,
        missing_fields=tuple(name for one in told if one is not None for name in (*one.missing, *one.wrong)),
    )
    return conclude(NAME, book, findings, outcome=outcome, missing=unknown)


def is_valid(book: Rulebook, callback: CallBack, case: str | None) -> tuple[bool | None, tuple[str, ...]]:
    """
    Whether the sheet of a call-back proves it, and what is missing to tell.

    Where the policy asks for no proof, every call-back is valid.  An open letter must answer the case at hand, and as
    many as one has to.  What is missing is ``values``, ``case`` or a key of the policy.
    """
    if book.find(PROOF) is None:
        return True, ()
    held = book.read_as(PROOF, Register)
    sheet = callback.sheet()
    if held.value is UNSPECIFIED or not isinstance(held.value, Register):
        return None, (PROOF,)
    if sheet is None:
        return None, ("values",)
    if not held.value.check(_answered(held.value, sheet)).complete:
        return False, ()
    letter = check_letter(book, callback, case)
    return (True, ()) if letter is None else (letter.holds, letter.missing)


def why_not(book: Rulebook, callback: CallBack) -> Text:
    """
    Why the sheet of a call-back that is not valid does not prove it: what is empty or wrong on it, in a few words.

    A field that is not known, but spelt nearly like the one that is empty, is named beside it.
    """
    held, sheet = book.read_as(PROOF, Register), callback.sheet() or {}
    assert isinstance(held.value, Register)  # told by the caller
    filled = held.value.check(_answered(held.value, sheet))
    if filled.complete:
        return Text("the letter does not answer enough, or not this case", "公开信答复件数不足，或未答复本件")
    strange = [name for name in sheet if name not in {field.name for field in held.value.fields}]
    told = []
    for name in (*filled.missing, *filled.wrong):
        near = get_close_matches(name, strange, n=1) if name in filled.missing else []
        told.append(f"{name} ({near[0]!r}?)" if near else name)
    what = listed(told)
    return Text(f"empty or wrong: {what.en}", f"未填或填写有误：{what.zh}")


def not_proved(book: Rulebook, callback: CallBack, case: str | None) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """
    What keeps a call-back from being proved, and what is missing to tell of an open letter.

    Nothing is said of a sheet that nobody has, unless the call-back is an open letter: what it answers has to be known.
    """
    held, sheet, letter = book.find(PROOF), callback.sheet(), check_letter(book, callback, case)
    findings = () if held is None or sheet is None else _part(book, held, sheet).findings
    broken = tuple(finding for finding in findings if finding.holds is False)
    return (broken, ()) if letter is None else ((*broken, *letter.findings), letter.missing)


def placed(missing: Sequence[str], callback: str, matter: str) -> tuple[str, ...]:
    """
    What is missing, with the places that the sheet of a call-back and the number of its matter have in the facts.
    """
    places = {"values": f"{callback}.values", "case": f"{matter}.case"}
    return tuple(places.get(lack, lack) for lack in missing)


def _part(book: Rulebook, held: Dated[Any], sheet: Mapping[str, Any]) -> Decision[Any]:
    values = sheet if held.value is UNSPECIFIED else _answered(held.value, sheet)
    return check_record(Record(key=held.key, on=book.on, values=values), book.policy)


def _answered(register: Register, sheet: Mapping[str, Any]) -> dict[str, Any]:
    """
    The sheet without the fields that are answered with no, unless others depend on them.
    """
    depended_on = {name for field in register.fields for name in field.when}
    return {name: value for name, value in sheet.items() if value is not False or name in depended_on}


def _complete(filled: Filled | None) -> bool | None:
    return None if filled is None else filled.complete
