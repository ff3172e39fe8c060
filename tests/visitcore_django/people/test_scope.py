import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from visitcore_site.days import TODAY
from visitcore_site.rows import new, tables

from visitcore_django.models import Approval, Complaint, Customer, Gift, Team, Visit, VisitPlan
from visitcore_django.people.scope import Scope, follow, scope_of, sees, teams_of, teams_reached, visible

PEOPLE = ["li", "wang", "zhao", "lead", "manager", "cs", "money", "boss", "auditor"]
TABLES = sorted(tables(), key=lambda model: model.__name__)
NO_CUSTOMER = {"approval", "callback", "callbackmatter", "complaint", "complaintevent", "decisionrecord", "reminder"}


@pytest.fixture
def crowd(office):
    """
    The office with a superuser, somebody without groups, and a customer of each seller and of nobody.
    """
    office.root = User.objects.create_superuser("root")
    office.guest = User.objects.create_user("guest")
    office.customers = {name: office.customer(f"C-{name}", owner=getattr(office, name)) for name in PEOPLE[:4]}
    office.customers["nobody"] = Customer.objects.create(code="C-nobody")
    office.customers["team"] = Customer.objects.create(code="C-team", team=office.team)
    return office


@settings(max_examples=settings.default.max_examples // 5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.__name__)
def test_list_and_row_agree(crowd, model, data):
    """
    What somebody sees in a list is what he sees one by one: for every table, person and row.
    """
    person = getattr(crowd, data.draw(st.sampled_from([*PEOPLE, "guest"]), label="whose"))
    whose = [*crowd.customers, *([None] if model._meta.model_name in NO_CUSTOMER else [])]
    customer = crowd.customers.get(data.draw(st.sampled_from(whose), label="customer"))
    viewer = getattr(crowd, data.draw(st.sampled_from([*PEOPLE, "guest", "root"]), label="viewer"))
    with transaction.atomic():
        row = model._base_manager.get(pk=new(model, person, customer).pk)

        listed = list(visible(model._base_manager.filter(pk=row.pk), viewer))
        assert ([row] if sees(viewer, row) else []) == listed
        transaction.set_rollback(True)  # the next example starts afresh


@pytest.mark.parametrize("person", ["boss", "auditor", "cs", "money", "root"])
def test_some_see_every_row(crowd, person):
    """
    The general manager, the auditor, customer service, finance and a superuser see whatever there is, in every table.
    """
    for model in TABLES:
        row = new(model, crowd.zhao, crowd.customers["nobody"])

        assert sees(getattr(crowd, person), row)
        assert row in visible(model._base_manager.all(), getattr(crowd, person))


def test_whoever_is_not_logged_in_sees_nothing(crowd):
    """
    Nobody is nobody: not even what is shared is shown.
    """
    for model in TABLES:
        assert not sees(AnonymousUser(), new(model, crowd.li, crowd.customers["li"]))
        assert not visible(model._base_manager.all(), AnonymousUser()).exists()


@pytest.mark.parametrize(
    ("person", "codes"),
    [
        ("li", {"C-li"}),
        ("wang", {"C-wang"}),
        ("zhao", {"C-zhao"}),
        ("lead", {"C-li", "C-wang", "C-lead", "C-team"}),
        ("manager", {"C-li", "C-wang", "C-lead", "C-team"}),
        ("guest", set()),
    ],
)
def test_own_and_the_teams(crowd, person, codes):
    """
    A salesperson sees the own customers, whoever leads the team's; the other team's stay hidden.
    """
    assert codes == {row.code for row in visible(Customer.objects.all(), getattr(crowd, person))}


def test_what_one_did_oneself_stays_seen(crowd):
    """
    A visit made for a colleague, a complaint handled and an approval asked for are seen by who did it.
    """
    theirs = crowd.customers["zhao"]

    for model in (Visit, Complaint, Approval):
        row = new(model, crowd.li, theirs)
        assert sees(crowd.li, row)
        assert not sees(crowd.wang, row)


def test_a_plan_belongs_to_the_team_of_its_owner(crowd):
    """
    The lead sees the plans of the team, and not those of another.
    """
    assert sees(crowd.lead, new(VisitPlan, crowd.wang, None))
    assert not sees(crowd.lead, new(VisitPlan, crowd.zhao, None))


def test_a_request_goes_with_its_customer(crowd):
    """
    The lead sees what his people ask for about customers of his, or about none; a customer that moved away is hidden.
    """
    theirs, ours, none = (new(Approval, crowd.li, crowd.customers.get(code)) for code in ("zhao", "li", ""))

    assert [False, True, True] == [sees(crowd.lead, row) for row in (theirs, ours, none)]
    assert {ours, none} == set(visible(Approval.objects.all(), crowd.lead))


def test_a_lead_sees_a_team_without_belonging_to_it(crowd):
    """
    Leading a team is enough, and so is belonging to it.
    """
    west = Team.objects.get(code="west")
    west.lead = crowd.lead
    west.save()

    assert tuple(sorted([crowd.team.pk, west.pk])) == teams_of(crowd.lead)
    assert (crowd.team.pk,) == teams_of(crowd.li)
    assert sees(crowd.lead, crowd.customers["zhao"])


@pytest.mark.parametrize(
    ("person", "scope"),
    [("li", Scope.OWN), ("lead", Scope.TEAM), ("auditor", Scope.ALL), ("root", Scope.ALL), ("guest", Scope.OWN)],
)
def test_how_far_each_role_sees(crowd, person, scope):
    """
    Own, team or all is a right of the group.
    """
    assert scope is scope_of(getattr(crowd, person))


def test_a_list_names_a_row_once(crowd):
    """
    A customer that is one's own and one's team's stands once in the list.
    """
    assert 1 == visible(Customer.objects.filter(code="C-lead"), crowd.lead).count()


def test_a_path_leads_to_one_to_many_or_to_nobody(office, row):
    """
    To the owner of the customer, to everybody who changed a gift, and to nobody where there is none, saved or not.
    """
    gift = row(Gift)
    gift.writers.set([office.wang, office.zhao])

    assert [office.li.pk] == list(follow(gift, "customer__owner"))
    assert {office.wang.pk, office.zhao.pk} == set(follow(gift, "writers"))
    assert [] == [*follow(gift, "changed_by"), *follow(Gift(), "writers"), *follow(Gift(), "customer__owner")]


def test_the_teams_of_a_person_are_one_question(office, django_assert_num_queries):
    """
    Those that he leads and the one that he belongs to, each once.
    """
    other = Team.objects.create(code="another", name="Another", lead=office.lead)
    with django_assert_num_queries(1):
        assert tuple(sorted({office.team.pk, other.pk})) == teams_of(office.lead)


def test_the_teams_that_a_row_belongs_to(office):
    """
    A plan is of the team of its owner, a visit of that of its customer; where there is none, of none.
    """
    alone = office.person("chen", "Salesperson")
    plans = [VisitPlan(owner=owner, month=TODAY.replace(day=1)) for owner in (office.li, alone)]
    visit = Visit(customer=office.customer(owner=office.zhao), owner=office.li)

    assert [{office.team.pk}, set()] == [set(teams_reached(plan)) for plan in plans]
    assert office.other_team.pk in set(teams_reached(visit))
