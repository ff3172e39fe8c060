from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitcore.blocks.table import Row, Table
from visitcore.blocks.term import Term
from visitcore.codec.policy import load_policy
from visitcore.facts.callback import Matter
from visitcore.ground.errors import SilentPolicyError, WrongBlockError
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.rules.callback_terms import HOLDS, ask, is_exempt, judge_day, judge_first, says_of, terms_of

RCB = load_policy("RCB")
MARCH_1, MARCH_2, MARCH_3, MARCH_4, MARCH_5, MARCH_8 = (date(2024, 3, day) for day in (1, 2, 3, 4, 5, 8))


def judged(done=None, *, on=MARCH_4, policy=RCB, closed=MARCH_1, **facts):
    """
    How the first call-back of a complaint stands.
    """
    book, held = terms_of(policy, "complaint", closed)
    return judge_first(book, held, Matter(cause="complaint", closed=closed, **facts), done, on)


@pytest.mark.parametrize(
    ("set_for", "due", "status"),
    [
        (None, MARCH_4, "late"),
        (MARCH_1, MARCH_1, "late"),
        (MARCH_3, MARCH_3, "late"),
        (MARCH_4, MARCH_4, "late"),
        (MARCH_8, MARCH_4, "late"),
        (datetime(2024, 3, 2, 9), MARCH_2, "late"),
    ],
)
def test_the_shorter_time_wins(set_for, due, status):
    """
    A day set by a leader counts where it is earlier; the term is the upper limit.
    """
    told = judged(MARCH_5, set_for=set_for)

    assert (due, status) == (told.due.due, told.due.status)
    assert any(finding.breaks for finding in told.findings)


def test_a_later_day_is_told_and_does_not_count():
    """
    The finding on the day that was set is open, the one on the term decides.
    """
    told = judged(MARCH_4, set_for=MARCH_8)

    assert [("RCB-01.3a", True), ("RCB-02.2", None)] == [(one.rule.id, one.holds) for one in told.findings]


@pytest.mark.parametrize(
    ("done", "on", "status", "late_by"),
    [
        (MARCH_4, MARCH_8, "in_time", 0),
        (MARCH_5, MARCH_8, "late", 1),
        (None, MARCH_4, "open", 0),
        (None, MARCH_5, "overdue", 1),
    ],
)
def test_an_appointed_day_is_itself_in_time(done, on, status, late_by):
    """
    The day after it is late by one.
    """
    told = judge_day(MARCH_4, done, on)

    assert (status, late_by) == (told.status, told.late_by)
    assert status in HOLDS
    assert "2024-03-04" in says_of(told).zh


def test_hours_are_counted_from_instants_only(make):
    """
    With a term of 24 hours a day, or an instant without its zone, leaves it open and is named.
    """
    policy = make.policy(make.pack(callbacks__terms__complaint=Term(hours=24)))
    nine = datetime(2024, 3, 1, 9, tzinfo=UTC)

    by_day = judged(MARCH_2, policy=policy)
    naive = judged(nine.replace(tzinfo=None) + timedelta(hours=1), policy=policy, closed=nine.replace(tzinfo=None))

    assert (None, None) == (by_day.due, naive.due)
    assert (
        "matter.closed (an instant with its time zone)",
        "matter.callbacks.made (an instant with its time zone)",
    ) == (by_day.missing)
    assert by_day.missing == naive.missing
    in_time = judged(nine + timedelta(hours=24), policy=policy, closed=nine)
    late = judged(nine + timedelta(hours=24, seconds=1), policy=policy, closed=nine)
    assert ("in_time", "late") == (in_time.due.status, late.due.status)


def test_what_the_company_has_to_say_is_named(make):
    """
    A term left open, and a set day without a word on which day counts.
    """
    open_ = make.policy(make.pack(callbacks__terms__complaint=UNSPECIFIED))
    silent = make.policy(make.pack(callbacks__terms__complaint=Term(days=3)))
    unset = make.policy(make.pack(callbacks__terms__complaint=Term(days=3), callbacks__set_day=UNSPECIFIED))

    assert ("callbacks.terms.complaint",) == judged(policy=open_).missing
    assert ("callbacks.set_day",) == judged(policy=silent, set_for=MARCH_2).missing
    assert ("callbacks.set_day",) == judged(policy=unset, set_for=MARCH_2).missing
    assert () == judged(policy=silent).missing


def test_a_kind_that_nobody_knows_is_a_clear_error(make):
    """
    The nearest kind is named; a kind that holds no term cannot be read.
    """
    with pytest.raises(SilentPolicyError, match=r"did you mean 'callbacks\.terms\.complaint'"):
        terms_of(RCB, "complant", MARCH_1)
    with pytest.raises(WrongBlockError):
        terms_of(make.policy(make.pack(callbacks__terms__sale=3)), "sale", MARCH_1)


def test_a_table_says_what_it_lacks(make):
    """
    Missing inputs by their place, values outside by the key; a table that is not there says nothing.
    """
    book, _ = terms_of(RCB, "complaint", MARCH_1)
    table = Table(inputs={"cause": ["sale"]}, rows=(Row(when={"cause": "sale"}, then=UNSPECIFIED),))
    other = make.policy(make.pack(callbacks__callers=table)).on(MARCH_1)

    assert ask(book, "callbacks.nothing", {}) is None
    assert ("matter.anonymous", "matter.reply_letter_only") == (
        ask(book, "callbacks.exemption", {"cause": "complaint"}).missing
    )
    assert "callbacks.exemption[cause = sale]" == ask(book, "callbacks.exemption", {"cause": "sale"}).missing[-1]
    assert ("callbacks.callers",) == ask(other, "callbacks.callers", {"cause": "sale", "class": "any"}).missing


def test_a_matter_is_exempt_needed_or_unknown():
    """
    Without a table every matter needs its call-back.
    """
    book, _ = terms_of(RCB, "complaint", MARCH_1)
    told = [ask(book, "callbacks.exemption", {"cause": "complaint", "anonymous": flag}) for flag in (True, None)]

    assert [True, None, False] == [is_exempt(one) for one in (*told, None)]
    assert "" == told[1].verdict


days = st.dates(MARCH_1, date(2024, 4, 30))


@given(first=days, second=days, set_for=st.none() | days)
def test_a_later_call_back_is_never_less_late(first, second, set_for):
    """
    Waiting never makes it better, whatever day was set.
    """
    earlier, later = (judged(done, set_for=set_for, on=date(2024, 5, 1)).due for done in sorted((first, second)))

    assert earlier.late_by <= later.late_by


@given(done=days, set_for=days)
def test_a_day_that_is_set_never_gives_more_time(done, set_for):
    """
    Three days are the upper limit.
    """
    assert judged(done, set_for=set_for).due.due <= judged(done).due.due
