from datetime import date, timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from visitcore.codec.policy import load_policy
from visitcore.facts.project import DecorationProject, DesignRequest, ProjectCall, ProjectCheck
from visitcore.rules.decoration_work import design_standing, work_standing

DYR = load_policy("DYR")
START = date(2024, 3, 6)


def day(number):
    """
    The day of the work with this number, the first being 1.
    """
    return START + timedelta(days=number - 1)


def project(*, length=28, own=(), checked=(), on=60):
    """
    A project with calls in person and checks on these days of the work.
    """
    return DecorationProject(
        on=day(on),
        enquired=date(2024, 3, 1),
        work_start=START,
        work_end=day(length),
        calls=tuple(ProjectCall(at=day(one), by="account_manager", recorded=True) for one in own),
        checks=tuple(ProjectCheck(at=day(one), recorded=True) for one in checked),
        summaries=(),
    )


def standing(name, facts, policy=DYR):
    """
    The duties of one name as day of the work and status.
    """
    found = work_standing(facts, policy.on(facts.on)).duties
    return [((one.due - START).days + 1, one.status) for one in found if one.name == name]


@pytest.fixture
def own(tmp_path):
    """
    A company's policy with one value of its own.
    """

    def write(key, value):
        file = tmp_path / "own.toml"
        file.write_text(
            f'extends = ["DYR"]\n[[parameter]]\nkey = "{key}"\n[[parameter.history]]\ncites = ["OWN-1"]\n{value}\n'
            '[[rule]]\nid = "OWN-1"\nclause = "1"\nkind = "guidance"\nstrength = "must"\n'
            'text = { en = "our own", zh = "本公司" }\n',
            encoding="utf-8",
        )
        return load_policy(file)

    return write


def test_once_in_each_period_allows_a_long_gap_unless_the_company_limits_it(own):
    """
    B15: day 1 and day 28 meet both periods; with 14 days at most between two calls the second is late.
    """
    facts, policy = project(own=(1, 28)), own("callbacks.work.own_call_gap", "value = 14")

    assert [(14, "done"), (28, "done")] == standing("own_call", facts, policy)
    assert [] == standing("own_call_gap", facts)
    assert [(15, "late")] == standing("own_call_gap", facts, policy)
    assert [] == standing("own_call_gap", project(own=(1, 15, 28)), policy)
    assert [(29, "missed")] == standing("own_call_gap", project(own=(1, 15), length=42), policy)[:1]


def test_the_gap_of_the_checks_has_its_own_limit(own):
    """
    Seven days from one check to the next will do, eight will not.
    """
    policy = own("callbacks.work.check_gap", "value = 7")

    assert [] == standing("check_gap", project(checked=(7, 14, 21, 28)), policy)
    assert [(14, "late")] == standing("check_gap", project(checked=(7, 15, 21, 28)), policy)


def test_checks_per_calendar_week(own):
    """
    A company may count full weeks from Monday instead: the first and the last of the work are not full.
    """
    policy = own("callbacks.work.check", 'cadence = { times = 2, per = "week" }')

    assert [(12, "missed"), (19, "done"), (26, "missed")] == standing(
        "weekly_check", project(checked=(8, 13, 14)), policy
    )


def test_anybody_may_call_where_the_company_says_so(own):
    """
    The role does not matter then, and need not be known.
    """
    policy = own("callbacks.work.own_call_by", 'permission = { actions = ["own_call"], roles = ["*"] }')
    facts = project(length=14)
    facts = evolve(facts, calls=(ProjectCall(at=day(3), recorded=True),))

    assert ("calls[0].by",) == work_standing(facts, DYR.on(facts.on)).missing
    assert [(14, "done")] == standing("own_call", facts, policy)


def test_before_the_work_nothing_is_owed():
    """
    The work begins on its first day.
    """
    assert [] == standing("weekly_check", project(on=0))
    assert [(7, "open")] == standing("weekly_check", project(on=1))


@pytest.mark.parametrize(
    ("called", "status"),
    [(None, "open"), (2, "open"), (4, "open"), (5, "done"), (8, "done"), (12, "done"), (13, "late")],
)
def test_a_designers_wish_is_met_from_the_day_he_asked(called, status):
    """
    Not before the home was measured or the wish was made, at the latest on the day wanted.
    """
    calls = () if called is None else (ProjectCall(at=date(2024, 3, called), recorded=True),)
    wish = DesignRequest(made=date(2024, 3, 4), wanted=date(2024, 3, 12))
    on = date(2024, 3, 13 if called == 13 else 12)
    facts = DecorationProject(on=on, measured=date(2024, 3, 5), calls=calls, requests=(wish,))

    assert [status] == [one.status for one in design_standing(facts, DYR.on(on)).duties]
    again = evolve(facts, measured=date(2024, 3, 1))
    assert [status if called != 4 else "done"] == [one.status for one in design_standing(again, DYR.on(on)).duties]


def test_a_check_of_tomorrow_does_not_count_yet():
    """
    The period stays open until then.
    """
    assert [(7, "open")] == standing("weekly_check", project(on=5, checked=(6,)))
    assert [(7, "done")] == standing("weekly_check", project(on=6, checked=(6,)))


def test_a_check_of_tomorrow_is_not_asked_about():
    """
    Whether it was recorded does not matter yet; of today's it does.
    """
    facts = project(on=5)
    later, now = (evolve(facts, checks=(ProjectCheck(at=day(number)),)) for number in (6, 5))

    assert () == work_standing(later, DYR.on(later.on)).missing
    assert ("checks[0].recorded",) == work_standing(now, DYR.on(now.on)).missing


def test_a_company_may_set_how_often_a_design_is_followed_up(own):
    """
    Counted from measuring, then from the last call.
    """
    policy = own("callbacks.design.interval", "value = 5")
    facts = DecorationProject(on=date(2024, 3, 10), enquired=START, measured=START, calls=())
    called = evolve(facts, calls=(ProjectCall(at=date(2024, 3, 9), recorded=True),))

    found = [design_standing(one, policy.on(one.on)).duties[0] for one in (facts, called)]
    assert [(date(2024, 3, 11), "open"), (date(2024, 3, 14), "open")] == [(one.due, one.status) for one in found]


@given(st.integers(1, 60), st.lists(st.integers(1, 60), max_size=8), st.integers(1, 60))
def test_one_check_more_never_leaves_more_missed(length, checked, extra):
    """
    And there are as many periods as full weeks in the work.
    """
    before, after = (
        standing("weekly_check", project(length=length, checked=days)) for days in (checked, [*checked, extra])
    )

    assert length // 7 == len(before) == len(after)
    assert sum(status == "missed" for _, status in after) <= sum(status == "missed" for _, status in before)


@pytest.mark.parametrize(("made", "due"), [(13, [date(2024, 3, 12)]), (12, [date(2024, 3, 12)] * 2)])
def test_a_request_that_is_made_later_does_not_count_yet(made, due):
    """
    On the day asked about it does.
    """
    requests = (
        DesignRequest(made=date(2024, 3, 5), wanted=date(2024, 3, 12)),
        DesignRequest(made=date(2024, 3, made), wanted=date(2024, 3, 12)),
    )
    facts = DecorationProject(
        on=date(2024, 3, 12), enquired=date(2024, 3, 1), measured=date(2024, 3, 1), calls=(), requests=requests
    )

    assert due == [one.due for one in design_standing(facts, DYR.on(facts.on)).duties]
