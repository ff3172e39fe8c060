import pytest
from visitcore_site.days import NOW, TODAY

from visitcore_django import desk
from visitcore_django.desk.gift_drawing import drawing, may_draw
from visitcore_django.models import Approval, DecisionRecord, Gift, GiftItem, GroupRole, StockMovement

State = Gift.State
KEEPER = """
[[rule]]
id = "OWN-1"
clause = "1"
kind = "flow"
strength = "must"
text = { en = "The keeper draws gifts.", zh = "礼品由保管员领出。" }

[[parameter]]
key = "gifts.drawing"
  [[parameter.history]]
  cites = ["OWN-1"]
    [parameter.history.flow]
    start = "signed"
    ends = ["drawn"]
    states = ["signed", "drawn"]
    moves = [{ name = "draw", from = "signed", to = "drawn", by = ["keeper"], rule = "OWN-1" }]
"""


@pytest.fixture
def waiting(office, settings):
    """
    Asks for two of a gift under the rules for premiums, in a promotion or not; the lead is of the campaign team.
    """
    settings.VISITCORE = {"POLICY": "GFT"}
    GroupRole.objects.create(group=office.groups["Team lead"], role="campaign_team")
    tea = GiftItem.objects.create(code="TEA", name="Tea", value=80, stock=5)
    told = {"customer": office.customer(), "item": tea, "quantity": 2, "on": TODAY}

    def ask(in_promotion):
        row = Gift(in_promotion=in_promotion, **told)
        desk.request_gift(row, by=office.lead if in_promotion else office.li, at=NOW)
        return desk.approve(Approval.objects.get(), by=office.manager, at=NOW)

    return ask


@pytest.fixture
def approved(waiting):
    """
    A gift in a promotion, approved.
    """
    return waiting(True)


def test_it_is_drawn_on_a_slip_by_the_team(office, approved):
    """
    GFT-04b: signed, with a slip and by a member it is drawn; that leaves the store, and is recorded with the clause.
    """
    done = desk.draw_gift(approved, by=office.lead, slip=" LY-7 ", at=NOW)
    record = DecisionRecord.objects.filter(name="make_move").latest("pk")

    assert (State.GIVEN, "LY-7", "GFT-04b") == (done.state, done.slip, done.rule)
    assert ("allowed", "drawn") == (record.verdict, record.answer["outcome"]["state"])
    assert (3, -2) == (GiftItem.objects.get().stock, StockMovement.objects.get().quantity)


@pytest.mark.parametrize(
    ("who", "slip", "says"),
    [("lead", " ", "drawing slip"), ("li", "LY-7", "campaign team"), ("zhao", "LY-7", "look after")],
)
def test_nothing_leaves_without_slip_or_by_another(office, approved, who, slip, says):
    """
    GFT-04b: without its slip, by somebody outside the team, or for another's customer nothing is drawn.
    """
    with pytest.raises(desk.DeskError, match=says):
        desk.draw_gift(approved, by=getattr(office, who), slip=slip, at=NOW)

    assert (State.APPROVED, 5) == (Gift.objects.get().state, GiftItem.objects.get().stock)


def test_a_gift_is_drawn_once_and_only_when_it_is_approved(office, approved):
    """
    A double click draws once; a second time, and a gift that was called off, are not drawn.
    """
    first = desk.draw_gift(approved, by=office.lead, slip="LY-7", at=NOW, token="t1")
    assert first == desk.draw_gift(approved, by=office.lead, slip="LY-7", at=NOW, token="t1")
    with pytest.raises(desk.WrongStateError):
        desk.draw_gift(approved, by=office.lead, slip="LY-8", at=NOW)

    assert 3 == GiftItem.objects.get().stock


def test_an_empty_store_gives_nothing(office, approved):
    """
    With one left two are not drawn, and the gift stays approved.
    """
    GiftItem.objects.update(stock=1)
    with pytest.raises(desk.DeskError, match="only 1"):
        desk.draw_gift(approved, by=office.lead, slip="LY-7", at=NOW)

    assert (State.APPROVED, "") == (Gift.objects.get().state, Gift.objects.get().slip)


def test_outside_promotions_everybody_draws_who_may_write_gifts(office, waiting):
    """
    GFT-04a speaks of promotions only: outside of them Li, of no team, draws what the supervisor has signed, on a slip.
    """
    row = waiting(False)
    with pytest.raises(desk.DeskError, match="drawing slip"):
        desk.draw_gift(row, by=office.li, at=NOW)
    done = desk.draw_gift(row, by=office.li, slip="LY-7", at=NOW)

    assert (State.GIVEN, 3) == (done.state, GiftItem.objects.get().stock)


def test_where_the_way_itself_names_who_draws_it_is_for_them(office):
    """
    A company has its storekeeper draw, in a promotion or not, and says nothing more of premiums.
    """
    office.policy(KEEPER)
    GroupRole.objects.create(group=office.groups["Team lead"], role="keeper")
    tea = GiftItem.objects.create(code="TEA", name="Tea", value=80, stock=5)
    row = Gift.objects.create(
        customer=office.customer(), item=tea, on=TODAY, state=State.APPROVED, requested_by=office.li
    )
    with pytest.raises(desk.NotAllowedError, match="keeper"):
        desk.draw_gift(row, by=office.li, at=NOW)

    assert State.GIVEN == desk.draw_gift(row, by=office.lead, at=NOW).state


def test_what_the_way_asks_for_besides_is_asked_for(office):
    """
    The company wants a photo of what leaves the store, which nobody can hand in here: nothing is drawn.
    """
    office.policy(KEEPER.replace('by = ["keeper"]', 'by = ["keeper"], needs = ["photo"]'))
    GroupRole.objects.create(group=office.groups["Team lead"], role="keeper")
    tea = GiftItem.objects.create(code="TEA", name="Tea", value=80, stock=5)
    row = Gift.objects.create(
        customer=office.customer(), item=tea, on=TODAY, state=State.APPROVED, requested_by=office.li
    )
    with pytest.raises(desk.DeskError, match=r"does not let this gift be drawn yet: .*OWN-1"):
        desk.draw_gift(row, by=office.lead, at=NOW)

    assert (State.APPROVED, 5) == (Gift.objects.get().state, GiftItem.objects.get().stock)


def test_where_drawing_is_no_step_any_more_it_is_given_as_it_is(office, approved, settings):
    """
    The company has dropped the rules for premiums between approval and drawing.
    """
    settings.VISITCORE = {"POLICY": "HM"}
    done = desk.draw_gift(approved, by=office.li, at=NOW)

    assert (State.GIVEN, 3) == (done.state, GiftItem.objects.get().stock)


def test_who_draws_hangs_on_the_policy_and_the_gift(office, settings):
    """
    In a promotion the campaign team, and whoever may anything; the standard policy has gifts given as approved.
    """
    assert drawing(TODAY) is None
    settings.VISITCORE = {"POLICY": "GFT"}
    move = drawing(TODAY)
    inside, outside = (Gift(on=TODAY, in_promotion=there) for there in (True, False))
    assert [False, True] == [may_draw(gift, office.li, move) for gift in (inside, outside)]
    office.li.is_superuser = True

    assert may_draw(inside, office.li, move)
