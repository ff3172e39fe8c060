from datetime import date

import pytest
from django.db import connection

from visitcore_django.admin.subjects import along, in_words, look_up, subject_of
from visitcore_django.models import DecisionRecord, MealRequest, MealSettlement, Visit, VisitPlan, VisitReport
from visitcore_django.models.base import about


@pytest.fixture
def records(office, row):
    """
    Two decisions about visits of two customers, and one about a plan.
    """
    visits = [row(Visit, customer_of=office.customer(code)) for code in ("N1", "N2")]
    plan = VisitPlan.objects.create(owner=office.li, month=date(2024, 6, 1))
    return [row(DecisionRecord, **about(one)) for one in (*visits, plan)]


def test_each_table_is_asked_once(records, django_assert_num_queries):
    """
    Two visits and a plan are two questions, names included.
    """
    with django_assert_num_queries(2):
        look_up(records)
        said = [in_words(subject_of(record)) for record in records]

    assert ["visit", "visit", "visit"] == [words.partition(" ")[0] for words in said]
    assert "N1" in said[0]
    assert "N2" in said[1]


def test_what_was_not_looked_up_is_asked_for(records):
    """
    The page of one record looks up nothing beforehand.
    """
    assert records[0].subject == subject_of(records[0])


def test_what_is_gone_is_said_to_be_gone(records):
    """
    Looked up with others, or by itself.
    """
    with connection.cursor() as cursor:
        cursor.execute("UPDATE visitcore_django_decisionrecord SET subject_id = 9999")
    record = DecisionRecord.objects.first()
    assert "gone" == in_words(subject_of(record))

    look_up([record])
    assert "gone" == in_words(subject_of(record))


@pytest.mark.parametrize(
    ("model", "path"),
    [
        (Visit, "customer"),
        (VisitReport, "visit__customer"),
        (MealRequest, "customer"),
        (MealSettlement, "meal__customer"),
        (VisitPlan, "owner"),
    ],
)
def test_the_rows_by_which_it_is_called_are_read_along(model, path):
    """
    A report is called by its visit, and that by its customer.
    """
    assert path in along(model)
