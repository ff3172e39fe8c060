from datetime import timedelta

import pytest
from visitcore_site.days import NOW, TODAY

from visitcore_django import desk
from visitcore_django.desk.gift_ways import lacks_receipt, sign, signers
from visitcore_django.models import Approval, DecisionRecord, Gift, GiftItem, GroupRole

State = Gift.State


@pytest.fixture
def dealer(office, settings):
    """
    A dealer's office: the department manager is its manager, customer service its marketing specialist.
    """
    settings.VISITCORE = {"POLICY": "KAR"}
    GroupRole.objects.create(group=office.groups["Department manager"], role="manager")
    GroupRole.objects.create(group=office.groups["Customer-service manager"], role="marketing_specialist")
    return office


@pytest.fixture
def gift(office):
    """
    Two of a gift for a customer of Li's, not saved yet.
    """
    tea = GiftItem.objects.create(code="TEA", name="Tea", value=80, stock=5)
    return Gift(customer=office.customer(), item=tea, quantity=2, on=TODAY)


def waiting():
    """
    The approval that waits.
    """
    return Approval.objects.get(state="open")


def given(office, gift):
    """
    The gift, signed by both and handed out.
    """
    row = desk.request_gift(gift, by=office.li, at=NOW)
    desk.approve(waiting(), by=office.cs, at=NOW)
    desk.approve(waiting(), by=office.manager, at=NOW)
    row.refresh_from_db()
    return row


@pytest.mark.parametrize(
    ("first", "second", "left"), [("manager", "cs", "marketing_specialist"), ("cs", "manager", "manager")]
)
def test_both_sign_before_it_is_handed_out(dealer, gift, first, second, left):
    """
    KAR-01.3: with the manager's signature alone nothing leaves the store; with both it does, and that is recorded.
    """
    row = desk.request_gift(gift, by=dealer.li, at=NOW)
    assert "marketing_specialist,manager" == waiting().needs
    desk.approve(waiting(), by=getattr(dealer, first), at=NOW)
    row.refresh_from_db()
    assert (State.REQUESTED, left, 5) == (row.state, waiting().needs, GiftItem.objects.get().stock)
    with pytest.raises(desk.NotAllowedError):
        desk.approve(waiting(), by=getattr(dealer, first), at=NOW)
    desk.approve(waiting(), by=getattr(dealer, second), at=NOW)
    row.refresh_from_db()
    record = DecisionRecord.objects.get(name="make_move")

    assert (State.GIVEN, "KAR-01.3", 3) == (row.state, row.rule, GiftItem.objects.get().stock)
    assert ("allowed", "approved") == (record.verdict, record.answer["outcome"]["state"])


def test_a_signature_from_before_the_rule_counts_for_its_role(dealer, gift, settings):
    """
    Asked for when nobody in particular had to sign: the manager's signature counts, and the specialist's is asked for.
    """
    settings.VISITCORE = {"POLICY": "standard"}
    desk.request_gift(gift, by=dealer.li, at=NOW)
    settings.VISITCORE = {"POLICY": "KAR"}
    desk.approve(waiting(), by=dealer.manager, at=NOW)
    assert "marketing_specialist" == waiting().needs
    done = desk.approve(waiting(), by=dealer.cs, at=NOW)

    assert (State.GIVEN, "marketing_specialist,manager") == (done.state, done.approved_by)


def test_a_second_request_is_signed_anew(dealer, gift):
    """
    KAR-01.3: sent back after the first signature and asked for again, it needs both once more.
    """
    row = desk.request_gift(gift, by=dealer.li, at=NOW)
    desk.approve(waiting(), by=dealer.manager, at=NOW)
    desk.send_back(waiting(), by=dealer.cs, comment="one is enough", at=NOW)
    row.refresh_from_db()
    row.quantity = 1
    desk.request_gift(row, by=dealer.li, at=NOW)

    assert ("", "marketing_specialist,manager") == (row.approved_by, waiting().needs)


def test_who_signs_hangs_on_the_policy(office, gift, settings):
    """
    GFT-04b names one, KAR-01.3 two, and the standard policy nobody.
    """
    for policy, roles in (
        ("GFT", ("department_supervisor",)),
        ("KAR", ("marketing_specialist", "manager")),
        ("standard", ()),
    ):
        settings.VISITCORE = {"POLICY": policy}

        assert roles == signers(gift)
        assert () == signers(gift, roles)


def test_a_gift_without_one_of_the_signatures_does_not_move(dealer, gift):
    """
    KAR-01.3: the decision itself says that all must sign.
    """
    gift.requested_by = dealer.li
    gift.save()
    [(decision, record)] = sign(gift, ("manager",), own=False, by=dealer.manager)

    assert ("refused", "signatures") == (record.verdict, decision.outcome.why)


def test_a_receipt_is_still_to_come_until_the_customer_signs(dealer, gift):
    """
    KAR-01.4: a gift that was given and not signed for is an open item; the signature closes it, once.
    """
    row = given(dealer, gift)
    assert lacks_receipt(row)
    desk.receipt_gift(row, by=dealer.li, at=NOW)

    assert (False, TODAY) == (lacks_receipt(row), row.receipted_on)
    assert "KAR-01.4" == DecisionRecord.objects.filter(name="make_move").order_by("-pk")[0].rules
    with pytest.raises(desk.DeskError, match="already"):
        desk.receipt_gift(row, by=dealer.li, at=NOW)
    with pytest.raises(desk.DeskError, match="signed"):
        desk.take_back_gift(row, by=dealer.manager, at=NOW)


def test_a_receipt_is_not_of_tomorrow_and_not_of_what_was_not_given(dealer, gift):
    """
    Today is the last day; a gift that waits has no receipt; another's customer's gift is not one's business.
    """
    waits = desk.request_gift(gift, by=dealer.li, at=NOW)
    with pytest.raises(desk.DeskError, match="ahead"):
        desk.receipt_gift(waits, by=dealer.li, on=TODAY + timedelta(days=1), at=NOW)
    with pytest.raises(desk.WrongStateError):
        desk.receipt_gift(waits, by=dealer.li, at=NOW)
    with pytest.raises(desk.NotAllowedError):
        desk.receipt_gift(waits, by=dealer.zhao, at=NOW)


def test_a_policy_without_a_receipt_asks_for_none(office, gift):
    """
    Under the standard policy one signature is enough, and nothing stays open.
    """
    row = desk.request_gift(gift, by=office.li, at=NOW)
    desk.approve(waiting(), by=office.manager, at=NOW)
    row.refresh_from_db()

    assert (State.GIVEN, "", False) == (row.state, row.approved_by, lacks_receipt(row))
    with pytest.raises(desk.DeskError, match="no receipt"):
        desk.receipt_gift(row, by=office.li, at=NOW)
