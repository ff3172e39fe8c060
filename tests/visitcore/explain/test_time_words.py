from decimal import Decimal

import pytest

from visitcore.blocks.cadence import Cadence, Every
from visitcore.blocks.quota import Quota
from visitcore.blocks.recurrence import Recurrence
from visitcore.blocks.term import Term
from visitcore.explain.time_words import cadence_in_words, quota_in_words, recurrence_in_words, term_in_words
from visitcore.ground.period import Period
from visitcore.ground.text import Text


@pytest.mark.parametrize(
    ("term", "en", "zh"),
    [
        (Term(days=2), "within 2 days", "2天内"),
        (Term(days=1), "within 1 day", "1天内"),
        (Term(working_days=2), "within 2 working days", "2个工作日内"),
        (Term(weeks=1, before=True), "at least 1 week before", "至少提前1周"),
        (Term(minutes=0), "by that moment itself", "不晚于该时刻"),
        (Term(same_day=True), "on the same day", "当日"),
        (Term(month_end=True), "by the end of the month", "当月月底前"),
        (Term(month_end=True, before=True), "by the end of the month before", "上月月底前"),
        (Term(day_of_next_month=5), "by day 5 of the next month", "次月5日前"),
        (Term(promptly=True), "promptly; the document gives no number", "及时；制度未规定期限"),
        (
            Term(promptly=True, before=True),
            "before the event; the document gives no number",
            "事前；制度未规定提前多久",
        ),
        (
            Term(quarter_end=True, window_days=16),
            "by the end of the quarter, in the last 16 days of that time",
            "当季季末前（限最后16天内）",
        ),
    ],
)
def test_a_term_in_words(term, en, zh):
    """
    By when something is due; one day is one day.
    """
    assert (Text(en, zh),) == tuple(term_in_words(term))


@pytest.mark.parametrize(
    ("cadence", "en", "zh"),
    [
        (Cadence(times=1, per=Period.MONTH), "once per month", "每月1次"),
        (Cadence(times=2, per=Period.WEEK), "twice per week", "每周2次"),
        (Cadence(times=3, per=Period.HALF_YEAR), "3 times per half-year", "每半年3次"),
        (Cadence(every=Every(days=15)), "every 15 days", "每15天1次"),
        (Cadence(every=Every(months=1)), "every month", "每1个月1次"),
    ],
)
def test_a_cadence_in_words(cadence, en, zh):
    """
    So often per period, or once every so long.
    """
    assert (Text(en, zh),) == tuple(cadence_in_words(cadence))


@pytest.mark.parametrize(
    ("recurrence", "en", "zh"),
    [
        (Recurrence(rrule="FREQ=DAILY", working_days=True), "every working day", "每个工作日"),
        (Recurrence(rrule="FREQ=DAILY"), "every day", "每天"),
        (
            Recurrence(rrule="FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=25", days=6),
            "every year from 25 March, within 6 days",
            "每年3月25日起，共6天",
        ),
        (
            Recurrence(rrule="FREQ=WEEKLY;BYDAY=MO,FR", times=2),
            "every week on Monday, Friday, 2 times",
            "每周周一、周五，2次",
        ),
        (
            Recurrence(rrule="FREQ=MONTHLY;BYMONTHDAY=5", working_days=True),
            "every month from day 5, working days only",
            "每月5日起（限工作日）",
        ),
        (
            Recurrence(rrule="FREQ=DAILY", working_days=True, items=("morning", "evening")),
            "every working day: morning, evening",
            "每个工作日：早会、晚会",
        ),
        (Recurrence(rrule="FREQ=MONTHLY;BYMONTHDAY=-1"), "on the last day of every month", "每月最后一天"),
        (
            Recurrence(rrule="FREQ=MONTHLY;BYMONTHDAY=-2"),
            "as FREQ=MONTHLY;BYMONTHDAY=-2",
            "按 FREQ=MONTHLY;BYMONTHDAY=-2",
        ),
        (Recurrence(rrule="FREQ=MONTHLY;BYDAY=1MO"), "as FREQ=MONTHLY;BYDAY=1MO", "按 FREQ=MONTHLY;BYDAY=1MO"),
        (Recurrence(rrule="FREQ=DAILY;INTERVAL=2"), "as FREQ=DAILY;INTERVAL=2", "按 FREQ=DAILY;INTERVAL=2"),
    ],
)
def test_a_recurrence_in_words(recurrence, en, zh):
    """
    A plain calendar rule is put into words, another is shown as it is written.
    """
    assert (Text(en, zh),) == tuple(recurrence_in_words(recurrence))


@pytest.mark.parametrize(
    ("quota", "unit", "en", "zh"),
    [
        (Quota(at_least=Decimal(20), per=Period.MONTH), "visits/month", "at least 20 visits per month", "每月至少20次"),
        (Quota(at_most=Decimal(6), per=Period.DAY), "visits", "at most 6 visits per day", "每日最多6次"),
        (Quota(at_least=Decimal(3), of="kinds"), "", "at least 3 kinds", "至少3种"),
        (Quota(at_least=Decimal(1), of="records"), "", "at least 1 record", "至少1份"),
        (Quota(at_least=Decimal(5), of="customer_contacts"), "", "at least 5 customer contacts", "至少5（客户信息）"),
        (
            Quota(at_least=Decimal(3), distinct=True),
            "kinds",
            "at least 3 kinds, each counted once",
            "至少3种（同一个只计一次）",
        ),
        (
            Quota(share_at_least=Decimal(1), of="graded_customers"),
            "customers",
            "at least 100% of graded customers",
            "至少100%（已评级客户）",
        ),
        (Quota(share_at_most=Decimal("0.125")), "", "at most 12.5%", "最多12.5%"),
    ],
)
def test_a_quota_in_words(quota, unit, en, zh):
    """
    A count has its unit, a share is told in per cent.
    """
    assert (Text(en, zh),) == tuple(quota_in_words(quota, unit))
