from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.db import connection
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


def test_an_instant_has_its_day_in_the_zone_asked_for(office):
    """
    Half past midnight in Shanghai is the evening before in London.
    """
    Visit.objects.create(customer=office.customer(), start=at(TODAY, 0, 30))
    ((moment,),) = bulk.read_rows(Visit.objects.values_list("start"))

    assert TODAY == bulk.local_days(Visit, ZoneInfo("Asia/Shanghai"))(moment)
    assert date(2024, 6, 13) == bulk.local_days(Visit, ZoneInfo("Europe/London"))(moment)


def test_an_instant_without_a_zone_is_taken_as_the_database_keeps_it(settings):
    """
    With zones it is UTC; a site without zones keeps local times.
    """
    late = datetime(2024, 6, 14, 20)

    assert date(2024, 6, 15) == bulk.local_days(Visit, ZoneInfo("Asia/Shanghai"))(late.replace(tzinfo=UTC))
