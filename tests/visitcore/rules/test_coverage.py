"""
Coverage: one person's visits against the quota of the period.
"""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from visitcore.codec.policy import load_policy
from visitcore.decisions.verdict import Verdict
from visitcore.facts.coverage import VisitsMade
from visitcore.facts.visit import Visit, VisitStatus
from visitcore.rules.coverage import visit_coverage

END_OF_MARCH = date(2024, 3, 31)


def made(customers: int, extra: int = 0) -> tuple[Visit, ...]:
    """
    One visit in March to each of so many customers, and some more to the first.
    """
    first = [Visit(customer=f"C{number}", start=date(2024, 3, 1 + number % 28)) for number in range(customers)]
    again = [Visit(customer="C0", start=date(2024, 3, 30))] * extra
    return (*first, *again)


@pytest.mark.parametrize(
    ("visits", "verdict", "short"),
    [(made(19, extra=6), Verdict.REFUSED, 1), (made(20), Verdict.ALLOWED, 0), (made(21), Verdict.ALLOWED, 0)],
)
def test_a_customer_counts_once_in_a_month(visits: tuple[Visit, ...], verdict: Verdict, short: int) -> None:
    """
    25 visits to 19 customers are one customer short of twenty; 20 visits to 20 customers are enough.
    """
    decision = visit_coverage(VisitsMade(on=END_OF_MARCH, visits=visits), load_policy("UNI"))

    assert verdict is decision.verdict
    assert short == decision.outcome.short
    assert "UNI-04.1" == decision.findings[0].rule.id


def test_the_last_minute_of_the_month_counts_by_local_time() -> None:
    """
    23:59 in Shanghai on the last day counts, one minute later does not.
    """
    last = datetime(2024, 3, 31, 15, 59, tzinfo=UTC)
    policy = load_policy("UNI")
    nineteen = made(19)

    counts = [
        visit_coverage(
            VisitsMade(on=END_OF_MARCH, visits=(*nineteen, Visit(customer="C99", start=start))), policy
        ).outcome.count
        for start in (last, last + timedelta(minutes=1))
    ]

    assert [Decimal(20), Decimal(19)] == counts


def test_only_completed_visits_of_the_period_up_to_the_day_count() -> None:
    """
    Planned, cancelled, later and earlier visits do not count.
    """
    visits = (
        Visit(customer="C1", start=date(2024, 3, 5)),
        Visit(customer="C2", start=date(2024, 3, 5), status=VisitStatus.PLANNED),
        Visit(customer="C3", start=date(2024, 3, 5), status=VisitStatus.CANCELLED),
        Visit(customer="C4", start=date(2024, 2, 29)),
        Visit(customer="C5", start=date(2024, 3, 16)),
    )

    decision = visit_coverage(VisitsMade(on=date(2024, 3, 15), visits=visits), load_policy("UNI"))

    assert Decimal(1) == decision.outcome.count


def test_a_position_has_its_own_number() -> None:
    """
    A sales representative who made 18 visits in March is two short of the default of twenty.
    """
    policy = load_policy("VPR")
    facts = VisitsMade(on=END_OF_MARCH, visits=made(18), key="visits.by_position", case={"position": "sales_rep"})

    decision = visit_coverage(facts, policy)

    assert Decimal(2) == decision.outcome.short
    assert "visitcore" == decision.findings[0].origin.value


def test_unknown_visits_leave_it_open() -> None:
    """
    Nobody kept the visits: undetermined, with the list.
    """
    decision = visit_coverage(VisitsMade(on=END_OF_MARCH), load_policy("UNI"))

    assert Verdict.UNDETERMINED is decision.verdict
    assert ("visits",) == decision.missing
    assert "visit_coverage" == decision.name


def test_a_number_the_document_does_not_give_is_not_invented() -> None:
    """
    SVM leaves the number per position open: undetermined, naming the key to set.
    """
    facts = VisitsMade(on=END_OF_MARCH, visits=made(3), key="visits.by_position")

    decision = visit_coverage(facts, load_policy("SVM"))

    assert ("visits.by_position",) == decision.missing
