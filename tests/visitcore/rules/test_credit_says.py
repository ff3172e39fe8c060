from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve

from visitcore.facts.credit import Shipment
from visitcore.rules.credit_ladder import NextStep
from visitcore.rules.credit_says import says_row
from visitcore.rules.credit_standing import Standing

AMOUNT = Decimal(300)
STANDING = Standing(
    day=date(2024, 3, 26),
    basis=Decimal(900),
    past_term=Decimal(0),
    special=None,
    limit=Decimal(900),
    outstanding=Decimal(900),
    headroom=Decimal(0),
    step=0,
    hold=False,
    earmarked=Decimal(350),
)
STEP = NextStep(
    name="first", tested=AMOUNT, parts=Decimal(1), of=Decimal(3), small_enough=True, signer="boss", signature="none"
)


def says(class_, *, eligible=True, next_by="", step=STEP, **more):
    """
    The sentence for a class.
    """
    facts = Shipment(**{"on": STANDING.day, "amount": AMOUNT, "cash": Decimal(100), "signer": "clerk", **more})
    return says_row(class_, facts, AMOUNT, STANDING, step, next_by, eligible=eligible)


@pytest.mark.parametrize(
    ("class_", "how", "en", "zh"),
    [
        ("within", {}, "300 leaves within the limit", "300 在额度内发货"),
        ("cash", {"eligible": False}, "100 paid in cash", "已付现金 100"),
        ("prepaid", {"cash": None}, "350 paid towards it, and a plan on file", "已为本次预付 350，回笼计划已备"),
        ("prepaid", {}, "450 paid towards it", "已为本次预付 450"),
        ("hold", {"next_by": "sales"}, "waits for sales to decide", "须由 sales 决定"),
        ("first", {"next_by": "boss"}, "300 is less than 1/3 of the limit of 900; boss has to sign", "签批"),
        ("first", {"signer": "boss"}, "300 is less than 1/3 of the limit of 900; signed by boss", "已由 boss 签批"),
        ("unapproved", {"ticket": "none"}, "over the limit and without an invoice: unapproved", "未开票"),
        ("refuse", {"eligible": False}, "without credit 300 is due in cash, 100 was paid", "实付 100"),
        ("refuse", {"eligible": False, "cash": None}, "without credit 300 is due in cash, 0 was paid", "实付 0"),
        ("refuse", {"eligible": False, "cash": AMOUNT}, "no plan", "没有货款回笼计划"),
        ("refuse", {"step": evolve(STEP, name="none")}, "0 shipments over the limit have been made", "已有0次"),
        (
            "refuse",
            {"step": evolve(STEP, small_enough=False)},
            "300 is not less than 1/3 of the limit",
            "没有低于额度 900 的 1/3",
        ),
        ("refuse", {}, "clerk has signed, only boss may", "只有 boss 有权签批"),
    ],
)
def test_every_way_has_its_sentence(class_, how, en, zh):
    """
    What was asked, what stands against it, and what to do, in both languages.
    """
    told = says(class_, **how)

    assert en in told.en
    assert zh in told.zh


def test_a_way_of_the_company_s_own_is_named():
    """
    A class that no sentence is known for is told by its name.
    """
    assert "consignment" == says("consignment").en
