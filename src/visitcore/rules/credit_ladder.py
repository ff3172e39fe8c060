"""
Over the limit: which step comes next, whether the shipment is small enough for it, and who signs.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, get_args

from attrs import frozen

from visitcore.facts.credit import InvoiceClass
from visitcore.ground.errors import PolicyError, did_you_mean
from visitcore.ground.problem import Problem
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Rulebook
from visitcore.rules.credit_standing import Standing

STEPS, FRACTION, TEST, SIGNER = "credit.steps", "credit.fraction", "credit.fraction_test", "credit.signer"
NO_STEP = "none"
_STEPS = tuple(name for name in get_args(InvoiceClass) if name not in ("normal", "unapproved"))
_TESTS = ("whole", "excess")


@frozen(kw_only=True)
class NextStep:
    """
    The next step over the limit.

    Attributes:
        name: ``first``, ``last`` or ``none``.
        tested: What is held against the share of the limit: the whole shipment, or what goes beyond the limit.
        parts: The share is so many parts
        of: of so many.
        small_enough: Whether *tested* is less than the share of the limit; exactly the share is not.
        signer: Role that signs for the step; empty where there is no step.
        signature: ``signer`` where that role has signed, ``other`` where somebody else has, ``none`` where nobody has.
    """

    name: str
    tested: Decimal
    parts: Decimal
    of: Decimal
    small_enough: bool
    signer: str
    signature: str


def next_step(book: Rulebook, standing: Standing, amount: Decimal, signed_by: str | None) -> NextStep | Dated[Any]:
    """
    The step that a shipment over the limit would be, or the value it needs and the policy leaves open.

    Args:
        book: The rulebook of the day.
        standing: The account just before the shipment.
        amount: The shipment.
        signed_by: Role of the one who has signed.

    Raises:
        PolicyError: If the share is none, or the test is not known.
    """
    steps: Dated[Any] = book.read_as(STEPS, tuple)
    share: Dated[Any] = book.read_as(FRACTION, Mapping)
    test: Dated[Any] = book.read_as(TEST, str)
    for held in (steps, share, test):
        if held.value is UNSPECIFIED:
            return held
    check_steps(steps)
    name = steps.value[standing.step] if standing.step < len(steps.value) else NO_STEP
    signer = None if name == NO_STEP else book.read_as(f"{SIGNER}.{name}", str)
    if signer is not None and signer.value is UNSPECIFIED:
        return signer
    parts, of = share_of(share)
    tested = amount if tests_whole(test) else amount - standing.headroom
    role = "" if signer is None else str(signer.value)
    return NextStep(
        name=name,
        tested=tested,
        parts=parts,
        of=of,
        small_enough=tested * of < standing.limit * parts,
        signer=role,
        signature="none" if signed_by is None else "signer" if signed_by == role else "other",
    )


def check_steps(steps: Dated[Any]) -> None:
    """
    Make sure that every step is one that a ledger can hold.

    Raises:
        PolicyError: If one is not.
    """
    for name in steps.value:
        if name not in _STEPS:
            raise PolicyError(steps.key, [Problem("", f"there is no step {name!r}", did_you_mean(str(name), _STEPS))])


def share_of(share: Dated[Any]) -> tuple[Decimal, Decimal]:
    """
    The share of the limit that a step stays below: so many parts of so many.

    Raises:
        PolicyError: If it is none.
    """
    try:
        parts, of = Decimal(share.value["parts"]), Decimal(share.value["of"])
    except (KeyError, ArithmeticError, TypeError, ValueError):
        parts = of = Decimal(0)
    if not 0 < parts <= of:
        fix = "write { parts = 1, of = 2 } for a half"
        raise PolicyError(share.key, [Problem("", f"{dict(share.value)} is no share of the limit", fix)])
    return parts, of


def tests_whole(test: Dated[Any]) -> bool:
    """
    Whether the whole shipment is held against the share, not only what goes beyond the limit.

    Raises:
        PolicyError: If the test is not known.
    """
    if test.value not in _TESTS:
        raise PolicyError(test.key, [Problem("", f"there is no test {test.value!r}", did_you_mean(test.value, _TESTS))])
    return bool(test.value == "whole")
