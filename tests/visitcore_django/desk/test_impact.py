from datetime import date, timedelta

import pytest
from visitcore_site.days import NOW, TODAY, at

from visitcore_django import desk
from visitcore_django.desk.impact import difference, impact
from visitcore_django.models import Customer, PolicyVersion, Visit

MONTHLY_B = """
extends = ["standard"]

[[rule]]
id = "OWN-1"
clause = "1"
kind = "cadence"
strength = "required"
text = { en = "B customers are visited every month.", zh = "B类客户每月拜访。" }

[[parameter]]
key = "visits.cadence"
unit = "visits"
  [[parameter.history]]
  since = 2024-07-01
    [parameter.history.table]
    inputs = { grade = ["A", "B", "C"] }
    outcome = "cadence"
    rows = [
      { when = { grade = "A" }, then = { times = 1, per = "month" }, rule = "OWN-1" },
      { when = { grade = "B" }, then = { times = 1, per = "month" }, rule = "OWN-1" },
      { when = { grade = "C" }, then = { times = 1, per = "half-year" }, rule = "OWN-1" },
    ]
"""
EVE, CHANGE = date(2024, 6, 30), date(2024, 7, 1)


@pytest.fixture
def version(office):
    """
    A draft that visits B customers every month instead of every quarter, from July on.
    """
    for number, grade in enumerate("ABCBX"):
        customer = office.customer(f"C{number}", grade=grade)
        Visit.objects.create(customer=customer, owner=office.li, start=at(date(2024, 6, 3)), status="completed")
    made = PolicyVersion(name="own", toml=MONTHLY_B, in_force_from=TODAY)
    return desk.save_draft(made, by=office.manager)


def publish(version, office):
    """
    The version, in force.
    """
    return desk.publish_policy(desk.submit_policy(version, by=office.manager, at=NOW), by=office.boss, at=NOW)


def test_the_difference_says_what_changes_and_from_which_day(version):
    """
    One value changes, from the first of July on, and the policy of the settings is the old one.
    """
    told = difference(version)
    [change] = told.changes

    assert "standard" == told.old.policy.name
    assert ("visits.cadence", CHANGE, None) == (change.key, change.span.since, change.span.until)


def test_exactly_the_customers_of_the_changed_grade_are_named(office, version):
    """
    On the first day of the change the two B customers are due by the end of July instead of September.
    """
    found = impact(difference(version), office.boss, TODAY)

    assert CHANGE == found.on
    assert (5, 5, 2) == (found.total, found.seen, found.changed)
    assert ["C1", "C3"] == [one.customer.code for one in found.named]
    assert {date(2024, 9, 30)} == {one.before.next_due for one in found.named}
    assert {date(2024, 7, 31)} == {one.after.next_due for one in found.named}
    assert {"OWN-1"} == {one.rule for one in found.named}


def test_on_the_day_before_nobody_is_changed(office, version):
    """
    The last day of June is judged alike by both.
    """
    assert 0 == impact(difference(version), office.boss, TODAY, on=EVE).changed


def test_who_moves_from_one_status_to_another_is_counted(office, version):
    """
    Visited in July: enough for the quarter; in August, under the new rule, due again.
    """
    for code in ("C1", "C3"):
        Visit.objects.create(
            customer=Customer.objects.get(code=code), owner=office.li, start=at(date(2024, 7, 2)), status="completed"
        )

    assert {("met", "due"): 2} == impact(difference(version), office.boss, TODAY, on=date(2024, 8, 5)).moves


def test_a_stricter_rule_forgives_nobody(office, version):
    """
    Who missed the second quarter under the old rule is overdue from July on under the new one too.
    """
    Visit.objects.all().delete()

    told = impact(difference(version), office.boss, TODAY)

    assert {"overdue"} == {state.status for one in told.named for state in (one.before, one.after)}
    assert 2 == told.changed
    assert not told.moves


def test_only_customers_in_scope_are_looked_at(office, version):
    """
    The lead of the east does not see the west's customers, and those who left are nobody's.
    """
    office.customer("W1", grade="B", owner=office.zhao)
    office.customer("G1", grade="B", active=False)

    assert ["C1", "C3"] == [one.customer.code for one in impact(difference(version), office.lead, TODAY).named]
    assert 6 == impact(difference(version), office.boss, TODAY).total


def test_many_customers_are_sampled_and_it_says_so(office, version):
    """
    Of five customers at most two are wanted: every third is looked at, and none twice.
    """
    found = impact(difference(version), office.boss, TODAY, most=2)

    assert (5, 3) == (found.total, found.every)
    assert found.seen == Customer.objects.extra(where=["id %% 3 = 0"]).count() <= 2


def test_a_version_is_held_against_what_it_takes_the_place_of(office, version):
    """
    A second version that says the same changes nothing; the first, looked at later, is still held against what was.
    """
    first = publish(version, office)
    same = desk.save_draft(PolicyVersion(name="again", toml=MONTHLY_B, in_force_from=CHANGE), by=office.manager)

    assert () == difference(same).changes
    assert ["visits.cadence"] == [change.key for change in difference(first).changes]


def test_a_change_ends_where_the_next_version_begins(office, version):
    """
    A version that governs in June only changes nothing that begins in July.
    """
    publish(version, office)
    june = 'extends = ["standard"]\nname = "june"\n'
    short = desk.save_draft(
        PolicyVersion(name="june", toml=june, in_force_from=date(2024, 6, 1), note="late"), by=office.manager
    )

    assert (date(2024, 6, 1), TODAY) == (difference(short).days.since, difference(short).days.until)
    assert () == difference(short).changes
    assert impact(difference(short), office.boss, TODAY) is None


def test_a_policy_without_a_cadence_leaves_everybody_without_a_day(office, version):
    """
    Meals only: nobody could be told when to be visited, and all of them are counted.
    """
    meals = desk.save_draft(
        PolicyVersion(name="meals", toml='extends = ["HM"]\n', in_force_from=TODAY), by=office.manager
    )
    found = impact(difference(meals), office.boss, TODAY)

    assert found.seen == found.changed == 5
    assert all(one.after is None for one in found.named)


def test_it_takes_as_many_queries_for_many_as_for_few(office, version, django_assert_max_num_queries):
    """
    Batches, not customers, are what costs.
    """
    told = difference(version)
    for number in range(30):
        office.customer(f"M{number}", grade="B", since=TODAY - timedelta(days=number))

    with django_assert_max_num_queries(20):
        impact(told, office.boss, TODAY)
