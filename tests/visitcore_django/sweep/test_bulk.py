from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from visitcore_site.days import TODAY, at

from visitcore_django.models import Customer, Visit
from visitcore_django.sweep import bulk

COLUMNS = ("due_status", "next_due", "owed", "due_provisional")


def test_columns_of_many_rows_are_written_by_few_statements(office, django_assert_max_num_queries):
    """
    Texts, days, numbers and flags arrive as they are, empty ones too, and no other row is touched.
    """
    rows = [office.customer(f"C{number}") for number in range(30)]
    told = [(row.pk, "due", date(2024, 6, 30), 2, True) for row in rows[:29]] + [(rows[29].pk, "", None, None, False)]

    with django_assert_max_num_queries(1):
        bulk.write_rows(Customer, COLUMNS, told[1:])

    found = list(Customer.objects.order_by("pk").values_list("pk", *COLUMNS))
    assert told[1:] == found[1:]
    assert (rows[0].pk, "", None, None, False) == found[0]


def test_without_rows_nothing_is_written(db, django_assert_num_queries):
    """
    An empty batch asks the database nothing.
    """
    with django_assert_num_queries(0):
        bulk.write_rows(Customer, COLUMNS, [])


def test_a_database_without_a_quick_way_is_written_as_django_does(office):
    """
    The slow way writes the same.
    """
    row = office.customer()
    bulk._django(connection, Customer, COLUMNS, [(row.pk, "met", TODAY, 1, True)])

    assert [("met", TODAY, 1, True)] == list(Customer.objects.values_list(*COLUMNS))


def test_rows_are_read_as_the_driver_gives_them(office):
    """
    Days are days, and flags compare with flags.
    """
    office.customer(next_due=TODAY)

    assert [("C1", TODAY, False)] == bulk.read_rows(Customer.objects.values_list("code", "next_due", "due_provisional"))


def day_in(name, moment):
    """
    The day of a visit in a zone.
    """
    asked, day_of = bulk.local_days(Visit, "start", ZoneInfo(name))
    rows = Visit.objects.filter(start=moment).annotate(began=asked)
    ((told,),) = bulk.read_rows(rows.values_list("began"))
    return day_of(told)


def test_an_instant_has_its_day_in_the_zone_asked_for(office):
    """
    Half past midnight in Shanghai is the evening before in London; a fraction of a second makes no difference.
    """
    customer = office.customer()
    for moment in (at(TODAY, 0, 30), at(TODAY, 0, 30).replace(microsecond=500000)):
        Visit.objects.create(customer=customer, start=moment)

        assert TODAY == day_in("Asia/Shanghai", moment)
        assert date(2024, 6, 13) == day_in("Europe/London", moment)


@given(
    moment=st.datetimes(datetime(1990, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)),
    zone=st.sampled_from(["Asia/Shanghai", "Europe/London", "Asia/Kathmandu", "America/St_Johns", "Pacific/Apia"]),
)
def test_the_quick_way_to_a_day_is_the_calendars(moment, zone):
    """
    Counting minutes gives the day that the zone itself gives, on days when the clocks change too.
    """
    text = moment.replace(tzinfo=None).isoformat(" ")

    assert moment.astimezone(ZoneInfo(zone)).date() == bulk._of_utc_text(ZoneInfo(zone))(text)


class Kept:
    """
    A database that keeps instants in a zone, or in none.
    """

    vendor = "mysql"

    def __init__(self, timezone):
        self.timezone = timezone


@pytest.mark.parametrize(("kept_in", "day"), [(UTC, date(2024, 6, 15)), (None, TODAY)])
def test_an_instant_without_a_zone_is_taken_as_the_database_keeps_it(monkeypatch, kept_in, day):
    """
    With zones it is UTC; a site without zones keeps local times.
    """
    monkeypatch.setattr(bulk, "connections", {"default": Kept(kept_in)})
    _asked, day_of = bulk.local_days(Visit, "start", ZoneInfo("Asia/Shanghai"))

    assert day == day_of(datetime(2024, 6, 14, 20))
