from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from visitcore_site.days import TODAY, at

from visitcore_django.models import Visit
from visitcore_django.sheets.visits_found import DaysFound, NumbersFound, is_day, meant, of_day, one_of_each


def visit(hour, status="completed"):
    """
    A visit of today.
    """
    return Visit(start=at(TODAY, hour), status=status)


def test_midnight_is_a_day_alone():
    """
    Whoever types a day means no hour.
    """
    assert is_day(at(TODAY, 0))
    assert not is_day(at(TODAY, 0, 1))


def test_the_visits_of_a_day_are_those_of_its_place(office):
    """
    From midnight to midnight in Shanghai, in their order.
    """
    customer = office.customer("C1")
    starts = [at(TODAY, 23, 59), at(TODAY, 0), at(TODAY + timedelta(days=1), 0), at(date(2024, 6, 13), 23)]
    for start in starts:
        Visit.objects.create(customer=customer, owner=office.li, start=start)

    assert [at(TODAY, 0), at(TODAY, 23, 59)] == [found.start for found in of_day(Visit.objects.all(), at(TODAY, 9))]


def test_many_visits_are_looked_up_at_once(office, django_assert_num_queries):
    """
    Two customers on three days take one question; a day that is asked for again is looked at as it stands then.
    """
    one, two = office.customer("C1"), office.customer("C2")
    days = [TODAY - timedelta(days=ago) for ago in range(3)]
    for customer in (one, two):
        for day in days[:2]:
            Visit.objects.create(customer=customer, owner=office.li, start=at(day, 9))
    with django_assert_num_queries(1):
        found = DaysFound((customer, day) for customer in (one, two) for day in days)

        assert [1, 1, 0] == [len(found.of(one, at(day, 15))) for day in days]
        assert [two] == [visit.customer for visit in found.of(two, at(TODAY, 0))]
    Visit.objects.create(customer=one, owner=office.li, start=at(TODAY, 15))

    assert 2 == len(found.of(one, at(TODAY, 0)))


def test_a_fraction_of_a_second_makes_no_other_visit():
    """
    A sheet holds whole seconds; the visit that began 0.4 seconds later is the one that is meant.
    """
    begun = visit(9)
    begun.start = begun.start.replace(microsecond=400_000)

    assert begun is meant([begun, visit(15)], at(TODAY, 9), made=True)


@pytest.mark.parametrize(
    ("visits", "hour", "made", "which"),
    [
        ([visit(9), visit(15)], 15, True, 1),
        ([visit(9)], 0, True, 0),
        ([visit(9), visit(15, "planned")], 16, True, 1),
        ([visit(15, "planned")], 16, False, None),
        ([visit(9)], 16, True, None),
        ([visit(9, "planned"), visit(15, "planned")], 16, True, None),
        ([visit(0), visit(9)], 16, True, 0),
        ([visit(0, "cancelled")], 16, True, None),
        ([visit(0)], 16, False, None),
        ([], 0, True, None),
    ],
)
def test_a_visit_is_meant_by_its_time_its_day_or_its_plan(visits, hour, made, which):
    """
    The very time goes first, then the only one of the day, then the only one that was planned or has no time yet.
    """
    assert (None if which is None else visits[which]) is meant(visits, at(TODAY, hour), made=made)


@pytest.mark.parametrize(("hours", "hour", "column"), [((9, 9), 9, "owner"), ((9, 15), 0, "start")])
def test_one_of_several_is_not_guessed(hours, hour, column):
    """
    Two people at one time are told apart by the visitor, two visits on one day by the time.
    """
    with pytest.raises(ValidationError) as caught:
        meant([visit(one) for one in hours], at(TODAY, hour), made=True)

    assert [column] == list(caught.value.message_dict)


@pytest.mark.parametrize(("because", "which"), [(None, 1), ("ill", 0), ("", 1), ("late", 1)])
def test_a_cancelled_visit_gives_way_to_the_one_made_anew(because, which):
    """
    Only its own reason means the cancelled one; another time stands for itself.
    """
    rows = [visit(9, "cancelled"), visit(9), visit(15, "cancelled")]
    rows[0].cancelled_because = "ill"

    assert [rows[which], rows[2]] == one_of_each(rows, because)


def test_visits_are_found_by_their_numbers_at_once(office, row, django_assert_num_queries):
    """
    Those that the person sees, with all that is read along; a number that no key can be is not asked for.
    """
    rows = [row(Visit), row(Visit)]
    theirs = row(Visit, customer_of=office.customer("Z1", owner=office.zhao), person=office.zhao)
    numbers = [rows[0].pk, None, rows[1].pk, theirs.pk, 2**70, 0]

    with django_assert_num_queries(1):
        found = NumbersFound(numbers, Visit.objects.exclude(owner=office.zhao))
    with django_assert_num_queries(0):
        assert rows == [found.of(one.pk, None) for one in rows]
        assert rows[0].customer == found.of(rows[0].pk, rows[0].customer).customer
    for number in (theirs.pk, 2**70, 0):
        with pytest.raises(ValidationError, match=f"no visit of the number {number}"):
            found.of(number, None)
    with pytest.raises(ValidationError, match="is one to Customer C0"):
        found.of(rows[0].pk, theirs.customer)
