from decimal import Decimal

import pytest
from attrs import evolve

from visitcore.blocks.cadence import Cadence, Every
from visitcore.blocks.table import Row, Table
from visitcore.decisions.verdict import Verdict
from visitcore.facts.customer import Customer
from visitcore.ground.errors import PolicyError, WrongBlockError
from visitcore.ground.period import Period
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.rules.visit_cadence import CadenceFor, cadence_for, check_cadences

MONTHLY, YEARLY = Cadence(per=Period.MONTH), Cadence(per=Period.YEAR)
TABLE = Table(
    inputs={"grade": ["A", "B", "C"], "staff": "integer >= 0", "flagged": "flag"},
    rows=(
        Row(when={"grade": "A"}, then=MONTHLY),
        Row(when={"grade": "B", "staff": "> 100"}, then=MONTHLY),
        Row(when={"grade": "B", "staff": "<= 100", "flagged": True}, then=YEARLY),
        Row(when={"grade": "B", "staff": "<= 100", "flagged": False}, then=None, verdict="not_applicable"),
        Row(when={"grade": "C"}, then=UNSPECIFIED),
    ),
    outcome="cadence",
)


def customer(grade, **figures):
    """
    A customer with a grade and figures of its own.
    """
    return Customer(code="C1", grade=grade, figures=figures)


@pytest.mark.parametrize(
    ("who", "cadence"),
    [
        (customer("A"), MONTHLY),
        (customer("B", staff=Decimal(101)), MONTHLY),
        (customer("B", staff=Decimal(100), flagged=True), YEARLY),
    ],
)
def test_a_table_is_asked_by_grade_and_figures(make, who, cadence):
    """
    The row that fits gives the cadence; figures that do not matter may be unknown.
    """
    assert CadenceFor(cadence=cadence) == cadence_for(make.dated(TABLE), who)


@pytest.mark.parametrize(
    ("who", "missing"),
    [
        (customer(None), ("grade", "staff", "flagged")),
        (customer("B"), ("staff", "flagged")),
        (customer("B", staff=Decimal(5)), ("flagged",)),
        (customer("D"), ("visits.cadence[grade = D]",)),
        (customer("B", staff="many"), ("visits.cadence[staff = many]",)),
        (customer("B", staff=True), ("visits.cadence[staff = True]",)),
        (customer("C"), ("visits.cadence",)),
    ],
)
def test_what_cannot_be_told_is_named(make, who, missing):
    """
    Missing facts by name, values outside the table with the key, an open row by its key.
    """
    assert missing == cadence_for(make.dated(TABLE), who).missing


def test_a_row_may_ask_for_nothing(make):
    """
    A row without a cadence makes the question not applicable.
    """
    asked = cadence_for(make.dated(TABLE), customer("B", staff=Decimal(5), flagged=False))

    assert CadenceFor(verdict=Verdict.NOT_APPLICABLE) == asked


def test_one_cadence_holds_for_everybody(make):
    """
    Without a table every customer has the same cadence, of whatever grade.
    """
    assert CadenceFor(cadence=MONTHLY) == cadence_for(make.dated(MONTHLY), customer(None))


def test_cadences_are_checked_before_they_are_counted(make):
    """
    A table of something else, and a cadence that never comes round, are refused.
    """
    broken = evolve(TABLE, rows=(Row(when={}, then=Cadence(every=Every(days=0))),))
    check_cadences(make.dated(TABLE))
    check_cadences(make.dated(UNSPECIFIED))

    with pytest.raises(WrongBlockError, match="table of text"):
        check_cadences(make.dated(evolve(TABLE, outcome="text")))
    with pytest.raises(PolicyError, match="leaves no time"):
        check_cadences(make.dated(broken))
    with pytest.raises(PolicyError, match="needs a window"):
        check_cadences(make.dated(Cadence()))
