from datetime import date, time
from decimal import Decimal

import pytest
from visitcore_site.days import NOW, TODAY, at

from visitcore import FactsError
from visitcore_django import desk
from visitcore_django.models import Approval, DecisionRecord, MealRequest, PolicyVersion, StaleError

LATER = date(2024, 6, 20)
AFTER = at(date(2024, 6, 21))
State = MealRequest.State


@pytest.fixture
def meal(office):
    """
    A banquet that staff give for an important customer, not saved yet; other columns by name.
    """

    def made(**more):
        told = {
            "customer": more.pop("customer", None) or office.customer(),
            "on": LATER,
            "starts_at": time(18, 30),
            "restaurant": "Harbour",
            "occasion": "banquet",
            "importance": "important",
            "host": "cs_staff",
            "customers": 1,
            "company_diners": 0,
            "bill": Decimal("100.00"),
            "drinks": Decimal(0),
            "designated_restaurant": False,
            "reason": "contract talks",
            **more,
        }
        return MealRequest(**told)

    return made


def asked(meal, office, moment=NOW):
    """
    The meal, asked for by Li.
    """
    return desk.request_meal(meal, by=office.li, at=moment)


def waiting(meal):
    """
    The approval that a meal waits for.
    """
    return Approval.objects.get(subject_kind="mealrequest", subject_id=meal.pk, state="open")


EDGES = [
    # importance, occasion, host, the cap of the rulebook's matrix, its rule
    ("important", "banquet", "cs_manager", "200", "HM-05.1"),
    ("important", "banquet", "cs_staff", "100", "HM-05.2"),
    ("important", "cold_buffet", "cs_staff", "100", "HM-05.3"),
    ("important", "cocktail", "cs_staff", "85", "HM-05.3"),
    ("important", "tea_party", "cs_staff", "60", "HM-05.3"),
    ("important", "suburban_outing", "cs_staff", "75", "HM-05.4"),
    ("general", "banquet", "cs_manager", "100", "HM-06.1"),
    ("general", "suburban_outing", "cs_staff", "75", "HM-06.2"),
    ("general", "banquet", "cs_staff", "55", "HM-06.3"),
]


@pytest.mark.parametrize(("importance", "occasion", "host", "cap", "rule"), EDGES)
def test_a_meal_at_the_cap_waits_and_a_cent_more_is_refused(office, meal, importance, occasion, host, cap, rule):
    """
    HM-05.1 to HM-06.3: the cap itself is good; one cent above it the clause refuses, and cap and excess are kept.
    """
    told = {"importance": importance, "occasion": occasion, "host": host}
    customer = office.customer()
    good = asked(meal(customer=customer, bill=Decimal(cap), **told), office)
    over = asked(meal(customer=customer, bill=Decimal(cap) + Decimal("0.01"), **told), office)

    assert (State.REQUESTED, Decimal(cap), Decimal(0)) == (good.state, good.cap, good.excess)
    assert (State.REFUSED, Decimal(cap), Decimal("0.01"), rule) == (over.state, over.cap, over.excess, over.rule)


@pytest.mark.parametrize(
    ("special", "state", "missing"),
    [(None, State.DRAFT, "special"), (False, State.REFUSED, ""), (True, State.REQUESTED, "")],
)
def test_what_nobody_said_is_no_answer(office, meal, special, state, missing):
    """
    HM-05.2: whether it is a special case is asked for in the designated restaurant, and is not taken for a no.
    """
    told = {"occasion": "banquet", "designated_restaurant": True, "reason": "contract"}
    row = asked(meal(**told, special=special), office)

    assert (state, missing) == (row.state, row.missing)


def test_a_box_left_empty_says_nothing_of_special_cases(office, meal):
    """
    HM-02: a banquet with its reason waits for approval, and no word is put into anybody's mouth.
    """
    row = asked(meal(occasion="banquet", reason="contract"), office)

    assert (None, State.REQUESTED) == (row.special, row.state)
    assert "said to be none" not in DecisionRecord.objects.get(name="decide_meal").told_en


@pytest.mark.parametrize(
    ("bill", "state", "each"),
    [
        ("1200.00", State.REQUESTED, "200.00"),
        ("1200.01", State.REFUSED, "200.01"),
        ("1199.99", State.REQUESTED, "199.99"),
        ("1000.00", State.REQUESTED, "166.67"),
    ],
)
def test_the_bill_is_shared_by_everybody_at_table(office, meal, bill, state, each):
    """
    HM-05.1, ambiguity: 1,200 for four customers and two of the company is 200 each; a cent more looks like more.
    """
    row = asked(meal(host="cs_manager", customers=4, company_diners=2, bill=Decimal(bill)), office)

    assert state == row.state
    assert Decimal(each) == row.per_person


@pytest.mark.parametrize(("drinks", "state"), [("300.00", State.REQUESTED), ("300.01", State.REFUSED)])
def test_drinks_are_at_most_a_third(office, meal, drinks, state):
    """
    HM-05.5: 300 of 900 passes, a cent more does not.
    """
    row = asked(meal(customers=6, company_diners=3, bill=Decimal(900), drinks=Decimal(drinks)), office)

    assert state == row.state


@pytest.mark.parametrize(
    ("customers", "company", "state"), [(5, 3, State.REQUESTED), (5, 4, State.REFUSED), (6, 5, State.REQUESTED)]
)
def test_company_diners_have_a_number(office, meal, customers, company, state):
    """
    HM-05.6b: with up to five customers at most three of the company, with six at most five.
    """
    row = asked(meal(customers=customers, company_diners=company, bill=Decimal(500)), office)

    assert state == row.state


def test_a_refused_meal_keeps_its_decision(office, meal):
    """
    A meal over the cap keeps the verdict, the clause and the sentence; nothing waits for approval.
    """
    row = asked(meal(bill=Decimal("100.01")), office)
    record = DecisionRecord.objects.get(subject_kind="mealrequest", subject_id=row.pk)

    assert ("decide_meal", "refused", LATER) == (record.name, record.verdict, record.governed_on)
    assert "HM-05.2" in record.rules
    assert "0.01" in record.told_en
    assert not Approval.objects.exists()


def test_a_meal_waits_for_whom_the_policy_names(office, meal):
    """
    HM-07.1: the customer service manager approves; the general manager's signature will not do.
    """
    row = asked(meal(), office)
    approval = waiting(row)

    assert ("cs_manager", "cs_manager") == (approval.needs, row.next_by)
    with pytest.raises(desk.NotAllowedError):
        desk.approve(approval, by=office.boss, at=NOW)
    assert State.APPROVED == desk.approve(approval, by=office.cs, at=NOW).state


def test_the_approval_decides_again_with_the_role_that_signed(office, meal):
    """
    HM-07.1: the second decision knows who approved, and allows.
    """
    row = asked(meal(), office)
    desk.approve_meal(waiting(row), by=office.cs, at=NOW)
    verdicts = list(DecisionRecord.objects.filter(name="decide_meal").order_by("pk").values_list("verdict", flat=True))
    row.refresh_from_db()

    assert ["referred", "allowed"] == verdicts
    assert ("cs_manager", "", False) == (row.approved_by, row.next_by, row.made_up)


def test_nobody_approves_his_own_meal(office, meal):
    """
    HM-07.1, four eyes: the manager's own request waits for somebody else, also where he signs by another's hand.
    """
    own = desk.request_meal(meal(customer=office.customer(owner=office.cs)), by=office.cs, at=NOW)

    with pytest.raises(desk.FourEyesError):
        desk.approve_meal(waiting(own), by=office.cs, at=NOW)


def test_nobody_approves_a_meal_that_he_changed(office, meal):
    """
    The manager changed the restaurant in Li's draft; Li asks for it, and the manager does not sign for it.
    """
    row = desk.draft_meal(meal(), by=office.li)
    row.restaurant = "elsewhere"
    desk.draft_meal(row, by=office.manager)
    desk.request_meal(row, by=office.li, at=NOW)

    assert (office.li, office.manager) == (row.requested_by, row.changed_by)
    with pytest.raises(desk.FourEyesError):
        desk.approve(Approval.objects.get(state="open"), by=office.manager, at=NOW)


def test_a_meal_that_lacks_something_stays_a_draft(office, meal):
    """
    HM-02: a banquet whose reason nobody told is not refused; it says what is missing.
    """
    row = asked(meal(reason=""), office)

    assert (State.DRAFT, "reason") == (row.state, row.missing)
    assert not Approval.objects.exists()


def test_a_draft_may_be_almost_empty(office, meal):
    """
    What is not known is missing, and never taken for zero.
    """
    row = asked(meal(bill=None, drinks=None, customers=None), office)

    assert State.DRAFT == row.state
    assert {"customers", "bill", "drinks"} <= set(row.missing.split(","))
    assert (Decimal(100), None) == (row.cap, row.excess)


def test_a_request_names_time_and_restaurant(office, meal):
    """
    HM-07.2: an arrangement report without the restaurant's name lacks it; in an emergency there is none beforehand.
    """
    row = asked(meal(restaurant="", starts_at=None), office)

    assert (State.DRAFT, {"time", "restaurant"}) == (row.state, set(row.missing.split(",")))


def test_a_returned_meal_is_asked_for_again(office, meal):
    """
    What is sent back with a word comes again as a new approval; the old one stays as history.
    """
    row = asked(meal(), office)
    desk.send_back(waiting(row), by=office.cs, comment="too dear", at=NOW)
    row.refresh_from_db()
    row.bill = Decimal(80)
    again = asked(row, office)

    assert State.REQUESTED == again.state
    assert ["returned", "open"] == [one.state for one in Approval.objects.order_by("pk")]


def test_a_meal_that_the_rules_came_to_refuse_is_signed_anew(office, meal):
    """
    HM-07.1: signed for with a bill over the cap it is refused; asked for at the cap, that signature counts no more.
    """
    row = asked(meal(), office)
    MealRequest.objects.update(bill=Decimal("100.01"))
    refused = desk.approve(waiting(row), by=office.cs, at=NOW)
    assert (State.REFUSED, "cs_manager") == (refused.state, refused.approved_by)
    refused.bill = Decimal(100)
    again = asked(refused, office)

    assert (State.REQUESTED, "", "cs_manager") == (again.state, again.approved_by, waiting(again).needs)


def test_a_meal_that_waits_is_not_asked_for_again(office, meal):
    """
    While it waits or is approved it cannot be changed.
    """
    row = asked(meal(), office)
    row.bill = Decimal(50)

    with pytest.raises(desk.WrongStateError):
        asked(row, office)


def test_asking_twice_with_one_token_is_done_once(office, meal):
    """
    A double click asks once.
    """
    customer = office.customer()
    first = desk.request_meal(meal(customer=customer), by=office.li, at=NOW, token="t1")
    again = desk.request_meal(meal(customer=customer), by=office.li, at=NOW, token="t1")

    assert first == again
    assert (1, 1) == (MealRequest.objects.count(), Approval.objects.count())


def test_the_second_editor_is_told(office, meal):
    """
    A meal that somebody else has changed meanwhile is not overwritten.
    """
    row = desk.draft_meal(meal(), by=office.li)
    mine, other = (MealRequest.objects.get(pk=row.pk) for _ in range(2))
    desk.draft_meal(other, by=office.li)
    mine.bill = Decimal(1)

    with pytest.raises(StaleError):
        desk.draft_meal(mine, by=office.li)
    assert Decimal(100) == MealRequest.objects.get(pk=row.pk).bill


def test_a_meal_for_anothers_customer_is_not_written(office, meal):
    """
    Wang does not ask for a meal with Li's customer.
    """
    with pytest.raises(desk.NotAllowedError):
        desk.request_meal(meal(), by=office.wang, at=NOW)
    assert not MealRequest.objects.exists()


def test_a_meal_that_was_held_without_approval_is_refused(office, meal):
    """
    HM-07.1: held without approval and no emergency is a breach.
    """
    row = asked(meal(on=date(2024, 6, 13)), office)

    assert (State.REFUSED, "HM-07.1") == (row.state, row.rule)


def test_papers_are_made_up_for_a_meal_that_was_held(office, meal):
    """
    HM-08.3: the papers of a meal held without approval are completed later, by the manager's signature.
    """
    row = asked(meal(on=date(2024, 6, 13)), office)
    desk.make_up_papers(row, by=office.li, at=NOW)
    done = desk.approve_meal(waiting(row), by=office.cs, at=NOW)

    assert (State.APPROVED, True, "") == (done.state, done.made_up, done.approved_by)


def test_papers_are_made_up_afterwards_only(office, meal):
    """
    A planned meal over the cap is corrected, and not made up for.
    """
    row = asked(meal(bill=Decimal(101)), office)

    with pytest.raises(desk.DeskError):
        desk.make_up_papers(row, by=office.li, at=NOW)


def test_in_an_emergency_the_papers_wait_for_the_manager(office, meal):
    """
    HM-07.4: with consent by word of mouth the meal is allowed, and its formalities are open until they are approved.
    """
    row = asked(meal(on=TODAY, starts_at=None, emergency=True, oral_consent_by="cs_manager"), office)
    record = DecisionRecord.objects.get(name="decide_meal")
    done = desk.approve_meal(waiting(row), by=office.cs, at=AFTER)

    assert ("allowed", True) == (record.verdict, record.answer["outcome"]["formalities_open"])
    assert (State.REQUESTED, State.APPROVED, True) == (row.state, done.state, done.made_up)


def test_a_meal_is_called_off(office, meal):
    """
    Calling off takes back what waits; it is done once.
    """
    row = asked(meal(), office)
    done = desk.cancel_meal(row, by=office.li, at=NOW)

    assert State.CANCELLED == done.state
    assert "withdrawn" == Approval.objects.get().state
    with pytest.raises(desk.WrongStateError):
        desk.cancel_meal(row, by=office.li, at=NOW)


def test_a_clock_set_back_approves_nothing(office, meal):
    """
    What was asked for at ten is not approved at nine.
    """
    row = asked(meal(), office)

    with pytest.raises(desk.DeskError):
        desk.approve_meal(waiting(row), by=office.cs, at=at(TODAY, 9))
    assert State.REQUESTED == MealRequest.objects.get().state


def test_canteen_meals_run_on_vouchers(office, meal):
    """
    HM-07.3: a general customer's meal in the canteen needs no figure of a bill, and waits for the manager.
    """
    row = asked(meal(importance="general", occasion="canteen", bill=None, drinks=None, restaurant="Canteen"), office)

    assert (State.REQUESTED, None) == (row.state, row.cap)


def test_contradicting_figures_are_told(office, meal):
    """
    More drinks than the bill is a fault, and nothing is kept.
    """
    with pytest.raises(FactsError):
        asked(meal(drinks=Decimal(101)), office)
    assert not MealRequest.objects.exists()


OURS = """
name = "ours"
extends = ["standard"]

[[rule]]
id = "OWN-1"
clause = "1"
kind = "definition"
strength = "required"
text = { en = "The company's own setting.", zh = "公司自定的设置。" }

[[parameter]]
key = "expenses.meal.approval"
  [[parameter.history]]
  cites = ["OWN-1"]
  permission = { actions = ["tea_party"], roles = ["*"], approval = ["general_manager"], before = "meal" }
"""


@pytest.mark.parametrize(("on", "state"), [(date(2024, 6, 19), State.REQUESTED), (LATER, State.APPROVED)])
def test_the_policy_of_the_day_of_the_meal_governs(office, meal, on, state):
    """
    Where banquets need no approval from 20 June on, one on the 19th waits and one on the 20th does not.
    """
    PolicyVersion.objects.create(
        name="ours",
        toml=OURS,
        state=PolicyVersion.State.PUBLISHED,
        in_force_from=LATER,
        published_at=NOW,
        author=office.cs,
        approver=office.boss,
    )

    assert state == asked(meal(on=on), office).state


def test_a_meal_of_others_is_not_taken_over(office, meal):
    """
    Li puts a customer of his into Zhao's draft in memory: it is still Zhao's, whatever is done to it.
    """
    theirs = desk.draft_meal(meal(customer=office.customer("Z1", owner=office.zhao)), by=office.zhao)
    own = office.customer("L1")
    for step in (desk.draft_meal, desk.request_meal, desk.cancel_meal):
        mine = MealRequest.objects.get(pk=theirs.pk)
        mine.customer, mine.requested_by = own, office.li
        with pytest.raises(desk.NotAllowedError, match="outside"):
            step(mine, by=office.li)


def test_whoever_wrote_a_meal_in_between_does_not_sign_for_it(office, meal):
    """
    The manager set the bill, and Li changed the restaurant after him: the bill is the manager's all the same.
    """
    row = desk.draft_meal(meal(), by=office.li)
    for person, column, value in ((office.cs, "bill", Decimal(60)), (office.li, "restaurant", "elsewhere")):
        row = MealRequest.objects.get(pk=row.pk)
        setattr(row, column, value)
        desk.draft_meal(row, by=person)
    desk.request_meal(row, by=office.li, at=NOW)

    assert office.li == row.changed_by
    with pytest.raises(desk.FourEyesError):
        desk.approve_meal(waiting(row), by=office.cs, at=NOW)
