from datetime import date

import pytest
from attrs import evolve
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from visitcore_site.cadences import TIMES
from visitcore_site.days import NOW, TODAY, at
from visitcore_site.office import Office
from visitcore_site.together import together

from visitcore_django import desk
from visitcore_django.desk.due import DUE_COLUMNS, due_of, due_of_many, hold, put_due, refresh_due, refresh_many
from visitcore_django.models import FAR, Approval, Customer, CustomerFigure, DecisionRecord, Excuse, Promise, Visit


def visited(customer, *days, hour=10, minute=0, status=Visit.Status.COMPLETED):
    """
    Visits made to a customer.
    """
    for day in days:
        Visit.objects.create(customer=customer, owner=customer.owner, start=at(day, hour, minute), status=status)


def standing(customer, on):
    """
    What is stored of a customer after looking on a day.
    """
    refresh_due(customer, on)
    row = Customer.objects.get(pk=customer.pk)
    return row.due_status, row.done, row.missed, row.next_due, row.overdue_since


@pytest.mark.parametrize(
    ("grade", "visit", "on", "expected"),
    [
        # A: one visit a calendar month (ABC-03.2a)
        ("A", date(2024, 5, 31), date(2024, 5, 31), ("met", 1, 0, date(2024, 6, 30), None)),
        ("A", date(2024, 5, 31), date(2024, 6, 1), ("due", 0, 0, date(2024, 6, 30), None)),
        ("A", date(2024, 5, 31), date(2024, 6, 30), ("due", 0, 0, date(2024, 6, 30), None)),
        ("A", date(2024, 5, 31), date(2024, 7, 1), ("overdue", 0, 1, date(2024, 7, 31), date(2024, 7, 1))),
        ("A", date(2024, 6, 1), date(2024, 6, 1), ("met", 1, 0, date(2024, 7, 31), None)),
        # B: one a calendar quarter (ABC-03.2b)
        ("B", date(2024, 3, 31), date(2024, 6, 30), ("due", 0, 0, date(2024, 6, 30), None)),
        ("B", date(2024, 3, 31), date(2024, 7, 1), ("overdue", 0, 1, date(2024, 9, 30), date(2024, 7, 1))),
        ("B", date(2024, 4, 1), date(2024, 6, 30), ("met", 1, 0, date(2024, 9, 30), None)),
        # C: one a calendar half-year (ABC-03.2c)
        ("C", date(2024, 1, 1), date(2024, 6, 30), ("met", 1, 0, date(2024, 12, 31), None)),
        ("C", date(2024, 6, 30), date(2024, 7, 1), ("due", 0, 0, date(2024, 12, 31), None)),
        ("C", date(2024, 6, 30), date(2025, 1, 1), ("overdue", 0, 1, date(2025, 6, 30), date(2025, 1, 1))),
    ],
)
def test_the_columns_keep_to_the_periods_of_the_grade(office, grade, visit, on, expected):
    """
    ABC-03.2: a visit counts for its calendar month, quarter or half-year, to its last day and not a day longer.
    """
    since = {"A": visit.replace(day=1), "B": date(2024, 1 if visit.month < 4 else 4, 1)}.get(grade, date(2024, 1, 1))
    customer = office.customer(grade=grade, since=since)
    visited(customer, visit)

    assert expected == standing(customer, on)


@pytest.mark.parametrize(("day", "hour", "minute", "done"), [(31, 23, 59, 0), (1, 0, 0, 1)])
def test_a_visit_has_its_day_where_the_office_is(office, day, hour, minute, done):
    """
    ABC-03.2a: a visit one minute before midnight of the 31st of May is May's, at midnight it is June's.
    """
    customer = office.customer()
    visited(customer, date(2024, 5 if day == 31 else 6, day), hour=hour, minute=minute)

    assert done == standing(customer, TODAY)[1]


def test_only_visits_that_were_made_count(office):
    """
    Neither a planned nor a cancelled visit makes the month met.
    """
    customer = office.customer(since=date(2024, 6, 1))
    visited(customer, date(2024, 6, 3), status=Visit.Status.PLANNED)
    visited(customer, date(2024, 6, 4), status=Visit.Status.CANCELLED)

    assert ("due", 0, 0, date(2024, 6, 30), None) == standing(customer, TODAY)


@pytest.mark.parametrize(
    ("customer", "visit", "act_by"),
    [
        ({"since": date(2024, 1, 1)}, None, date(2024, 2, 1)),
        ({"since": date(2024, 6, 1)}, None, date(2024, 6, 30)),
        ({"since": date(2024, 6, 1)}, date(2024, 6, 3), date(2024, 7, 31)),
        ({"grade": "D"}, None, FAR),
        ({"active": False}, None, FAR),
    ],
)
def test_the_list_is_sorted_by_the_day_to_act_by(office, customer, visit, act_by):
    """
    Overdue customers come by the day since when, others by the day by which, and those nobody need visit last.
    """
    row = office.customer(**customer)
    visited(row, *filter(None, [visit]))
    refresh_due(row, TODAY)

    assert act_by == Customer.objects.get().act_by


def test_an_approved_excuse_counts_and_another_does_not(office):
    """
    Days excused by somebody else take the month off; days only asked for do not.
    """
    customer = office.customer(since=date(2024, 6, 1))
    excuse = Excuse.objects.create(
        customer=customer,
        first_day=date(2024, 6, 1),
        last_day=date(2024, 6, 30),
        reason="closed",
        requested_by=office.li,
    )

    assert "due" == standing(customer, TODAY)[0]
    excuse.state = Excuse.State.APPROVED
    excuse.save()
    assert "excused" == standing(customer, TODAY)[0]


def test_a_customer_who_is_not_active_stands_in_no_due_list(office):
    """
    The last visit stays; everything that asks for a visit is emptied.
    """
    customer = office.customer(active=False)
    visited(customer, date(2024, 2, 1))
    refresh_due(customer, TODAY)
    row = Customer.objects.get()

    assert ("", None, None, None, date(2024, 2, 1)) == (
        row.due_status,
        row.next_due,
        row.overdue_since,
        row.owed,
        row.last_visit,
    )


def test_a_grade_that_the_policy_does_not_know_is_kept_with_what_is_missing(office):
    """
    ABC-03.2 knows A, B and C; a customer of grade D cannot be told, and the row says which grade it was.
    """
    customer = office.customer(grade="D")
    refresh_due(customer, TODAY)
    row = Customer.objects.get()

    assert "undetermined" == row.due_status
    assert "grade = D" in row.due_missing


def test_refreshing_leaves_the_version_alone(office):
    """
    Somebody who has the customer's page open can still save it after a refresh.
    """
    customer = office.customer()
    refresh_due(customer, TODAY)
    refresh_many([customer], TODAY)

    assert 0 == Customer.objects.get().version


@pytest.fixture
def mixed(office):
    """
    Customers of every kind: visited, excused, unknown, with figures, in every grade.
    """
    rows = [office.customer(f"C{n}", grade="ABCD"[n % 4], active=n != 9) for n in range(12)]
    for place, row in enumerate(rows):
        visited(row, *[date(2024, month, 5) for month in range(1, 1 + place % 7)])
        CustomerFigure.objects.create(customer=row, name="sales", value=str(place), as_of=TODAY)
    Excuse.objects.create(
        customer=rows[4], first_day=TODAY.replace(day=1), last_day=date(2024, 6, 30), reason="x", state="approved"
    )
    return rows


def test_many_at_once_are_told_as_one_by_one(mixed):
    """
    The batch and the single answer agree column by column.
    """
    refresh_many(list(Customer.objects.select_related("owner").order_by("pk")), TODAY)

    for row in Customer.objects.order_by("pk"):
        alone = Customer.objects.get(pk=row.pk)
        put_due(alone, due_of(alone, TODAY))
        assert [getattr(alone, name) for name in DUE_COLUMNS] == [getattr(row, name) for name in DUE_COLUMNS]


def test_many_take_as_many_queries_as_few(mixed):
    """
    Twelve customers are read in as many queries as two.
    """
    rows = list(Customer.objects.select_related("owner"))
    counts = []
    for some in (rows[:2], rows):
        with CaptureQueriesContext(connection) as seen:
            due_of_many(some, TODAY)
        counts.append(len(seen))

    assert counts[0] == counts[1]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("not connection.features.has_select_for_no_key_update", reason="no lock that spares the key")
def test_a_customer_that_is_held_may_still_be_named():
    """
    While it is worked out how a customer stands, a promise to it is written down without waiting.
    """
    customer = Office().customer()

    def promise():
        connection.cursor().execute("SET lock_timeout = '5s'")
        return Promise.objects.create(customer=customer, what="a sample", made=TODAY)

    with transaction.atomic():
        hold(customer)
        [said] = together(promise)

    assert isinstance(said, Promise), said


@pytest.mark.parametrize("leans", [True, False])
@pytest.mark.parametrize("active", [True, False])
def test_what_leans_on_a_year_that_is_not_announced_is_marked(office, leans, active):
    """
    The column says what the decision says; for a customer who is not active it says nothing.
    """
    customer = office.customer(active=active)
    put_due(customer, evolve(due_of(customer, TODAY), provisional=leans))

    assert (leans and active) is customer.due_provisional


@pytest.fixture
def _silent(settings):
    """
    HM has rules for meals only.
    """
    settings.VISITCORE = {"POLICY": "HM"}


@pytest.mark.usefixtures("_silent")
def test_under_a_policy_without_a_word_on_visits_nothing_is_due(office):
    """
    Customers are filed and visits recorded; only the last visit is kept, whatever stood there before.
    """
    stood = {"due_status": "overdue", "owed": 1, "overdue_since": date(2024, 6, 1), "act_by": date(2024, 6, 1)}
    customer = office.customer(due_provisional=True, **stood)
    desk.save_customer(customer, by=office.manager, at=NOW)
    told = Visit(customer=customer, owner=office.li, start=at(date(2024, 6, 13), 23, 59))
    desk.record_visit(told, by=office.li, at=NOW)
    customer.refresh_from_db()

    assert ("", None, None, FAR) == (customer.due_status, customer.owed, customer.overdue_since, customer.act_by)
    assert (date(2024, 6, 13), TODAY, False) == (customer.last_visit, customer.due_on, customer.due_provisional)


@pytest.mark.usefixtures("_silent")
def test_under_such_a_policy_many_are_worked_out_too(office):
    """
    One with a visit, one without.
    """
    one, other = office.customer("C1", due_status="met"), office.customer("C2")
    visited(one, date(2024, 6, 3))

    assert 2 == refresh_many([one, other], TODAY)
    assert [("", date(2024, 6, 3)), ("", None)] == list(
        Customer.objects.order_by("code").values_list("due_status", "last_visit")
    )


@pytest.mark.usefixtures("_silent")
def test_under_such_a_policy_an_excuse_is_approved(office):
    """
    It counts for nothing yet, and nothing is decided.
    """
    days = {"first_day": date(2024, 6, 1), "last_day": date(2024, 6, 30)}
    desk.request_excuse(office.customer(), by=office.li, reason="closed", at=NOW, **days)

    assert "approved" == desk.approve(Approval.objects.get(), by=office.lead, at=NOW).state
    assert not DecisionRecord.objects.exists()


@pytest.mark.parametrize(
    ("before", "now", "since", "on", "missed", "overdue_since"),
    [
        # DST-01 asks for a visit a week; ABC-03.2a asked for one a month until the day before
        ('extends = ["ABC"]', 'extends = ["DST"]', date(2024, 6, 10), date(2024, 6, 10), 0, None),
        # no visit on the 3rd of a later week: from then on weeks are missed, those before are ABC's
        ('extends = ["ABC"]', 'extends = ["DST"]', date(2024, 6, 10), date(2024, 6, 24), 2, date(2024, 6, 17)),
        # three a month from June on: January to May had one each, June is short of two
        ('extends = ["ABC"]', TIMES.format(times=3), date(2024, 6, 1), date(2024, 6, 30), 0, None),
        ('extends = ["ABC"]', TIMES.format(times=3), date(2024, 6, 1), date(2024, 7, 1), 1, date(2024, 7, 1)),
        # three a month until May, each short by two; June needs one, and has it
        (TIMES.format(times=3), 'extends = ["ABC"]', date(2024, 6, 1), date(2024, 6, 30), 5, None),
    ],
)
def test_elapsed_periods_are_held_against_the_policy_that_ran_then(
    office, before, now, since, on, missed, overdue_since
):
    """
    ABC-03.2a, DST-01: a visit on the 3rd of each month; what is owed later does not reach back over a version's start.
    """
    office.policy(before)
    office.policy(now, since=since)
    customer = office.customer()
    visited(customer, *[date(2024, month, 3) for month in range(1, 7)])
    stands = standing(customer, on)

    assert (missed, overdue_since) == (stands[2], stands[4])
    refresh_many([customer], on)
    customer.refresh_from_db()
    assert (missed, overdue_since) == (customer.missed, customer.overdue_since)


def test_before_the_first_version_the_policy_of_the_settings_ran(office):
    """
    ABC-03.2a of the standard policy asked for one visit a month until the first version asked for two in June.
    """
    office.policy(TIMES.format(times=2), since=date(2024, 6, 1))
    customer = office.customer()
    visited(customer, *[date(2024, month, 3) for month in range(1, 6)])

    assert 1 == standing(customer, date(2024, 7, 1))[2]


def test_a_version_that_cannot_be_read_any_more_makes_nobody_overdue(office):
    """
    Days of a version that is spoilt count for nothing; those after it do.
    """
    office.policy("spoilt [", since=date(2024, 1, 1))
    office.policy('extends = ["ABC"]', since=date(2024, 5, 1))

    assert ("overdue", 1) == standing(office.customer(), TODAY)[::2][:2]
