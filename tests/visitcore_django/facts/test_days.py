from datetime import date, timedelta

from django.utils import timezone

from visitcore_django.facts.days import last_instant, midnight

DAY = date(2026, 3, 29)


def test_a_day_begins_and_ends_where_the_site_is(settings):
    """
    The clock of the site tells its first and its last instant, also on a day of 23 hours.
    """
    settings.TIME_ZONE = "Europe/Berlin"
    assert timezone.localtime(midnight(DAY)).isoformat() == "2026-03-29T00:00:00+01:00"
    assert timezone.localtime(last_instant(DAY)).isoformat() == "2026-03-29T23:59:59.999999+02:00"


def test_the_next_day_begins_after_the_last_instant():
    """
    No instant lies between two days.
    """
    assert last_instant(DAY) + timedelta(microseconds=1) == midnight(DAY + timedelta(days=1))
