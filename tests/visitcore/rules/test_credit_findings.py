from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve

from visitcore.codec.policy import load_policy
from visitcore.decisions.verdict import Verdict
from visitcore.rules.credit_account import CreditAccount
from visitcore.rules.credit_findings import on_limit, on_plan, plan_for
from visitcore.rules.credit_papers import Papers

BOOK = load_policy("CR").on(date(2024, 3, 31))
HELD, PLANS = BOOK.read("credit.release"), BOOK.read("credit.plan_needed")
STANDING = evolve(
    CreditAccount(BOOK.policy).standing(BOOK.on), basis=Decimal(90), limit=Decimal(90), headroom=Decimal(90)
)
ELIGIBLE = Papers(eligible=True, findings=(), missing=())


def told(standing=STANDING, amount=90, papers=ELIGIBLE):
    """
    Rule, whether it holds, and the English words.
    """
    return [
        (finding.rule.id, finding.holds, finding.says.en)
        for finding in on_limit(BOOK, HELD, standing, Decimal(amount), papers)
    ]


@pytest.mark.parametrize(("amount", "holds", "word"), [("90", True, "within"), ("90.01", False, "over")])
def test_the_limit_is_told_with_its_days(amount, holds, word):
    """
    Both sides of the limit; the window is that of the day.
    """
    assert [
        ("CR-01.5", None, "goods invoiced from 2024-03-01 to 2024-03-30: 90"),
        ("CR-02.1", holds, f"0 owed and {amount} more: {word} the limit of 90"),
    ] == told(amount=amount)


def test_goods_past_their_term_are_told():
    """
    They break nothing by themselves; a special limit takes the place of the window.
    """
    late = evolve(STANDING, past_term=Decimal(5), limit=Decimal(0), hold=True)
    special = evolve(late, special=Decimal(7), limit=Decimal(7), hold=False)

    assert ("CR-01.8", None, "5 is past its payment term") == told(late)[1]
    assert [("CR-01.5", None, "special limit 7"), ("CR-01.8", True, "5 is past its payment term")] == told(special)[:2]


def test_no_limit_is_told_of_a_customer_without_credit():
    """
    There is none to keep.
    """
    assert ["CR-01.5"] == [rule for rule, *_ in told(papers=evolve(ELIGIBLE, eligible=False))]


@pytest.mark.parametrize(
    ("case", "rule"),
    [
        ({"eligible": False, "cash_covers": True}, "CR-01.7"),
        ({"eligible": True, "over_limit": True, "remitted": True}, "CR-02.7"),
    ],
)
def test_a_plan_belongs_to_money_paid(case, rule):
    """
    There it is kept, missing it is broken unless the goods leave another way, unknown it is not told.
    """
    found = [
        [(one.rule.id, one.holds) for one in on_plan(PLANS, {**case, "plan": plan}, verdict)]
        for plan, verdict in ((True, Verdict.ALLOWED), (False, Verdict.REFUSED), (False, Verdict.ALLOWED))
    ]

    assert [[(rule, True)], [(rule, False)], [(rule, None)]] == found
    assert [] == list(on_plan(PLANS, {**case, "plan": None}, Verdict.UNDETERMINED))


@pytest.mark.parametrize("case", [{"eligible": False, "cash_covers": False}, {"eligible": True, "over_limit": False}])
def test_no_plan_is_asked_for_without_money(case):
    """
    Neither too little cash nor goods within the limit ask for one.
    """
    assert [] == list(on_plan(PLANS, {"remitted": False, "plan": False, **case}, Verdict.REFUSED))


@pytest.mark.parametrize(("class_", "needed"), [("cash", True), ("prepaid", True), ("within", False), ("first", False)])
def test_the_pack_says_to_what_a_plan_belongs(class_, needed):
    """
    To cash and to goods paid beforehand.
    """
    assert needed is plan_for(PLANS, class_).then
