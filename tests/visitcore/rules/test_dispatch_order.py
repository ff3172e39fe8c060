from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from visitcore.codec.policy import load_policy
from visitcore.facts.dispatch import DecorationCustomer, Designer
from visitcore.ground.errors import PolicyError
from visitcore.rules.dispatch_order import Candidate, Criterion, criteria, is_exact, told_apart

SHANGHAI = ZoneInfo("Asia/Shanghai")
TWO = datetime(2024, 3, 5, 14, tzinfo=SHANGHAI)
BOOK = load_policy("DYR").on(date(2024, 3, 5))
ORDER, MEASURES = BOOK.read("dispatch.order"), BOOK.read("dispatch.measures")
K = DecorationCustomer(style="新中式", kind="young couple")
ONE = Designer(name="A", works=("新中式",), received=3, signed=1, free=TWO)


def figures(one=ONE, team=Fraction(1, 7)):
    """
    The figures of one designer.
    """
    return Candidate.of(one, TWO, K, team, SHANGHAI)


def test_the_figures_of_a_designer():
    """
    Hits are counted, the rate is exact, a started minute counts whole, and being free early is no wait.
    """
    assert (1, Fraction(1, 3), 0, 3) == (
        figures().hits,
        figures().rate,
        figures(evolve(ONE, free=TWO - timedelta(hours=1))).minutes,
        figures().received,
    )
    assert 2 == figures(evolve(ONE, free=TWO + timedelta(minutes=1, seconds=1))).minutes
    assert Fraction(1, 7) == figures(evolve(ONE, received=0, signed=0)).rate


@pytest.mark.parametrize(
    ("works", "easiest", "hits"),
    [
        (("新中式 ",), ("Young  Couple",), 2),
        (("欧式", "新中式"), ("ｙｏｕｎｇ ｃｏｕｐｌｅ",), 2),
        (("新中式风",), ("young couples",), 0),
        ((), ("",), 0),
    ],
)
def test_how_a_style_is_typed_does_not_matter(works, easiest, hits):
    """
    Capitals, width and blanks are evened out; another word is another style.
    """
    assert hits == figures(evolve(ONE, works=works, easiest=easiest)).hits


def test_a_day_of_dispatch_begins_at_home():
    """
    A day is its beginning in the pack's zone, a naive instant is local, and never lies before everything.
    """
    moments = [None, date(2024, 3, 4), datetime(2024, 3, 4, 9), datetime(2024, 3, 4, 2, tzinfo=UTC)]
    found = [figures(evolve(ONE, last_dispatch=moment)).last for moment in moments]

    assert sorted(found) == found
    assert datetime(2024, 3, 3, 16, tzinfo=UTC) == found[1]


def test_the_principles_come_with_their_measures():
    """
    In the order of the pack.
    """
    assert ("customer_need", "company_interest", "efficiency", "fairness") == tuple(
        one.principle for one in criteria(ORDER, MEASURES)
    )


@pytest.mark.parametrize(
    ("order", "measures", "told"),
    [
        (("beauty",), {"fairness": ("hits",)}, "there is no measure for 'beauty'"),
        (("fairness",), {"fairness": ("hit",)}, "'hit' is no measure; did you mean 'hits'?"),
    ],
)
def test_a_principle_that_cannot_be_measured_is_a_fault_of_the_policy(order, measures, told):
    """
    The fault names the principle, and the nearest measure there is.
    """
    with pytest.raises(PolicyError, match=told.replace("?", r"\?")):
        criteria(evolve(ORDER, value=order), evolve(MEASURES, value=measures))


def test_what_tells_two_apart():
    """
    The first principle in which they differ; the name where they differ in nothing.
    """
    by = (
        Criterion(principle="need", measures=("hits",)),
        Criterion(principle="fair", measures=("customers_received",)),
    )

    assert "fair" == told_apart(figures(), figures(evolve(ONE, received=4)), by)
    assert "name" == told_apart(figures(), figures(evolve(ONE, name="B")), by)


def test_only_an_instant_with_its_zone_is_exact():
    """
    A day or a naive time is not.
    """
    assert [True, False, False] == [is_exact(moment) for moment in (TWO, TWO.replace(tzinfo=None), TWO.date())]
