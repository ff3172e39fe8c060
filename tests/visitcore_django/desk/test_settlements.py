from datetime import date, time
from decimal import Decimal

import pytest
from visitcore_site.days import NOW, TODAY, at

from visitcore_django import desk
from visitcore_django.desk.settlements import is_own, signatures, signers
from visitcore_django.models import Approval, DecisionRecord, MealRequest, MealSettlement, StaleError

EATEN, CLAIMED = date(2024, 6, 20), at(date(2024, 6, 24))
FILED = {"filed_on": date(2024, 1, 5)}
State = MealSettlement.State


@pytest.fixture
def held(office):
    """
    A tea party of Li's for three important customers and one of the company, approved and held; 60 each is the cap.
    """

    def made(*, approved=True, on=EATEN, **more):
        told = {
            "customer": more.pop("customer", None) or office.customer(**FILED),
            "on": on,
            "starts_at": time(15, 0),
            "restaurant": "Harbour",
            "occasion": "tea_party",
            "importance": "important",
            "host": "cs_staff",
            "customers": 3,
            "company_diners": 1,
            "bill": Decimal(240),
            "drinks": Decimal(0),
            "designated_restaurant": False,
            **more,
        }
        meal = desk.request_meal(MealRequest(**told), by=office.li, at=NOW)
        if approved:
            desk.approve_meal(Approval.objects.get(state="open"), by=office.cs, at=NOW)
        return MealRequest.objects.get(pk=meal.pk)

    return made


def claimed(meal, office, moment=CLAIMED, **more):
    """
    What Li claims for a meal: the whole bill unless told otherwise.
    """
    told = {"bill": Decimal(240), "drinks": Decimal(0), "customers": 3, "company_diners": 1, **more}
    return desk.claim_meal(MealSettlement(meal=meal, **told), by=office.li, at=moment)


def settled(claim, office):
    """
    A claim, signed by the manager and settled by finance.
    """
    desk.sign_meal(claim, ticked=["noted", "signed"], by=office.cs, at=CLAIMED)
    return desk.settle_meal(claim, by=office.money, at=CLAIMED)


def test_a_signed_claim_is_paid(office, held):
    """
    HM-08.1: what is approved, noted and signed is paid, and the meal is settled with it.
    """
    done = settled(claimed(held(), office), office)

    assert (State.PAID, Decimal(240), office.money) == (done.state, done.paid, done.settled_by)
    assert MealRequest.State.SETTLED == MealRequest.objects.get().state


@pytest.mark.parametrize(("bill", "paid"), [("239.99", "239.99"), ("240.00", "240.00"), ("240.01", "240.00")])
def test_never_more_is_paid_than_the_cap_times_the_people(office, held, bill, paid):
    """
    HM-05.3: four people at 60 are 240; what is above it stays unpaid.
    """
    done = settled(claimed(held(), office, bill=Decimal(bill)), office)

    assert (State.PAID, Decimal(paid)) == (done.state, done.paid)


@pytest.mark.parametrize(("before", "paid"), [("0", "240"), ("100.50", "139.50"), ("240", "0")])
def test_what_was_paid_before_is_taken_off(office, held, before, paid):
    """
    Of a bill that was paid in part before only the rest is paid.
    """
    done = settled(claimed(held(), office, already_paid=Decimal(before)), office)

    assert Decimal(paid) == done.paid


def test_an_expense_that_is_not_signed_is_not_ready(office, held):
    """
    HM-08.1: given an expense unsigned, nothing is paid yet, and the claim waits for the manager.
    """
    claim = claimed(held(), office)
    desk.sign_meal(claim, ticked=["noted"], by=office.cs, at=CLAIMED)
    done = desk.settle_meal(claim, by=office.money, at=CLAIMED)
    record = DecisionRecord.objects.get(name="settle_meal")

    assert (State.CLAIMED, None) == (done.state, done.paid)
    assert ("referred", ["cs_manager"]) == (record.verdict, record.answer["outcome"]["next_by"])


def test_a_meal_without_approval_is_not_paid_until_its_papers_are_made_up(office, held):
    """
    HM-08.3: given an unapproved meal of 480: not made up, nothing; made up, within the limits.
    """
    meal = held(approved=False, on=date(2024, 6, 13), customers=8, company_diners=0, bill=Decimal(480))
    claim = claimed(meal, office, bill=Decimal(480), customers=8, company_diners=0)
    refused = settled(claim, office)
    desk.make_up_papers(meal, by=office.li, at=CLAIMED)
    desk.approve_meal(Approval.objects.get(state="open"), by=office.cs, at=CLAIMED)
    paid = desk.settle_meal(claim, by=office.money, at=CLAIMED)

    assert (State.REFUSED, Decimal(0), "HM-08.3") == (refused.state, refused.paid, refused.rule)
    assert (State.PAID, Decimal(480)) == (paid.state, paid.paid)


FILING = [
    # the rulebook's example under CFR: contact on 4 March, dinner on the 5th
    ({"contacted_on": date(2024, 3, 4), "filed_on": date(2024, 3, 11)}, State.PAID),
    ({"contacted_on": date(2024, 3, 4), "filed_on": date(2024, 3, 12)}, State.REFUSED),
    ({"filed": False}, State.REFUSED),
    ({}, State.CLAIMED),
]


@pytest.mark.parametrize(("filing", "state"), FILING)
def test_expenses_for_customers_not_filed_in_time_are_not_paid(office, filing, state):
    """
    CFR-08.1: filed on the fifth working day it is paid, a day later not; where nobody says, it waits.
    """
    dinner, claim_day = date(2024, 3, 5), at(date(2024, 3, 20))
    meal = MealRequest(
        customer=office.customer(**filing),
        on=dinner,
        starts_at=time(18, 0),
        restaurant="Harbour",
        occasion="tea_party",
        importance="important",
        host="cs_staff",
        customers=3,
        company_diners=1,
        bill=Decimal(240),
        drinks=Decimal(0),
        designated_restaurant=False,
    )
    desk.request_meal(meal, by=office.li, at=at(date(2024, 3, 4)))
    desk.approve_meal(Approval.objects.get(), by=office.cs, at=at(date(2024, 3, 4)))
    claim = claimed(meal, office, moment=claim_day)
    desk.sign_meal(claim, ticked=["noted", "signed"], by=office.cs, at=claim_day)
    done = desk.settle_meal(claim, by=office.money, at=claim_day)

    assert state == done.state
    assert {State.PAID: Decimal(240), State.REFUSED: Decimal(0), State.CLAIMED: None}[state] == done.paid
    assert (state == State.CLAIMED) == ("filing.filed" in done.missing)


def test_a_claim_is_settled_once(office, held):
    """
    A second settlement is not paid, with the same token or another.
    """
    claim = claimed(held(), office)
    desk.sign_meal(claim, ticked=["noted", "signed"], by=office.cs, at=CLAIMED)
    first = desk.settle_meal(claim, by=office.money, at=CLAIMED, token="t1")

    assert first == desk.settle_meal(claim, by=office.money, at=CLAIMED, token="t1")
    with pytest.raises(desk.WrongStateError):
        desk.settle_meal(claim, by=office.money, at=CLAIMED)
    assert 1 == DecisionRecord.objects.filter(name="settle_meal").count()


def test_a_meal_is_claimed_once(office, held):
    """
    A second claim for the same meal is pointed to the first.
    """
    meal = held()
    claimed(meal, office)

    with pytest.raises(desk.DeskError, match="already"):
        claimed(meal, office)


def test_nobody_settles_or_signs_his_own_meal(office, held):
    """
    Four eyes: not who asked for the meal, and not who claimed it, even with the right to.
    """
    claim = claimed(held(), office)
    office.li.groups.add(office.groups["Finance"], office.groups["Customer-service manager"])
    li = type(office.li).objects.get(pk=office.li.pk)

    with pytest.raises(desk.FourEyesError):
        desk.settle_meal(claim, by=li, at=CLAIMED)
    with pytest.raises(desk.FourEyesError):
        desk.sign_meal(claim, ticked=["signed"], by=li, at=CLAIMED)
    assert (True, False) == (is_own(claim, li), is_own(claim, office.money))


def test_settling_needs_the_right(office, held):
    """
    Another salesperson, a lead and an auditor settle nothing.
    """
    claim = claimed(held(), office)

    for person in (office.wang, office.lead, office.auditor):
        with pytest.raises(desk.NotAllowedError):
            desk.settle_meal(claim, by=person, at=CLAIMED)


def test_only_the_managers_role_signs(office, held):
    """
    HM-08.1: the customer service manager signs; finance does not.
    """
    claim = claimed(held(), office)

    assert (("cs_manager",), ["noted", "signed"]) == (signers(claim), [one.name for one in signatures(claim)])
    with pytest.raises(desk.NotAllowedError):
        desk.sign_meal(claim, ticked=["signed"], by=office.money, at=CLAIMED)
    with pytest.raises(desk.DeskError):
        desk.sign_meal(claim, ticked=["stamped"], by=office.cs, at=CLAIMED)


def test_a_new_figure_lifts_the_signature(office, held):
    """
    What was signed for one bill is not signed for another.
    """
    claim = claimed(held(), office)
    desk.sign_meal(claim, ticked=["noted", "signed"], by=office.cs, at=CLAIMED)
    again = MealSettlement.objects.get()
    again.bill = Decimal(200)
    desk.claim_meal(again, by=office.li, at=CLAIMED)

    assert [] == MealSettlement.objects.get().ticked


def test_the_second_editor_of_a_claim_is_told(office, held):
    """
    A claim that somebody else has changed meanwhile is not overwritten.
    """
    claimed(held(), office)
    mine, other = MealSettlement.objects.get(), MealSettlement.objects.get()
    desk.claim_meal(other, by=office.li, at=CLAIMED)

    with pytest.raises(StaleError):
        desk.claim_meal(mine, by=office.li, at=CLAIMED)


def test_a_meal_to_come_is_not_claimed(office, held):
    """
    HM-07.1: first held, then settled.  The day before, and a minute before its hour, nothing is claimed.
    """
    meal = held()

    for moment in (at(date(2024, 6, 19), 23), at(EATEN, 14, 59)):
        with pytest.raises(desk.DeskError, match="to come"):
            claimed(meal, office, moment=moment)
    assert State.CLAIMED == claimed(meal, office, moment=at(EATEN, 15)).state


FINER = """
name = "finer"
extends = ["standard"]

[[rule]]
id = "OWN-1"
clause = "1"
kind = "scale"
strength = "required"
text = { en = "A tea party costs 60.006 a head at most.", zh = "茶会每人最多60.006元。" }

[[parameter]]
key = "expenses.meal.cap"
unit = "CNY/person"
  [[parameter.history]]
  cites = ["OWN-1"]
    [parameter.history.table]
    inputs = { occasion = ["tea_party"] }
    outcome = "number"
    rows = [ { when = { occasion = "tea_party" }, then = 60.006, rule = "OWN-1" } ]
"""


def test_not_a_cent_above_the_cap_is_paid(office, held):
    """
    Three at 60.006 are 180.018: paid are 180.01, for 180.02 would be more than the cap.
    """
    office.policy(FINER)
    meal = held(company_diners=0, bill=Decimal(180))

    assert Decimal("180.01") == settled(claimed(meal, office, company_diners=0, bill=Decimal(200)), office).paid


@pytest.mark.parametrize("how", ["handed in", "changed"])
def test_who_had_a_hand_in_the_meal_settles_nothing(office, held, how):
    """
    Wang handed Li's meal in, or changed it last: he cannot settle it, whatever his right; finance can.
    """
    meal = held()
    if how == "handed in":
        Approval.objects.update(requested_by=office.wang)
    else:
        MealRequest.objects.update(changed_by=office.wang)
    claim = claimed(MealRequest.objects.get(pk=meal.pk), office)
    office.wang.groups.add(office.groups["Finance"], office.groups["Customer-service manager"])
    wang = type(office.wang).objects.get(pk=office.wang.pk)

    with pytest.raises(desk.FourEyesError):
        desk.sign_meal(claim, ticked=["noted", "signed"], by=wang, at=CLAIMED)
    with pytest.raises(desk.FourEyesError):
        desk.settle_meal(claim, by=wang, at=CLAIMED)
    assert State.PAID == settled(claim, office).state


def test_a_clock_set_back_settles_nothing(office, held):
    """
    What is claimed on the 24th is not settled on the 23rd.
    """
    claim = claimed(held(), office)

    with pytest.raises(desk.DeskError):
        desk.settle_meal(claim, by=office.money, at=at(date(2024, 6, 23)))


def test_a_meal_called_off_is_not_claimed(office, held):
    """
    Nothing is claimed for a meal that was called off, and a claimed one is not called off.
    """
    meal = held()
    claimed(meal, office)
    with pytest.raises(desk.DeskError):
        desk.cancel_meal(meal, by=office.li, at=CLAIMED)

    other = held(customer=office.customer("C2", **FILED))
    desk.cancel_meal(other, by=office.li, at=NOW)
    with pytest.raises(desk.WrongStateError):
        claimed(MealRequest.objects.get(pk=other.pk), office)


def test_company_diners_beyond_the_number_bring_no_cap(office, held):
    """
    HM-05.6b: of four company diners beside three customers three count; at 60 each 360 are paid, not 420.
    """
    claim = claimed(held(), office, bill=Decimal(420), company_diners=4)

    assert Decimal(360) == settled(claim, office).paid


BROKEN = [
    # 120 of 240 are more than one third, and the source does not say what follows
    ({"drinks": Decimal(120)}, "HM-05.5"),
    ({"drinks": Decimal("80.01")}, "HM-05.5"),
    # one customer may have three company diners at most; the bill is within the cap of the four who count
    ({"customers": 1, "company_diners": 4}, "HM-05.6b"),
    # the cent above the cap is not paid, and the drinks are still too many
    ({"drinks": Decimal(120), "bill": Decimal("240.01")}, "HM-05.5"),
]


@pytest.mark.parametrize(("figures", "rule"), BROKEN)
def test_a_breach_without_a_consequence_goes_back_to_the_manager(office, held, figures, rule):
    """
    HM-05.5, 05.6b: nothing is paid until the manager signs that it is paid all the same, HM-08.1; the record says so.
    """
    claim = claimed(held(), office, **figures)
    waits = settled(claim, office)
    told = DecisionRecord.objects.get(name="settle_meal")

    assert (State.CLAIMED, None, None) == (waits.state, waits.paid, waits.settled_by)
    assert rule in told.rules and "refused" == told.verdict
    assert ["paid_all_the_same"] == waits.missing.split(",")
    assert ["noted", "signed", "paid_all_the_same"] == [item.name for item in signatures(waits)]
    assert State.CLAIMED == settled(waits, office).state

    desk.sign_meal(waits, ticked=["noted", "signed", "paid_all_the_same"], by=office.cs, at=CLAIMED)
    paid = desk.settle_meal(waits, by=office.money, at=CLAIMED)
    assert (State.PAID, Decimal(240), "") == (paid.state, paid.paid, paid.missing)
    assert "paid_all_the_same" in DecisionRecord.objects.filter(name="settle_meal").latest("pk").facts["ticked"]


def test_a_third_of_drinks_is_paid_at_once(office, held):
    """
    HM-05.5: 80 of 240 are not more than one third.
    """
    assert State.PAID == settled(claimed(held(), office, drinks=Decimal(80)), office).state


def test_that_it_is_paid_all_the_same_is_not_signed_beforehand(office, held):
    """
    It is offered once a rule is found broken, and falls with new figures, as every signature does.
    """
    claim = claimed(held(), office, drinks=Decimal(120))
    everything = ["noted", "signed", "paid_all_the_same"]
    with pytest.raises(desk.DeskError, match="no such signature"):
        desk.sign_meal(claim, ticked=everything, by=office.cs, at=CLAIMED)
    waits = settled(claim, office)
    desk.sign_meal(waits, ticked=everything, by=office.cs, at=CLAIMED)
    waits = MealSettlement.objects.get()
    waits.drinks = Decimal(100)
    again = desk.claim_meal(waits, by=office.li, at=CLAIMED)

    assert ([], "") == (again.ticked, again.missing)
    with pytest.raises(desk.NotAllowedError):
        desk.sign_meal(again, ticked=["signed"], by=office.money, at=CLAIMED)


def test_today_is_before_the_meals():
    """
    The days of these tests stand in order.
    """
    assert TODAY < EATEN


def test_a_paid_claim_is_not_moved_to_another_meal(office, held):
    """
    It stays paid, and stands at its meal; the other meal is claimed by itself.
    """
    first, second = held(), held(customer=office.customer("C2", **FILED))
    claim = MealSettlement.objects.get(pk=settled(claimed(first, office), office).pk)
    claim.meal = second

    with pytest.raises(desk.WrongStateError):
        desk.claim_meal(claim, by=office.li, at=CLAIMED)
    kept = MealSettlement.objects.get()
    assert (first, State.PAID, Decimal(240)) == (kept.meal, kept.state, kept.paid)


def test_a_claim_stays_with_its_meal(office, held):
    """
    Nor is one that is not paid moved; and what it says of its own payment counts for nothing.
    """
    first, second = held(), held(customer=office.customer("C2", **FILED))
    claim = claimed(first, office)
    claim.meal = second
    with pytest.raises(desk.DeskError, match="another meal"):
        desk.claim_meal(claim, by=office.li, at=CLAIMED)

    claim = MealSettlement.objects.get()
    claim.rule = claim.missing = "x"
    desk.claim_meal(claim, by=office.li, at=CLAIMED)
    assert (first, "", "") == (claim.meal, claim.rule, claim.missing)


def test_whoever_corrected_a_claim_in_between_settles_nothing(office, held):
    """
    Finance raised the bill of Li's claim, and Li changed the guests after that: finance cannot settle it.
    """
    claimed(held(), office, bill=Decimal(200))
    for person, column, value in ((office.money, "bill", Decimal(240)), (office.li, "customers", 4)):
        claim = MealSettlement.objects.get()
        setattr(claim, column, value)
        desk.claim_meal(claim, by=person, at=CLAIMED)
    desk.sign_meal(claim, ticked=["noted", "signed"], by=office.cs, at=CLAIMED)

    assert office.li == claim.claimed_by
    with pytest.raises(desk.FourEyesError):
        desk.settle_meal(claim, by=office.money, at=CLAIMED)
