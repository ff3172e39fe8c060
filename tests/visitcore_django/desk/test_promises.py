from datetime import date

import pytest
from visitcore_site.days import NOW, TODAY, at

from visitcore_django import desk
from visitcore_django.desk.promises import refresh_promises
from visitcore_django.models import CalendarDay, DecisionRecord, PolicyVersion, Promise, Visit
from visitcore_django.policies import running

A_WEEK = 'name = "dst"\nextends = ["DST"]\n'


@pytest.fixture
def promise(office):
    """
    Li has promised a quotation today.
    """
    return desk.make_promise(office.customer(), by=office.li, what="send a quotation", at=NOW)


def test_a_promise_is_taken_up_on_the_day_it_is_made(promise):
    """
    VPR-03.4b: what is promised is due on the same day, and the record says by which clause.
    """
    record = DecisionRecord.objects.get()

    assert TODAY == promise.due_by
    assert ("follow_up", "VPR-03.4b", promise.pk) == (record.name, record.rules, record.subject_id)


@pytest.mark.parametrize(("kept", "verdict"), [(TODAY, "allowed"), (date(2024, 6, 15), "refused")])
def test_a_promise_is_kept_in_time_or_late(office, promise, kept, verdict):
    """
    VPR-03.4b: kept on the day it is in time, a day later it is late; both are kept and recorded.
    """
    desk.keep_promise(promise, by=office.li, on=kept, at=at(date(2024, 6, 20)))

    assert kept == promise.kept
    assert verdict == DecisionRecord.objects.latest("pk").verdict


def test_a_promise_is_not_kept_before_it_is_made(office, promise):
    """
    On the day before it, nothing is kept.
    """
    with pytest.raises(desk.DeskError, match="before it is made"):
        desk.keep_promise(promise, by=office.li, on=date(2024, 6, 13), at=NOW)

    assert Promise.objects.get().kept is None


@pytest.mark.parametrize(("kept", "verdict"), [(date(2024, 6, 21), "allowed"), (date(2024, 6, 22), "refused")])
def test_the_policy_that_runs_gives_the_days(office, kept, verdict):
    """
    DST-03.1d: under the distributor's rules a problem is followed up within one week.
    """
    PolicyVersion.objects.create(
        name="dst",
        toml=A_WEEK,
        in_force_from=date(2024, 1, 1),
        state="published",
        author=office.lead,
        approver=office.boss,
        published_at=NOW,
    )
    promise = desk.make_promise(office.customer(), by=office.li, what="x", at=NOW)
    desk.keep_promise(promise, by=office.li, on=kept, at=at(date(2024, 6, 30)))

    assert date(2024, 6, 21) == promise.due_by
    assert verdict == DecisionRecord.objects.latest("pk").verdict


@pytest.mark.parametrize("on", [date(2024, 6, 13), date(2024, 6, 16)])
def test_a_promise_is_kept_after_it_is_made_and_not_ahead_of_time(office, promise, on):
    """
    A day before the promise, or one that lies ahead, is not taken.
    """
    with pytest.raises(desk.DeskError):
        desk.keep_promise(promise, by=office.li, on=on, at=at(date(2024, 6, 15)))

    assert Promise.objects.get().kept is None


def test_a_promise_is_kept_once(office, promise):
    """
    A second word on it is refused; a double click is not.
    """
    desk.keep_promise(promise, by=office.li, at=NOW, token="t")
    desk.keep_promise(promise, by=office.li, at=NOW, token="t")
    with pytest.raises(desk.DeskError):
        desk.keep_promise(promise, by=office.li, at=NOW)

    assert 2 == DecisionRecord.objects.count()


@pytest.mark.parametrize("told", [{"what": " "}, {"made": date(2024, 6, 15)}])
def test_a_promise_says_something_and_was_made(office, told):
    """
    Neither an empty promise nor one of tomorrow is noted.
    """
    with pytest.raises(desk.DeskError):
        desk.make_promise(office.customer(), by=office.li, at=NOW, **{"what": "x", **told})


def test_a_promise_belongs_to_a_visit_of_its_customer(office):
    """
    A visit to another customer is not taken.
    """
    other = Visit.objects.create(customer=office.customer("C2"), start=NOW)

    with pytest.raises(desk.DeskError):
        desk.make_promise(office.customer(), by=office.li, what="x", visit=other, at=NOW)


@pytest.mark.parametrize("person", ["wang", "auditor"])
def test_nobody_promises_for_anothers_customer(office, promise, person):
    """
    Another salesperson and the auditor neither make nor keep a promise.
    """
    with pytest.raises(desk.NotAllowedError):
        desk.make_promise(promise.customer, by=getattr(office, person), what="x", at=NOW)
    with pytest.raises(desk.NotAllowedError):
        desk.keep_promise(promise, by=getattr(office, person), at=NOW)


def test_a_policy_that_says_nothing_on_promises_leaves_them_open(office, settings):
    """
    Where no clause speaks of promises there is no due day, and none is made up.
    """
    settings.VISITCORE = {"POLICY": "HM"}
    promise = desk.make_promise(office.customer(), by=office.li, what="x", at=NOW)

    assert promise.due_by is None
    assert not DecisionRecord.objects.exists()
    assert not CalendarDay.objects.exists()


def test_a_visit_to_another_stays_one_to_another(office):
    """
    Whatever its row says in memory of the customer.
    """
    other, own = office.customer("C2"), office.customer()
    visit = Visit.objects.create(customer=other, owner=office.li, start=NOW)
    visit.customer = own

    with pytest.raises(desk.DeskError, match="another customer"):
        desk.make_promise(own, by=office.li, what="x", visit=visit, at=NOW)


def test_another_policy_moves_what_is_not_kept(office, promise):
    """
    DST-03.1d: a week where it was the same day; a promise that is kept meanwhile keeps the day it had.
    """
    kept = desk.make_promise(promise.customer, by=office.li, what="x", at=NOW)
    stale = list(Promise.objects.all())
    desk.keep_promise(kept, by=office.li, at=NOW)
    office.policy(A_WEEK)
    refresh_promises(stale, TODAY, lambda day: running(day).policy)

    assert [date(2024, 6, 21), TODAY] == list(Promise.objects.order_by("pk").values_list("due_by", flat=True))
