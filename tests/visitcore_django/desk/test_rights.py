from datetime import date

import pytest
from django.contrib.auth.models import User
from django.utils import translation
from visitcore_site.days import TODAY

from visitcore_django.desk.errors import FourEyesError, NotAllowedError
from visitcore_django.desk.rights import demand, hand_of
from visitcore_django.models import Delegation, Excuse, VisitPlan

RIGHT = "approve_visitplan"
FIRST, LAST = date(2024, 6, 10), date(2024, 6, 14)


@pytest.fixture
def plan(office):
    """
    Li's plan for July.
    """
    return VisitPlan.objects.create(owner=office.li, month=date(2024, 7, 1))


def stand_in(person, other):
    """
    From the tenth to the fourteenth *other* stands in for *person*.
    """
    return Delegation.objects.create(from_user=person, to_user=other, first_day=FIRST, last_day=LAST)


def test_the_system_itself_may_anything(office):
    """
    What the sweep does is asked of nobody.
    """
    demand(None, "add_visit", office.customer())


def test_who_has_the_right_and_sees_the_row_may(office):
    """
    Li may plan a visit at an own customer.
    """
    demand(office.li, "add_visit", office.customer())
    demand(office.li, "add_visit")


def test_who_has_not_the_right_may_not(office):
    """
    The auditor sees the customer and may not plan a visit; the message names the right.
    """
    with pytest.raises(NotAllowedError, match="add_visit"):
        demand(office.auditor, "add_visit", office.customer())


def test_who_does_not_see_the_row_may_not(office):
    """
    Wang has the right, and not this customer.
    """
    with pytest.raises(NotAllowedError, match="outside"):
        demand(office.wang, "add_visit", office.customer())


def test_whose_account_is_switched_off_may_not(office):
    """
    A right that one had is gone with the account.
    """
    office.li.is_active = False

    with pytest.raises(NotAllowedError):
        demand(office.li, "add_visit", office.customer())


def test_the_lead_decides_by_his_own_hand(office, plan):
    """
    Who has the right stands in for nobody, and decides in the roles of his groups.
    """
    hand = hand_of(office.lead, RIGHT, office.li, plan, TODAY)

    assert hand.for_whom is None
    assert {"department_supervisor", "supervisor"} <= set(hand.roles)


@pytest.mark.parametrize("person", ["li", "lead", "boss"])
def test_nobody_decides_on_his_own(office, plan, person):
    """
    Not even the general manager approves what he has asked for.
    """
    asked = getattr(office, person)

    with pytest.raises(FourEyesError):
        hand_of(asked, RIGHT, asked, plan, TODAY)


def test_who_wrote_it_does_not_decide_when_somebody_else_hands_it_in(office, row):
    """
    Both are kept from it: who wrote the row, and who asked for its approval.
    """
    excuse = row(Excuse, requested_by=office.lead)

    for person in (office.lead, office.manager):
        with pytest.raises(FourEyesError):
            hand_of(person, "approve_excuse", office.manager, excuse, TODAY)
    assert hand_of(office.boss, "approve_excuse", office.manager, excuse, TODAY).for_whom is None


def test_not_even_a_superuser_decides_on_his_own(office, plan):
    """
    All rights are not two pairs of eyes.
    """
    root = User.objects.create_superuser("root")
    assert hand_of(root, RIGHT, office.li, plan, TODAY).for_whom is None

    with pytest.raises(FourEyesError):
        hand_of(root, RIGHT, root, plan, TODAY)


@pytest.mark.parametrize(
    ("day", "may"),
    [(date(2024, 6, 9), False), (FIRST, True), (date(2024, 6, 12), True), (LAST, True), (date(2024, 6, 15), False)],
)
def test_who_stands_in_decides_on_the_days_of_it(office, plan, day, may):
    """
    From the first day to the last, and neither the day before nor the day after.
    """
    stand_in(office.lead, office.wang)
    if may:
        assert office.lead == hand_of(office.wang, RIGHT, office.li, plan, day).for_whom
    else:
        with pytest.raises(NotAllowedError):
            hand_of(office.wang, RIGHT, office.li, plan, day)


def test_standing_in_does_not_approve_the_request_of_the_one_who_is_away(office):
    """
    The lead's own plan is not approved by the lead's hand, whoever moves it.
    """
    own = VisitPlan.objects.create(owner=office.lead, month=date(2024, 7, 1))
    stand_in(office.lead, office.wang)

    with pytest.raises(FourEyesError):
        hand_of(office.wang, RIGHT, office.lead, own, TODAY)


def test_standing_in_does_not_open_ones_own_request(office, plan):
    """
    Li stands in for the lead, and still does not approve Li's plan.
    """
    stand_in(office.lead, office.li)

    with pytest.raises(FourEyesError):
        hand_of(office.li, RIGHT, office.li, plan, TODAY)


def test_standing_in_for_one_of_two(office):
    """
    The lead asks and the manager is away too: by the manager's hand it may be approved.
    """
    own = VisitPlan.objects.create(owner=office.lead, month=date(2024, 7, 1))
    stand_in(office.lead, office.wang)
    stand_in(office.manager, office.wang)

    assert office.manager == hand_of(office.wang, RIGHT, office.lead, own, TODAY).for_whom


def test_nobody_signs_again_for_one_who_has_signed(office, plan):
    """
    The lead has signed: Wang, who stands in for him, gives no second signature of his; for the manager he gives one.
    """
    stand_in(office.lead, office.wang)
    signed = {office.lead.pk}
    with pytest.raises(NotAllowedError):
        hand_of(office.wang, RIGHT, office.li, plan, TODAY, but=signed)
    stand_in(office.manager, office.wang)

    assert office.manager == hand_of(office.wang, RIGHT, office.li, plan, TODAY, but=signed).for_whom


def test_standing_in_ends_with_one_step(office, plan):
    """
    Who stands in hands it on to nobody.
    """
    stand_in(office.lead, office.wang)
    stand_in(office.wang, office.zhao)

    with pytest.raises(NotAllowedError):
        hand_of(office.zhao, RIGHT, office.li, plan, TODAY)


def test_a_lead_decides_for_the_own_team(office):
    """
    A plan of the other team waits for its own lead.
    """
    theirs = VisitPlan.objects.create(owner=office.zhao, month=date(2024, 7, 1))

    with pytest.raises(NotAllowedError):
        hand_of(office.lead, RIGHT, office.zhao, theirs, TODAY)


def test_a_plan_outside_ones_scope_says_so_and_names_no_role(office, plan):
    """
    The department manager has the role; what keeps him is that the plan is another team's, or nobody's.
    """
    needs = ["department_supervisor"]
    assert hand_of(office.manager, RIGHT, office.li, plan, TODAY, needs).roles
    theirs = VisitPlan.objects.create(owner=office.zhao, month=date(2024, 7, 1))
    alone = office.person("chen", "Salesperson")
    mine = VisitPlan.objects.create(owner=alone, month=date(2024, 7, 1))
    with pytest.raises(NotAllowedError, match="outside what you look after; ask somebody who looks after it") as caught:
        hand_of(office.manager, RIGHT, office.zhao, theirs, TODAY, needs)
    with pytest.raises(NotAllowedError, match="is in no team"):
        hand_of(office.manager, RIGHT, alone, mine, TODAY, needs)

    assert "supervisor" not in str(caught.value)


def test_a_role_that_is_needed_must_be_there(office, plan):
    """
    Where the policy asks for the general manager, the lead's right is not enough, and the message says whose is.
    """
    assert hand_of(office.boss, RIGHT, office.li, plan, TODAY, ["general_manager"]).for_whom is None

    with pytest.raises(NotAllowedError, match="general manager"):
        hand_of(office.lead, RIGHT, office.li, plan, TODAY, ["general_manager"])


def test_the_system_approves_nothing(office, plan):
    """
    An approval is a person's.
    """
    with pytest.raises(NotAllowedError, match="by a person"):
        hand_of(None, RIGHT, office.li, plan, TODAY)


def test_a_row_is_seen_as_it_is_stored(office):
    """
    Zhao's customer, called Li's in memory, is still Zhao's; and Li's own is not his once he has given it away.
    """
    theirs, own = office.customer("Z1", owner=office.zhao), office.customer("L1")
    demand(office.li, "change_visit", own)
    theirs.owner, own.owner = office.li, office.zhao

    for row in (theirs, own):
        with pytest.raises(NotAllowedError, match="outside"):
            demand(office.li, "change_visit", row)
    demand(office.manager, "change_visit", office.customer("L2"))


def test_whose_turn_it_is_is_said_in_words(office, plan):
    """
    The roles of the policy as they are called elsewhere; where none is asked for, no name of a right.
    """
    with translation.override("zh-hans"), pytest.raises(NotAllowedError, match="（部门负责人、主管）审批"):
        hand_of(office.wang, RIGHT, office.li, plan, TODAY, ["department_head", "supervisor"])
    with pytest.raises(NotAllowedError, match=r"^This waits for somebody else; you cannot decide it[.]$"):
        hand_of(office.wang, RIGHT, office.li, plan, TODAY)
