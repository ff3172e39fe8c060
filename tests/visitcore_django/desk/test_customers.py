from datetime import date, timedelta

import pytest
from visitcore_site.days import NOW, TODAY

from visitcore_django import desk
from visitcore_django.models import Customer, CustomerFigure, StaleError

BY_SIZE = """
name = "own"
extends = ["standard"]

[[rule]]
id = "OWN-1"
clause = "1"
kind = "cadence"
strength = "must"
  [rule.text]
  en = "Big customers are visited every month, others every quarter."
  zh = "大客户每月拜访一次，其他每季度一次。"

[[parameter]]
key = "visits.cadence"
unit = "visits"
  [[parameter.history]]
  cites = ["OWN-1"]
    [parameter.history.table]
    inputs = { size = ["big", "small"] }
    outcome = "cadence"
    rows = [
      { when = { size = "big" }, then = { times = 1, per = "month" }, rule = "OWN-1" },
      { when = { size = "small" }, then = { times = 1, per = "quarter" }, rule = "OWN-1" },
    ]
"""


def new(office, **told):
    """
    A customer that is not filed yet.
    """
    return Customer(**{"code": " N1 ", "name": " New ", "grade": "A", "owner": office.li, "since": TODAY, **told})


def test_a_customer_is_filed_with_the_team_of_its_owner(office):
    """
    Where no team is given the owner's is taken, and how the customer stands is known at once.
    """
    row = desk.save_customer(new(office), by=office.lead, at=NOW)

    assert ("N1", "New", office.team) == (row.code, row.name, row.team)
    assert ("due", date(2024, 6, 30)) == (row.due_status, row.next_due)


def test_a_team_that_is_given_stays(office):
    """
    The owner's team is only taken where none is given.
    """
    row = desk.save_customer(new(office, team=office.other_team), by=office.boss_of_all, at=NOW)

    assert office.other_team == row.team


@pytest.fixture(autouse=True)
def _boss_of_all(office):
    office.boss_of_all = office.person("root", "General manager")
    office.boss_of_all.is_superuser = True
    office.boss_of_all.save()


def test_nobody_loses_sight_of_a_customer_by_saving_it(office):
    """
    A lead does not give a customer to another team; who sees every customer may.
    """
    row = office.customer()
    row.owner, row.team = office.zhao, office.other_team
    with pytest.raises(desk.DeskError, match="not see this customer"):
        desk.save_customer(row, by=office.lead, at=NOW)

    assert office.zhao == desk.save_customer(row, by=office.boss_of_all, at=NOW).owner


@pytest.mark.parametrize("person", ["li", "auditor", "zhao"])
def test_only_who_may_saves(office, person):
    """
    A salesperson, an auditor and somebody of another team change nothing.
    """
    row = office.customer()
    row.name = "X"
    with pytest.raises(desk.NotAllowedError):
        desk.save_customer(row, by=getattr(office, person), at=NOW)
    with pytest.raises(desk.NotAllowedError):
        desk.save_customer(new(office), by=getattr(office, person), at=NOW)

    assert ["Customer C1"] == list(Customer.objects.values_list("name", flat=True))


def test_the_owner_is_asked_as_it_was(office):
    """
    Naming oneself as the owner does not open another's customer.
    """
    row = office.customer(owner=office.zhao)
    row.owner, row.team = office.lead, office.team
    with pytest.raises(desk.NotAllowedError):
        desk.save_customer(row, by=office.lead, at=NOW)


def test_an_outdated_customer_is_not_saved(office):
    """
    The second editor is told, and nothing is overwritten.
    """
    first, second = office.customer(), Customer.objects.get()
    desk.save_customer(first, by=office.lead, at=NOW)
    with pytest.raises(StaleError):
        desk.save_customer(second, by=office.lead, at=NOW)


def test_a_code_is_needed(office):
    """
    Blanks are no code.
    """
    with pytest.raises(desk.DeskError, match="Give the customer a code"):
        desk.save_customer(new(office, code="  "), by=office.lead, at=NOW)


def figure(value="1", day=TODAY, name="sales"):
    """
    A figure that is not recorded yet.
    """
    return CustomerFigure(name=name, value=value, as_of=day)


def test_figures_stand_beside_each_other(office):
    """
    Those of another day are added; one of the same day is refused, and none of its form is kept.
    """
    row = office.customer()
    desk.record_figures(row, [figure("1", date(2024, 6, 1))], by=office.lead, at=NOW)
    with pytest.raises(desk.DeskError, match="recorded already"):
        desk.record_figures(row, [figure("2"), figure("3", date(2024, 6, 1))], by=office.lead, at=NOW)

    assert ["1"] == list(row.figures.values_list("value", flat=True))


def test_a_figure_is_not_of_tomorrow(office):
    """
    A figure is known when its day has come.
    """
    with pytest.raises(desk.DeskError):
        desk.record_figures(office.customer(), [figure(day=date(2024, 6, 15))], by=office.lead, at=NOW)


@pytest.mark.parametrize("person", ["li", "auditor"])
def test_only_who_may_records_figures(office, person):
    """
    Neither a salesperson nor an auditor records a figure.
    """
    with pytest.raises(desk.NotAllowedError):
        desk.record_figures(office.customer(), [figure()], by=getattr(office, person), at=NOW)


def test_a_figure_may_change_what_is_due(office):
    """
    Where the policy asks for visits by a figure, recording it changes the due columns at once.
    """
    office.policy(BY_SIZE)
    row = office.customer(since=date(2024, 5, 1))
    desk.record_figures(row, [figure("small", date(2024, 6, 1), "size")], by=office.lead, at=NOW)
    assert "due" == Customer.objects.get().due_status

    desk.record_figures(row, [figure("big", date(2024, 6, 2), "size")], by=office.lead, at=NOW)
    assert "overdue" == Customer.objects.get().due_status


def test_a_customer_stands_as_the_rules_say_whatever_the_row_says(office):
    """
    ABC-03.2a: never visited, an A customer is not met by its own word; nor does a row of ours come from elsewhere.
    """
    customer = desk.save_customer(Customer(code="C9", grade="A", owner=office.li), by=office.lead, at=NOW)
    customer.due_status, customer.done, customer.source_key, customer.name = "met", 9, "7", "Nine"
    desk.save_customer(customer, by=office.lead, at=NOW)
    kept = Customer.objects.get(pk=customer.pk)

    assert ("Nine", 0, None) == (kept.name, kept.done, kept.source_key)
    assert "met" != kept.due_status


def test_a_grade_is_one_that_the_policy_knows(office):
    """
    ABC-03: A, B or C, and none that comes from memory; one that is on record already stays.
    """
    with pytest.raises(desk.DeskError, match="“Q” is not known here; write one of: A") as caught:
        desk.save_customer(new(office, grade="Q"), by=office.lead, at=NOW)
    row = office.customer(grade="Q")
    row.name = "Renamed"

    assert "grade" == caught.value.column
    assert ("Renamed", "Q") == (desk.save_customer(row, by=office.lead, at=NOW).name, row.grade)
    row.grade = "R"
    with pytest.raises(desk.DeskError, match="not known here"):
        desk.save_customer(row, by=office.lead, at=NOW)


def test_nobody_is_a_customer_since_a_day_to_come(office):
    """
    Since today is taken, since tomorrow is not.
    """
    assert desk.save_customer(new(office, since=TODAY), by=office.lead, at=NOW).pk
    with pytest.raises(desk.DeskError, match="lies ahead") as caught:
        desk.save_customer(new(office, code="N2", since=TODAY + timedelta(days=1)), by=office.lead, at=NOW)

    assert "since" == caught.value.column


@pytest.mark.parametrize(
    ("name", "value", "column"),
    [("price_index", "many", "value"), (" ", "1", "name"), ("sales", " ", "value"), ("own", "", "value")],
)
def test_a_figure_holds_what_it_is(office, name, value, column):
    """
    Words are no ratio, and without a name or a value there is no figure; none beside it is kept either.
    """
    with pytest.raises(desk.DeskError) as caught:
        desk.record_figures(
            office.customer(), [figure(), figure(value, date(2024, 6, 1), name)], by=office.lead, at=NOW
        )

    assert column == caught.value.column
    assert not CustomerFigure.objects.exists()
