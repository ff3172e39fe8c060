from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from inspect import Parameter
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.contrib.auth.models import User
from django.utils import translation
from visitcore_site.days import NOW, TODAY

from visitcore import LedgerEvent
from visitcore_django.desk.arguments import faults_of
from visitcore_django.models import Customer, CustomerFigure, Visit

MISFITS = [
    (Customer, "F030", "must be a row (customer), not “F030”."),
    (Customer, 5, "must be a row (customer), not 5."),
    (Visit | None, "x", "must be a row (visit), not “x”."),
    (Any, "ann@x", "must be a person, one of the users here, not “ann@x”."),
    (datetime, TODAY, "must be an exact moment with its time zone, not 2024-06-14."),
    (date, "2024-06-14", "must be a day, not “2024-06-14”."),
    (datetime, datetime(9999, 12, 31, 23, 59, tzinfo=UTC), "lies in the year 9999; give one from 1900 to 2199."),
    (datetime | None, datetime(1899, 12, 31, tzinfo=UTC), "lies in the year 1899; give one from 1900 to 2199."),
    (date, date(1, 1, 1), "lies in the year 1; give one from 1900 to 2199."),
    (date, date(2200, 1, 1), "lies in the year 2200; give one from 1900 to 2199."),
    (Decimal, "25000", "must be an exact amount, a Decimal, not “25000”."),
    (Decimal | None, True, "must be an exact amount, a Decimal, not True."),
    (int, True, "must be a whole number, not True."),
    (bool, "no", "must be True or False, not “no”."),
    (str, 5, "must be a text, not 5."),
    (str | UUID | None, 5, "must be a text, not 5."),
    (UUID, "x", "must be a UUID, not “x”."),
    (Iterable[str], "signed", "must be a list, not “signed”."),
    (Iterable[str], 5, "must be a list, not 5."),
    (Iterable[str], [5], "must be a text, not 5."),
    (Sequence[CustomerFigure], ["sales"], "must be a row (figure of a customer), not “sales”."),
    (Iterable[LedgerEvent], ["paid"], "must be a row (LedgerEvent), not “paid”."),
]
"""By the annotation of an argument: a value that is none of it, and what is said."""


def told(annotation, value, fills=None):
    """
    What is said of a value for an argument.
    """
    return list(faults_of(Parameter("what", Parameter.KEYWORD_ONLY, annotation=annotation), value, fills))


@pytest.mark.parametrize(("annotation", "value", "says"), MISFITS)
def test_what_is_none_of_its_kind_is_told_in_one_sentence(annotation, value, says):
    """
    What was given and what is wanted, in either language.
    """
    assert [f"“what” {says}"] == told(annotation, value)
    with translation.override("zh-hans"):
        assert [said for said in told(annotation, value) if "“what”应为" in said or "“what”在" in said]


@pytest.mark.parametrize(
    ("annotation", "value"),
    [
        (datetime | None, NOW),
        (str | UUID | None, "t"),
        (str | UUID | None, uuid4()),
        (date, TODAY),
        (Decimal, 25000),
        (bool | None, False),
        (Iterable[int], range(3)),
        (Iterable[str], ("signed", "paid")),
        (str | None, None),
    ],
)
def test_what_is_of_its_kind_is_taken(annotation, value):
    """
    An amount may be a whole number, a list anything that gives one thing after the other.
    """
    assert [] == told(annotation, value)


def test_a_row_of_another_table_is_none_of_its_kind(office):
    """
    Neither a customer for a visit, nor a team for a person; a person is a user of the host.
    """
    assert ["“what” must be a row (visit), not C1."] == told(Visit, Customer(code="C1"))
    assert ["“what” must be a person, one of the users here, not C1."] == told(Any, Customer(code="C1"))
    assert [] == told(Any, office.li)
    assert ["A new row (user) is not saved yet; save it first."] == told(Any, User(username="ann"))


def test_each_new_row_of_a_list_is_held_against_its_columns():
    """
    A number for a text is put as the column holds it; what cannot be held is told.
    """
    figures = [CustomerFigure(name="sales", value=1.5, as_of=TODAY), CustomerFigure(name="sales", value="1", as_of="x")]

    assert 1 == len(told(Sequence[CustomerFigure], figures, fills=("customer",)))
    assert "1.5" == figures[0].value


@pytest.mark.parametrize(("ahead", "fits"), [(-86400, True), (0, True), (60, True), (61, False), (86400, False)])
@time_machine.travel(NOW, tick=False)
def test_nothing_has_happened_later_than_now(ahead, fits):
    """
    An earlier moment is trusted; one ahead is not, but for a minute by which a clock may be fast.
    """
    at = Parameter("at", Parameter.KEYWORD_ONLY, annotation=datetime | None)
    told = list(faults_of(at, NOW + timedelta(seconds=ahead)))

    assert fits is not any("lies ahead" in said for said in told)
    assert fits is not bool(told)
