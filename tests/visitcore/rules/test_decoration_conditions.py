from datetime import date
from decimal import Decimal

import pytest

from visitcore.blocks.flow import Move
from visitcore.codec.policy import load_policy
from visitcore.facts.project_fee import FeeProject, ProjectMove
from visitcore.rules.decoration_conditions import conditions_of, is_own

DAY = date(2024, 3, 5)
BOOK = load_policy("DYR").on(DAY)
WAIVER = BOOK.read("projects.fee_waiver")


def told(need, *, met=(), amount=None, with_notice=None, **project):
    """
    Whether one condition is met, and what is missing.
    """
    facts = ProjectMove(on=DAY, project=FeeProject(**project), met=met, amount=amount, with_notice=with_notice)
    found = conditions_of(facts, Move(name="go", from_="a", to="b", needs=(need,)), WAIVER)
    return (True if found.met else None if found.unknown else False), found.missing


@pytest.mark.parametrize(
    ("need", "facts", "answer"),
    [
        ("eligible_customer", {"customer": "special"}, (True, ())),
        ("eligible_customer", {"customer": "ordinary"}, (False, ())),
        ("eligible_customer", {}, (None, ("project.customer",))),
        ("waiver_filed", {"waiver_by": "Li"}, (True, ())),
        ("waiver_filed", {}, (False, ())),
        ("fee_form", {"fee_form": False}, (False, ())),
        ("fee_form", {}, (None, ("project.fee_form",))),
        ("fee_paid", {"fee": Decimal("0.01")}, (True, ())),
        ("fee_paid", {"fee": Decimal(0)}, (False, ())),
        ("amount_paid", {}, (None, ("amount",))),
        ("payment_notice", {"with_notice": True}, (True, ())),
        ("agreement_or_fee_form", {"agreement": True}, (True, ())),
        ("agreement_or_fee_form", {"fee_form": True, "agreement": False}, (True, ())),
        ("agreement_or_fee_form", {"fee_form": False}, (None, ("project.agreement",))),
        ("agreement_or_fee_form", {}, (None, ("project.agreement", "project.fee_form"))),
        ("agreement_or_fee_form", {"fee_form": False, "agreement": False}, (False, ())),
        ("measured_twice", {"met": ("measured_twice",)}, (True, ())),
        ("measured_twice", {}, (False, ())),
    ],
)
def test_a_condition_is_told_from_the_facts(need, facts, answer):
    """
    What is not known is named; a condition of the company's own holds where it is said to.
    """
    assert answer == told(need, **facts)


def test_every_condition_of_the_pack_can_be_told():
    """
    None of them is left to a bare word of the caller.
    """
    needs = {need for move in BOOK.read("projects.flow").value.moves for need in move.needs}

    assert [] == [need for need in sorted(needs) if told(need, met=(need,))[0] and need != "measured_twice"]


@pytest.mark.parametrize(
    ("move", "facts", "answer"),
    [
        ("approve_waiver", {"person": "Li", "project": FeeProject(waiver_by="Li")}, (True, ())),
        ("approve_waiver", {"person": "Wang", "project": FeeProject(waiver_by="Li")}, (False, ())),
        ("approve_contract", {"person": "Wang"}, (None, ("project.draft_by",))),
        ("refund", {}, (None, ("person", "filed_by"))),
        ("refund", {"person": "Zhou", "filed_by": "Li"}, (False, ())),
    ],
)
def test_whose_matter_it_is(move, facts, answer):
    """
    The approver is held against whoever filed the thing that he approves.
    """
    assert answer == is_own(ProjectMove(on=DAY, move=move, **facts))
