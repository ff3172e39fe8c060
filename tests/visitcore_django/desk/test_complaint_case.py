from datetime import date

import pytest
from visitcore_site.days import at

from visitcore_django import desk
from visitcore_django.desk.complaint_case import Hand, case_of, hands_of
from visitcore_django.models import Delegation, GroupRole

MONDAY = date(2024, 7, 1)


@pytest.fixture
def checked(office, taken):
    """
    A complaint whose reason Li checked at eleven.
    """
    complaint = taken()
    desk.advance_complaint(complaint, "check_reason", by=office.li, at=at(MONDAY, 11))
    return complaint


def hand(person, *roles):
    """
    Somebody's own hand.
    """
    return Hand(by=person, roles=roles)


def test_the_steps_lead_on_from_where_it_stands(checked):
    """
    CPC-07.1: once the reason is checked the case is taken on or refused.
    """
    case = case_of(checked, at(MONDAY, 12))

    assert ["accept_case", "refuse_case"] == [move.name for move in case.moves]


def test_a_policy_without_a_way_has_no_case(taken, settings):
    """
    Where the policy says nothing of complaints, there is nothing to ask.
    """
    settings.VISITCORE = {"POLICY": "ABC"}

    assert case_of(taken(), at(MONDAY, 12)) is None


def test_the_answer_says_in_which_role_or_why_not(office, checked):
    """
    CPC-07.1: the superior takes it on in that role; Li has not the role, and one who has it passes no step of his own.
    """
    case = case_of(checked, at(MONDAY, 12))
    lead = case.ask("accept_case", hand(office.lead, "store_superior"), ())
    li = case.ask("accept_case", hand(office.li, "store"), ())
    own = case.ask("accept_case", hand(office.li, "store_superior"), ())

    assert (True, "store_superior", "") == (lead.allowed, lead.role, lead.why)
    assert [(False, "wrong_role"), (False, "own_request")] == [(one.allowed, one.why) for one in (li, own)]


def test_the_best_answer_is_the_one_that_leads_furthest(office, checked):
    """
    Of two hands the one that may counts, wherever it stands.
    """
    case = case_of(checked, at(MONDAY, 12))
    hands = hand(office.li, "store"), Hand(by=office.li, for_whom=office.lead, roles=("store_superior",))
    best = case.best("accept_case", [hands[0], hand(office.lead, "store_superior")], ())

    assert best.allowed
    assert "own_request" == case.best("accept_case", hands, ()).why


def test_a_person_acts_by_his_own_hand_and_by_that_of_those_he_stands_in_for(office, checked):
    """
    Only hands that have the right and see the complaint count; the system itself has one that may anything.
    """
    Delegation.objects.create(from_user=office.manager, to_user=office.lead, first_day=MONDAY, last_day=MONDAY)
    hands = list(hands_of(office.lead, checked, at(MONDAY, 12)))

    assert [None, office.manager] == [one.for_whom for one in hands]
    assert ("lead", "manager") == hands[1].names
    assert [] == list(hands_of(office.money, checked, at(MONDAY, 12)))
    assert [Hand(by=None)] == list(hands_of(None, checked, at(MONDAY, 12)))


@pytest.mark.parametrize(
    ("about", "own", "out"),
    [([], "before", {"li"}), (["li"], "about", {"li"}), (["wang"], "before", {"li", "wang"})],
)
def test_why_it_is_ones_own_matter_is_told_apart(office, checked, about, own, out):
    """
    CPC-07.1: Li checked the reason, or it is about him; neither he nor the one it is about takes the case on.
    """
    checked.about = about
    case = case_of(checked, at(MONDAY, 12))
    answer = case.ask("accept_case", hand(office.li, "store_superior"), ())

    assert (own, out) == (answer.own, case.out_of(case.moves[0]))
    assert "" == case.ask("accept_case", hand(office.lead, "store_superior"), ()).own


def test_the_step_of_the_one_whom_one_stands_in_for_is_told_as_his(office, checked):
    """
    Wang stands in for Li, who took the step before.
    """
    stand_in = Hand(by=office.wang, for_whom=office.li, roles=("store_superior",))

    assert "stands_in" == case_of(checked, at(MONDAY, 12)).ask("accept_case", stand_in, ()).own


def test_without_four_eyes_only_those_it_is_about_are_kept_out(office, taken, settings):
    """
    CPC-07.1 keeps nobody out of the check; OMS-02.3 keeps Wang out of every step of a complaint about himself.
    """
    told = []
    for policy, area in (("CPC", ""), ("OMS", "sales")):
        settings.VISITCORE = {"POLICY": policy}
        case = case_of(taken(policy, about=["wang"], area=area), at(MONDAY, 12))
        told.append(case.out_of(case.moves[0]))

    assert [set(), {"wang"}] == told


@pytest.fixture
def negotiated(office, taken, settings):
    """
    DCP-05.3: a major complaint that both managers sign for; the step by which one asks to sign.
    """
    settings.VISITCORE = {"POLICY": "DCP"}
    complaint = taken()
    told = ["found_major", "department_manager_told", "general_manager_told"]
    for hour, (move, met) in enumerate((("escalate", told), ("meet", ())), start=11):
        desk.advance_complaint(complaint, move, by=office.cs, met=met, at=at(MONDAY, hour))

    def sign(by, hour):
        met = ["solution_drafted", "approval_minuted"]
        ways = {way.move.name: way for way in desk.ways_of(complaint, by=by, at=at(MONDAY, hour))}
        told = desk.advance_complaint(complaint, "negotiate", by=by, met=met, at=at(MONDAY, hour))
        assert (by.username in ways["negotiate"].out) != ways["negotiate"].open
        return ways["negotiate"].open, told.verdict, complaint.events.filter(kind="negotiate_signed").count()

    return sign


def test_one_person_gives_one_signature_by_whosever_hand(office, negotiated):
    """
    DCP-05.3: who signed does not sign for the manager whom he stands in for, nor the manager whom he signed for again.
    """
    Delegation.objects.create(from_user=office.manager, to_user=office.cs, first_day=MONDAY, last_day=MONDAY)
    Delegation.objects.create(from_user=office.manager, to_user=office.lead, first_day=MONDAY, last_day=MONDAY)

    assert (True, "refused", 1) == negotiated(office.cs, 13)
    assert (False, "refused", 1) == negotiated(office.cs, 14)
    assert (True, "allowed", 1) == negotiated(office.lead, 15)


def test_who_was_signed_for_does_not_sign_as_another(office, negotiated):
    """
    The lead signed for the manager, who acts as manager of customer relations too: that signature is another's.
    """
    Delegation.objects.create(from_user=office.manager, to_user=office.lead, first_day=MONDAY, last_day=MONDAY)
    negotiated(office.lead, 13)
    GroupRole.objects.create(group=office.groups["Department manager"], role="customer_relations_manager")

    assert (False, "refused", 1) == negotiated(office.manager, 14)
    assert (True, "allowed", 1) == negotiated(office.cs, 15)


def test_who_acts_in_both_roles_signs_for_one_of_them(office, negotiated):
    """
    DCP-05.3: two managers negotiate; one who is both is one of them, and the other one may be either.
    """
    for group in ("Department manager", "Customer-service manager"):
        for role in ("department_manager", "customer_relations_manager"):
            GroupRole.objects.get_or_create(group=office.groups[group], role=role)

    assert (True, "refused", 1) == negotiated(office.cs, 13)
    assert (False, "refused", 1) == negotiated(office.cs, 14)
    assert (True, "allowed", 1) == negotiated(office.manager, 15)
