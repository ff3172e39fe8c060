from datetime import date
from decimal import Decimal

from visitcore_django.facts.gifts import (
    RECEIPT,
    SIGNATURES,
    SUBMISSION,
    asking_fact,
    draw_fact,
    drawing_fact,
    gift_fact,
    move_fact,
    receipt_fact,
)
from visitcore_django.models import Gift, GiftItem

DAY = date(2024, 6, 14)


def a_gift(**more):
    """
    Three pieces of 80 each.
    """
    return Gift(item=GiftItem(code="TEA", value=Decimal(80)), quantity=3, on=DAY, **more)


def test_a_gift_is_worth_all_its_pieces():
    """
    Three of 80 are worth 240; who arranged it is not known where nobody said so.
    """
    fact = gift_fact(a_gift())

    assert (Decimal(240), None, None) == (fact.value, fact.arranged_by, fact.important)


def test_a_drawing_tells_promotion_and_team():
    """
    GFT-04a: whether in a promotion, and whether by a member of the campaign team.
    """
    fact = drawing_fact(a_gift(in_promotion=True), ["salesperson"])

    assert {"in_promotion": True, "campaign_team_member": False} == fact.case
    assert drawing_fact(a_gift(), ["campaign_team"]).case["campaign_team_member"]


def test_a_signature_tells_roles_and_whose_request_it_is():
    """
    GFT-04b: the supervisor signs what was requested by somebody else.
    """
    fact = move_fact(a_gift(), SIGNATURES[0], ["department_supervisor"], own=False)

    assert ("gifts.drawing", "requested", "sign", False) == (fact.key, fact.state, fact.move, fact.own)


def test_a_receipt_tells_that_the_customer_signed():
    """
    KAR-01.4: what was handed out is confirmed by the customer's signature.
    """
    fact = receipt_fact(a_gift())

    assert (RECEIPT.key, "handed_out", ("customer_signature",)) == (fact.key, fact.state, fact.met)


def test_asking_tells_whether_it_is_in_advance():
    """
    VPR-03.3b: what is applied for before the visit begins meets the condition.
    """
    early, late = (asking_fact(a_gift(), SUBMISSION, ["salesperson"], in_advance=told) for told in (True, False))

    assert ("visits.gifts", "draft", "submit") == (early.key, early.state, early.move)
    assert (("before_visit_start",), ()) == (early.met, late.met)


def test_drawing_tells_whether_there_is_a_slip():
    """
    GFT-04b: what is signed is drawn on a drawing slip.
    """
    fact = draw_fact(a_gift(), ["campaign_team"], "LY-7")

    assert ("gifts.drawing", "signed", "draw", ("drawing_slip",)) == (fact.key, fact.state, fact.move, fact.met)
    assert () == draw_fact(a_gift(), [], "").met
