from datetime import date, timedelta
from functools import partial
from random import Random

import pytest
from django.db import transaction
from visitcore_site.cadences import TWICE
from visitcore_site.days import NOW, TODAY, at
from visitcore_site.office import Office
from visitcore_site.together import meanwhile

from visitcore_django import desk
from visitcore_django.desk.due import DUE_COLUMNS, due_of, put_due, refresh_due
from visitcore_django.models import FAR, Customer, CustomerFigure, Excuse, Visit
from visitcore_django.sweep.due import DueSweep


def swept(size=7, on=TODAY):
    """
    Sweep everybody in batches, and add up what came of it.
    """
    cadence, past, seen, changed = DueSweep.open(on), 0, 0, 0
    while True:
        with transaction.atomic():
            done = cadence.after(past, size)
        seen, changed, past = seen + done.seen, changed + done.changed, done.last
        if not done.seen:
            return seen, changed


@pytest.fixture
def crowd(office):
    """
    Customers of every kind, with visits, excuses and figures by chance.
    """
    chance = Random(20240614)
    for number in range(60):
        customer = office.customer(
            f"C{number}",
            grade=chance.choice(["A", "B", "C", "", "vip"]),
            since=chance.choice([None, date(2023, 1, 1), date(2024, 5, 20), date(2024, 7, 1)]),
            region=chance.choice(["", "local", "out_of_town"]),
            active=chance.random() > 0.1,
        )
        for place in range(chance.randrange(6)):
            day = TODAY - timedelta(days=chance.randrange(-20, 300))
            status = chance.choice(["completed", "completed", "planned", "cancelled"])
            Visit.objects.create(customer=customer, owner=office.li, start=at(day, place, 30), status=status)
        if chance.random() < 0.2:
            Excuse.objects.create(
                customer=customer,
                first_day=TODAY.replace(day=1),
                last_day=TODAY.replace(day=30),
                reason="closed",
                state=chance.choice(["approved", "requested"]),
            )
        if chance.random() < 0.3:
            CustomerFigure.objects.create(customer=customer, name="annual_sales", value="7", as_of=TODAY)
    return list(Customer.objects.order_by("pk"))


def columns(row):
    """
    The due columns of a row.
    """
    return {name: getattr(row, name) for name in DUE_COLUMNS}


def test_in_bulk_everybody_stands_as_one_by_one(crowd):
    """
    The quick way gives what the library says of each customer alone.
    """
    expected = {}
    for customer in crowd:
        put_due(customer, due_of(customer, TODAY))
        expected[customer.pk] = columns(customer)

    assert 60 == swept()[0]
    assert expected == {row.pk: columns(row) for row in Customer.objects.all()}


def test_a_second_sweep_changes_nothing(crowd, django_assert_num_queries):
    """
    On the same day nobody stands otherwise; the next day only the day moves for most.
    """
    swept()
    before = list(Customer.objects.order_by("pk").values())

    assert (60, 0) == swept()
    assert before == list(Customer.objects.order_by("pk").values())
    assert 60 == swept(on=TODAY + timedelta(days=1))[0]
    assert {TODAY + timedelta(days=1)} == set(Customer.objects.values_list("due_on", flat=True))


@pytest.mark.parametrize("size", [3, 30])
def test_a_batch_takes_the_same_queries_whatever_its_size(crowd, django_assert_max_num_queries, size):
    """
    Customers, visits and excuses are read once each, and written by two statements.
    """
    cadence = DueSweep.open(TODAY)

    with transaction.atomic(), django_assert_max_num_queries(5):
        cadence.after(0, size)


def test_some_customers_are_refreshed_by_their_keys(crowd):
    """
    Keys that do not follow each other are taken as they are.
    """
    keys = [crowd[3].pk, crowd[50].pk]
    with transaction.atomic():
        done = DueSweep.open(TODAY).of(keys)

    assert 2 == done.seen
    assert set(keys) == set(Customer.objects.filter(due_on=TODAY).values_list("pk", flat=True))


def test_under_a_policy_without_a_word_on_visits_nothing_is_due_any_more(crowd, office):
    """
    HM has rules for meals only: from its first day on everybody stands as one by one, with nothing owed.
    """
    swept()
    office.policy('extends = ["HM"]', since=TODAY)
    expected = {}
    for customer in crowd:
        refresh_due(customer, TODAY)
        expected[customer.pk] = columns(Customer.objects.get(pk=customer.pk))
    Customer.objects.update(due_status="overdue", due_provisional=True, missed=2, overdue_since=TODAY)

    assert (60, 60) == swept()
    assert expected == {row.pk: columns(row) for row in Customer.objects.all()}
    assert {("", None, FAR, False)} == set(
        Customer.objects.values_list("due_status", "overdue_since", "act_by", "due_provisional")
    )


def test_in_bulk_elapsed_periods_are_held_against_the_policy_that_ran_then(crowd, office):
    """
    Two visits a month from June on, by a version of its own; in bulk everybody stands as one by one.
    """
    office.policy('extends = ["ABC"]')
    office.policy(TWICE, since=date(2024, 6, 1))
    expected = {}
    for customer in crowd:
        put_due(customer, due_of(customer, TODAY))
        expected[customer.pk] = columns(customer)

    swept()

    assert expected == {row.pk: columns(row) for row in Customer.objects.all()}


def test_the_policies_are_read_once_for_all_batches(crowd, office, django_assert_max_num_queries):
    """
    However many versions there were, a batch asks for none of them.
    """
    for month in range(1, 7):
        office.policy(TWICE if month % 2 else 'extends = ["ABC"]', since=date(2024, month, 1))
    cadence = DueSweep.open(TODAY)

    with transaction.atomic(), django_assert_max_num_queries(5):
        cadence.after(0, 30)


def test_a_customer_that_does_not_fit_stops_no_other(office):
    """
    A code of blanks only is told, and the others are worked out.
    """
    office.customer("C1")
    office.customer("\u3000")
    with transaction.atomic():
        done = DueSweep.open(TODAY).after(0, 10)

    assert ("\u3000",) == done.failed
    assert 1 == Customer.objects.exclude(due_status="").count()


def test_a_cadence_by_figures_reads_the_figures_of_the_day(office, settings, tmp_path):
    """
    Where the policy asks for a figure, the latest up to the day counts.
    """
    policy = tmp_path / "own.toml"
    policy.write_text(OWN, encoding="utf-8")
    settings.VISITCORE = {"POLICY": str(policy)}
    big, small = office.customer("C1"), office.customer("C2")
    for customer, value in ((big, "200"), (small, "5")):
        CustomerFigure.objects.create(customer=customer, name="annual_sales", value=value, as_of=date(2024, 1, 1))
    swept()

    assert [2, 1] == list(Customer.objects.order_by("code").values_list("owed", flat=True))


OWN = """
name = "own"
extends = ["standard"]

[[parameter]]
key = "visits.cadence"
  [[parameter.history]]
  cites = ["ABC-03.2a"]
  [parameter.history.table]
  inputs = { annual_sales = "number >= 0" }
  outcome = "cadence"
  hit = "unique"
  rows = [
    { when = { annual_sales = ">= 100" }, then = { times = 2, per = "month" }, rule = "ABC-03.2a" },
    { when = { annual_sales = "< 100" }, then = { times = 1, per = "month" }, rule = "ABC-03.2a" },
  ]
"""


@pytest.mark.django_db(transaction=True)
def test_a_visit_recorded_while_the_sweep_looks_counts(monkeypatch):
    """
    ABC-03.2a: the sweep has read the visits and not written yet; the visit of that moment is not overwritten.
    """
    office = Office()
    customer = office.customer()
    told = Visit(customer=customer, owner=office.li, start=at(date(2024, 6, 13)))
    recorded = meanwhile(monkeypatch, DueSweep, "_days", partial(desk.record_visit, told, by=office.li, at=NOW))

    with transaction.atomic():
        DueSweep.open(TODAY).after(0, 10)

    assert told == recorded()
    customer.refresh_from_db()
    assert ("met", 1) == (customer.due_status, customer.done)
