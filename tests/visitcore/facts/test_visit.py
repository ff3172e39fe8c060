from datetime import date

import pytest

from visitcore.facts.visit import Excuse, Visit, VisitStatus
from visitcore.ground.span import Span

JUNE = Span(date(2024, 6, 1), date(2024, 7, 1))


def test_a_visit_is_completed_unless_it_says_otherwise():
    """
    A list of visits is a list of visits made; a planned or cancelled one says so.
    """
    assert VisitStatus.COMPLETED is Visit(customer="C1", start=date(2024, 6, 3)).status


@pytest.mark.parametrize("reason", ["", " ", "\n"])
def test_an_excuse_needs_a_reason(reason):
    """
    A visit is not excused by silence.
    """
    with pytest.raises(ValueError, match="an excuse needs a reason"):
        Excuse(customer="C1", span=JUNE, reason=reason)


def test_an_excuse_may_have_no_end():
    """
    A customer may be closed until further notice.
    """
    excuse = Excuse(customer="C1", span=Span(date(2024, 6, 1), None), reason="closed for rebuilding")

    assert date(2030, 1, 1) in excuse.span
    assert date(2024, 5, 31) not in excuse.span


def test_the_word_of_a_status_will_do():
    """
    A status comes out of a database as a word; a word that is none is refused.
    """
    assert VisitStatus.PLANNED is Visit(start=date(2024, 6, 3), status="planned").status
    with pytest.raises(ValueError, match="done"):
        Visit(start=date(2024, 6, 3), status="done")
