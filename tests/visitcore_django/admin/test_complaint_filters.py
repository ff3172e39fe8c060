import pytest
import time_machine
from django.contrib.admin import site
from visitcore_site.days import NOW

from visitcore_django.admin.complaint_filters import GravityFilter, HandlerFilter, HowFilter, StateFilter
from visitcore_django.models import Complaint, GroupRole


@pytest.fixture
def made(office, rf):
    """
    Makes a filter as the list of somebody makes it.
    """

    def make(kind, user=office.li, **asked):
        request = rf.get("/", asked)
        request.user = user
        told = {name: [value] for name, value in asked.items()}
        with time_machine.travel(NOW, tick=False):
            return kind(request, told, Complaint, site._registry[Complaint]), request

    return make


def rows(made, kind, **asked):
    """
    The numbers that a filter leaves.
    """
    one, request = made(kind, **asked)
    with time_machine.travel(NOW, tick=False):
        return {row.number for row in one.queryset(request, Complaint.objects.all())}


@pytest.fixture
def _three(office):
    """
    One open, one late, one closed.
    """
    told = {"received_at": NOW, "problem": "x", "customer": office.customer()}
    Complaint.objects.create(number="open", state="received", **told)
    Complaint.objects.create(number="late", gravity="major", handler=office.wang, **told, next_due=NOW.replace(hour=9))
    Complaint.objects.create(number="closed", closed_at=NOW, handler=office.li, **told, next_due=NOW.replace(hour=9))


@pytest.mark.usefixtures("_three")
@pytest.mark.parametrize(
    ("kind", "asked", "found"),
    [
        (HowFilter, {}, {"open", "late"}),
        (HowFilter, {"how": "open"}, {"open", "late"}),
        (HowFilter, {"how": "overdue"}, {"late"}),
        (HowFilter, {"how": "closed"}, {"closed"}),
        (HowFilter, {"how": "all"}, {"open", "late", "closed"}),
        (GravityFilter, {"gravity": "major"}, {"late"}),
        (GravityFilter, {"gravity": "unknown"}, {"open", "closed"}),
        (StateFilter, {"state": "received"}, {"open"}),
        (HandlerFilter, {"handler": "me"}, {"closed"}),
        (HandlerFilter, {"handler": "none"}, {"open"}),
        (HandlerFilter, {"handler": "x"}, set()),
        (HandlerFilter, {}, {"open", "late", "closed"}),
    ],
)
def test_each_filter_leaves_what_it_says(made, kind, asked, found):
    """
    Open ones come first; whatever is not understood finds nothing rather than everything.
    """
    assert found == rows(made, kind, **asked)


@pytest.mark.usefixtures("_three")
def test_those_who_handle_what_one_sees_are_offered(office, made):
    """
    Wang handles one of Li's; whoever sees none of them is offered nobody.
    """
    mine = [value for value, _title in made(HandlerFilter)[0].lookup_choices]
    theirs = [value for value, _title in made(HandlerFilter, office.zhao)[0].lookup_choices]

    assert ["me", str(office.wang.pk), "none"] == mine
    assert ["me", "none"] == theirs


def test_a_policy_without_complaints_offers_neither_state_nor_class(made, settings):
    """
    What the policy does not have is no filter.
    """
    settings.VISITCORE = {"POLICY": "ABC"}

    assert [] == made(StateFilter)[0].lookup_choices == made(GravityFilter)[0].lookup_choices


def test_my_turn_is_what_the_roles_of_my_groups_take_next(made, office):
    """
    A role is matched as a whole, wherever it stands among several.
    """
    customer = office.customer()
    told = {"received_at": NOW, "problem": "x", "customer": customer}
    for number, roles in (("K1", "clerk"), ("K2", "head,clerk"), ("K3", "chief_clerk"), ("K4", "head"), ("K5", "")):
        Complaint.objects.create(number=number, next_by=roles, **told)
    GroupRole.objects.create(group=office.li.groups.first(), role="clerk")

    assert {"K1", "K2"} == rows(made, HowFilter, how="mine")
