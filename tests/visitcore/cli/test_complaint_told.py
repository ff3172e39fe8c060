from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from visitcore import load_policy
from visitcore.cli.complaint_columns import COLUMNS
from visitcore.cli.complaint_told import awaited_in_words, lack_in_words, late_in_words, rows_of, shown
from visitcore.facts.complaint import Complaint, ComplaintEvent
from visitcore.rules.complaint_list import complaint_lines

SHANGHAI = ZoneInfo("Asia/Shanghai")


def rows(at, **moments):
    """
    The rows of one major complaint under OMS.
    """
    events = tuple(ComplaintEvent(kind=kind, at=moment) for kind, moment in moments.items())
    policy = load_policy("OMS")
    return rows_of(complaint_lines([Complaint(id="T1", gravity="major", events=events)], at, policy), at, policy)


def test_a_row_has_every_column():
    """
    In the order of the columns.
    """
    at = datetime(2024, 7, 9, 10, tzinfo=SHANGHAI)

    assert tuple(COLUMNS) == tuple(rows(at, received=at)[0])


@pytest.mark.parametrize(
    ("at", "found", "lack"),
    [
        (
            datetime(2024, 7, 9, 10, tzinfo=UTC),
            datetime(2024, 7, 8, 9),
            "complaint.events.found_major (the zone of its time)",
        ),
        (datetime(2024, 7, 9, 10, tzinfo=UTC), date(2024, 7, 8), "complaint.events.found_major (its time of day)"),
        (date(2024, 7, 9), datetime(2024, 7, 8, 9, tzinfo=UTC), "on (its time of day)"),
    ],
)
def test_what_an_hour_clock_lacks_is_named_exactly(at, found, lack):
    """
    The zone of a time, the time of a day, or the time of the moment asked about.
    """
    (warning,) = [row for row in rows(at, found_major=found) if row["clock"] == "warning"]

    assert ("undetermined", (lack,)) == (warning["status"], warning["missing"])
    assert lack_in_words(lack).zh != lack


def test_of_several_roads_to_an_end_one_is_enough():
    """
    All that has to happen is listed; what may happen instead of it stands behind an "or".
    """
    both = [("customer_answered", "explained")]

    assert ["customer answered or explained"] == [text.en for text in awaited_in_words(both)]
    assert ["预警法务部", "报告总裁"] == [text.zh for text in awaited_in_words([("legal_warned",), ("ceo_told",)])]


def test_what_has_no_column_keeps_its_own_words():
    """
    A kind of event that no sheet has a column for.
    """
    assert "first answer" == lack_in_words("complaint.events.first_answer").en
    assert "判定时刻（请在 --at 中写明几点）" == lack_in_words("on (its time of day)").zh


@pytest.mark.parametrize(
    ("late", "en"),
    [((), None), ((1, "days"), "1 day"), ((2, "days"), "2 days"), ((Decimal("1.5"), "hours"), "1.5 hours")],
)
def test_lateness_is_told_with_its_unit(late, en):
    """
    One day, two days, and hours.
    """
    words = late_in_words(late)

    assert en == (words and words.en)


def test_moments_are_shown_by_the_clock_of_the_policy():
    """
    An instant of another zone is brought there; days stay days.
    """
    assert datetime(2024, 7, 8, 10) == shown(datetime(2024, 7, 8, 2, 0, 30, tzinfo=UTC), SHANGHAI)
    assert date(2024, 7, 8) == shown(date(2024, 7, 8), SHANGHAI)
    assert shown(None, SHANGHAI) is None
