from datetime import date

from visitcore.facts.customer import Customer
from visitcore.facts.visit_record import VisitRecord


def test_visits_that_nobody_kept_are_not_no_visits():
    """
    A record without visits is not known; an empty list of visits is.
    """
    unknown = VisitRecord(on=date(2024, 6, 14), customer=Customer(code="C1"))
    none = VisitRecord(on=date(2024, 6, 14), customer=Customer(code="C1"), visits=())

    assert unknown.visits is None
    assert () == none.visits


def test_the_cadence_asked_is_that_of_the_sales_staff():
    """
    Visits by top management are asked for by their own key.
    """
    assert "visits.cadence" == VisitRecord(on=date(2024, 6, 14), customer=Customer(code="C1")).cadence
