from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitcore.blocks.term import Term
from visitcore.codec.policy import load_policy
from visitcore.decisions.verdict import Verdict
from visitcore.facts.keeping import Kept
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.rules.keeping import may_discard

TEN = load_policy("TEN")
KEY = "files.recording_kept"
MADE = date(2024, 3, 1)
days = st.dates(date(2024, 1, 1), date(2026, 12, 31))


def asked(policy=TEN, *, on=date(2024, 5, 1), **facts):
    """
    The decision on one recording.
    """
    return may_discard(Kept(key=KEY, on=on, **facts), policy)


@pytest.mark.parametrize(
    ("day", "verdict"),
    [
        (date(2024, 2, 29), Verdict.REFUSED),
        (MADE, Verdict.REFUSED),
        (date(2024, 3, 31), Verdict.REFUSED),
        (date(2024, 4, 1), Verdict.ALLOWED),
    ],
)
def test_it_may_go_the_day_after_the_last(day, verdict):
    """
    Thirty days after 1 March it must still be there; asked beforehand or looked back on, the answer is the same.
    """
    assert verdict is asked(on=day, made=MADE).verdict
    assert verdict is asked(made=MADE, discarded=day).verdict
    assert date(2024, 3, 31) == asked(on=day, made=MADE).outcome.kept_until


def test_it_says_until_when():
    """
    The last day is told either way.
    """
    kept, gone = asked(on=MADE, made=MADE).findings[0], asked(made=MADE).findings[0]

    assert Text("it must be kept until 2024-03-31", "必须保存至 2024-03-31") == kept.says
    assert Text("it may go, it was kept until 2024-03-31", "可以处理，应保存至 2024-03-31") == gone.says
    assert ("TEN-04.5", False, True) == (kept.rule.id, kept.holds, gone.holds)


def test_an_instant_counts_by_its_local_day():
    """
    Thrown away late on 31 March in Greenwich it went on 1 April in Shanghai.
    """
    assert Verdict.ALLOWED is asked(made=MADE, discarded=datetime(2024, 3, 31, 17, 0, tzinfo=UTC)).verdict


@pytest.mark.parametrize(
    ("term", "made", "missing"),
    [
        (UNSPECIFIED, MADE, (KEY,)),
        (Term(promptly=True), MADE, (f"{KEY}.days",)),
        (Term(days=2), None, ("made",)),
        (Term(hours=48), MADE, ("made (an instant with its time zone)", "on (an instant with its time zone)")),
    ],
)
def test_what_is_not_known_leaves_it_open(make, term, made, missing):
    """
    No number in the document, no day it was made, or no hour where hours count.
    """
    decision = asked(make.policy(make.pack(files__recording_kept=term)), made=made)

    assert (Verdict.UNDETERMINED, missing) == (decision.verdict, decision.missing)


def test_hours_end_on_the_instant(make):
    """
    After exactly 48 hours it must still be there.
    """
    policy = make.policy(make.pack(files__recording_kept=Term(hours=48)))
    made = datetime(2024, 3, 1, 10, 0, tzinfo=UTC)

    assert Verdict.REFUSED is asked(policy, made=made, discarded=made + timedelta(hours=48)).verdict
    assert Verdict.ALLOWED is asked(policy, made=made, discarded=made + timedelta(hours=48, seconds=1)).verdict


def test_working_days_of_a_year_not_announced_are_provisional(make):
    """
    The official days off may still move the last day.
    """
    policy = make.policy(make.pack(files__recording_kept=Term(working_days=5)))

    assert asked(policy, on=date(2099, 6, 1), made=date(2099, 3, 2)).provisional
    assert not asked(policy, made=MADE).provisional


@given(made=days, day=days, later=st.integers(0, 400))
def test_what_may_go_today_may_go_tomorrow(made, day, later):
    """
    Waiting never makes it wrong to throw something away.
    """
    today, then = asked(on=day, made=made), asked(on=day + timedelta(days=later), made=made)

    assert today.verdict is Verdict.REFUSED or then.verdict is Verdict.ALLOWED
