from datetime import timedelta

import pytest
from visitcore_site.days import NOW, TODAY, at

from visitcore_django import desk
from visitcore_django.desk.gift_ways import apply, lacks_receipt, sign, signatures, signers
from visitcore_django.models import Approval, DecisionRecord, Delegation, Gift, GiftItem, GroupRole, Visit

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


@pytest.mark.parametrize(
    ("of", "signed", "taken"), [(-2, -2, True), (-2, -1, True), (-2, -3, False), (5, 0, True), (5, -1, False)]
)
def test_a_receipt_is_not_older_than_its_gift(dealer, gift, of, signed, taken):
    """
    Days from today: of a gift two days old or for next week, which is handed over today at the earliest.
    """
    row = given(dealer, gift)
    Gift.objects.update(on=TODAY + timedelta(days=of))
    on = TODAY + timedelta(days=signed)
    if taken:
        assert on == desk.receipt_gift(row, by=dealer.li, on=on, at=NOW).receipted_on
        return
    with pytest.raises(desk.DeskError, match="before the day of the gift") as caught:
        desk.receipt_gift(row, by=dealer.li, on=on, at=NOW)

    assert "receipted_on" == caught.value.column


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


def test_one_person_signs_once_by_whose_hand_ever(dealer, gift):
    """
    KAR-01.3: Wang stands in for both who sign, and signs for one of them; the other signature is another's.
    """
    for person in (dealer.cs, dealer.manager):
        Delegation.objects.create(from_user=person, to_user=dealer.wang, first_day=TODAY, last_day=TODAY)
    desk.request_gift(gift, by=dealer.li, at=NOW)
    desk.approve(waiting(), by=dealer.wang, at=NOW)
    for person in (dealer.wang, dealer.cs):
        with pytest.raises(desk.NotAllowedError):
            desk.approve(waiting(), by=person, at=NOW)
    assert 5 == GiftItem.objects.get().stock

    assert State.GIVEN == desk.approve(waiting(), by=dealer.manager, at=NOW).state


@pytest.mark.parametrize("who", ["both roles", "superuser"])
def test_who_may_sign_as_both_signs_as_one(dealer, gift, who):
    """
    KAR-01.3: a manager who is marketing specialist too, and one who may anything, leave the other signature to another.
    """
    person = dealer.person("sun", "Department manager", dealer.team)
    person.is_superuser = who == "superuser"
    person.save()
    GroupRole.objects.create(group=dealer.groups["Department manager"], role="marketing_specialist")
    desk.request_gift(gift, by=dealer.li, at=NOW)
    first = desk.approve(waiting(), by=person, at=NOW)
    assert (State.REQUESTED, "marketing_specialist") == (first.state, first.approved_by)
    with pytest.raises(desk.NotAllowedError, match="One person gives one signature"):
        desk.approve(waiting(), by=person, at=NOW)

    assert State.GIVEN == desk.approve(waiting(), by=dealer.manager, at=NOW).state


def test_where_one_of_several_signs_all_his_roles_count(gift, settings):
    """
    GFT-04b asks for one signature, KAR-01.3 for one of each role.
    """
    settings.VISITCORE = {"POLICY": "GFT"}
    assert ("department_supervisor",) == signatures(gift, (), ("department_supervisor", "manager"))
    settings.VISITCORE = {"POLICY": "KAR"}

    assert ("marketing_specialist",) == signatures(gift, (), ("manager", "marketing_specialist"))
    assert ("marketing_specialist", "manager") == signatures(gift, ("manager",), ("manager", "marketing_specialist"))


@pytest.mark.parametrize(
    ("hour", "status", "on_the_spot"),
    [(9, "completed", True), (10, "planned", True), (11, "planned", False), (9, "cancelled", False)],
)
def test_on_the_day_itself_the_visit_tells(office, gift, hour, status, on_the_spot):
    """
    VPR-03.3b: asked for at ten, a gift is in advance of a visit at eleven and not of one that began at nine.
    """
    gift.requested_by = office.li
    gift.save()
    Visit.objects.create(customer=gift.customer, owner=office.li, start=at(TODAY, hour), status=status)
    [(decision, record)] = apply(gift, ("salesperson",), by=office.li, at=NOW)

    assert on_the_spot is gift.on_the_spot
    assert ("given_on_the_spot" if on_the_spot else "requested", "allowed") == (decision.outcome.state, record.verdict)


def test_where_nothing_is_decided_on_the_spot_it_is_refused(office, gift):
    """
    VPR-03.3b without the exception, as a company may have it: too late is too late.
    """
    flow = """
extends = ["VPR"]
[[parameter]]
key = "visits.gifts"
  [[parameter.history]]
  cites = ["VPR-03.3b"]
    [parameter.history.flow]
    start = "draft"
    ends = ["approved"]
    states = ["draft", "requested", "approved"]
    moves = [
      { name = "submit", from = "draft", to = "requested", needs = ["before_visit_start"], rule = "VPR-03.3b" },
      { name = "approve", from = "requested", to = "approved", four_eyes = true, rule = "VPR-03.3b" },
    ]
"""
    office.policy(flow)
    gift.on = TODAY - timedelta(days=1)
    row = desk.request_gift(gift, by=office.li, at=NOW)

    assert (State.REFUSED, "VPR-03.3b", False) == (row.state, row.rule, row.on_the_spot)
