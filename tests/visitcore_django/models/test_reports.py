from datetime import date

from visitcore_site.days import TODAY

from visitcore_django.models import Promise, VisitReport


def test_a_visit_has_one_report(row, refused):
    """
    A second report on the same visit is refused.
    """
    held = row(VisitReport)

    with refused("visit_id"):
        row(VisitReport, visit=held.visit)
    assert str(held.visit) == str(held)


def test_a_promise_is_kept_after_it_is_made(row, refused):
    """
    It may be kept the same day, and not the day before.
    """
    assert "a sample" == str(row(Promise, kept=TODAY))

    with refused("visitcore_prm_kept_after_made"):
        row(Promise, kept=date(2024, 6, 13))
