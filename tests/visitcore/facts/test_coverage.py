"""
Facts of the coverage decision.
"""

from datetime import date

from visitcore.facts.coverage import VisitsMade


def test_nothing_is_assumed_of_the_visits() -> None:
    """
    Visits that nobody kept stay missing, they are not none.
    """
    assert VisitsMade(on=date(2024, 3, 31)).visits is None
