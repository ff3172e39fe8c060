from datetime import UTC, timedelta

import pytest
from visitcore_site.days import NOW, TODAY, at

from visitcore_django import desk
from visitcore_django.admin import complaint_panels
from visitcore_django.admin.complaint_panels import asked_by, clocks_in, matter_of, panels_of, way_of
from visitcore_django.desk.complaint_steps import ways_of
from visitcore_django.models import CallbackMatter, Complaint


@pytest.fixture
def row(office):
    """
    A complaint that came in yesterday, with its reason checked.
    """
    told = {"problem": "x", "received_at": NOW - timedelta(days=1), "customer": office.customer()}
    row = desk.open_complaint(Complaint(**told), by=office.li, at=told["received_at"])
    desk.advance_complaint(row, "check_reason", by=office.li, at=NOW - timedelta(hours=2))
    return row


def asked(rf, user):
    """
    A request of somebody.
    """
    request = rf.get("/")
    request.user = user
    return request


def test_the_way_tells_what_is_done_what_comes_and_what_comes_after(office, row):
    """
    CPC-07.1: after the check the lead takes on or refuses, and the way goes on to the end.
    """
    way = way_of(row, ways_of(row, by=office.lead, at=NOW), NOW)

    assert ["received", "reason checked"] == [step["kind"] for step in way["done"]]
    assert ["take-accept_case", "take-refuse_case"] == [step["button"] for step in way["next"]]
    assert {True} == {step["open"] for step in way["next"]} and {"store superior"} == {
        step["who"] for step in way["next"]
    }
    assert ("routed", "closed") == (way["later"][0], way["later"][-1])
    assert not way["over"]


def test_the_way_is_that_of_the_day_at_the_place_of_the_site(row, monkeypatch):
    """
    At half past midnight in Shanghai the rules of the new day count, whatever day it is in Greenwich.
    """
    days = []
    monkeypatch.setattr(complaint_panels, "flow_of", lambda _policy, day: days.append(day))
    way_of(row, (), at(TODAY, 0, 30).astimezone(UTC))

    assert [TODAY] == days


def test_without_a_way_everything_that_happened_is_told(row, settings):
    """
    Where the policy has none, the events stand there all the same.
    """
    settings.VISITCORE = {"POLICY": "ABC"}
    way = way_of(row, (), NOW)

    assert not way["flow"] and 2 == len(way["done"])
    assert clocks_in(row, NOW) is None


def test_what_is_late_stands_first(office, row):
    """
    OMS-02.12: a warning that is late stands before the end that is not.
    """
    row.flags = {"door_block": True}
    row.visible_at_receipt = True
    desk.correct_complaint(row, by=office.li, at=NOW)
    clocks = clocks_in(row, NOW + timedelta(hours=1))

    assert ("warning", True) == (clocks[0]["name"], clocks[0]["late"])
    assert "OMS-02.12" in clocks[0]["clause"]
    assert "legal department warned" in clocks[0]["waits"]


def test_the_panels_say_why_what_happened_and_what_is_the_same(office, row, rf):
    """
    A second complaint on the same matter is linked where it is seen, and only numbered where it is not.
    """
    told = {"problem": "x", "received_at": NOW, "customer": row.customer}
    again = desk.open_complaint(Complaint(**told), by=office.li, even_so="again", at=NOW)
    mine = {str(one.title): one.body for one in panels_of(asked(rf, office.li), again, NOW)}
    theirs = {str(one.title): one.body for one in panels_of(asked(rf, office.zhao), again, NOW)}

    assert {"Why it is classed so", "What happened", "On the same matter"} == set(mine)
    assert "href" in mine["On the same matter"] and "href" not in theirs["On the same matter"]
    assert row.number in theirs["On the same matter"]
    assert "again" in mine["What happened"]


def test_the_call_back_is_shown_to_those_who_see_it(office, row, rf):
    """
    Without a matter, or without the right to see it, nothing is told of a call-back.
    """
    nothing = matter_of(asked(rf, office.li), row)
    CallbackMatter.objects.create(case="M1", cause="complaint", complaint=row, customer=row.customer)

    assert nothing is None
    assert matter_of(asked(rf, office.li), row)["url"]
    assert matter_of(asked(rf, office.zhao), row) is None
    assert matter_of(asked(rf, office.money), row) is None


@pytest.mark.parametrize(("about", "said"), [([], "the step before was yours"), (["li"], "the complaint is about you")])
def test_one_is_told_why_it_is_not_for_oneself_and_is_not_named_for_it(office, row, about, said):
    """
    CPC-07.1: Li, who leads besides, checked the reason; the other lead takes the case on, and alone is named for it.
    """
    office.li.groups.add(office.groups["Team lead"])
    row.about = about
    way = way_of(row, ways_of(row, by=office.li, at=NOW), NOW)

    assert [said] * 2 == [str(step["why"]).removeprefix("not by you: ") for step in way["next"]]
    assert ["lead"] * 2 == [step["people"] for step in way["next"]]
    office.lead.groups.clear()
    way = way_of(row, ways_of(row, by=office.li, at=NOW), NOW)
    assert ["nobody else has this role yet"] * 2 == [step["people"] for step in way["next"]]


def test_words_are_asked_of_those_who_may_take_the_step(office, row):
    """
    CPC-11.1 asks for the findings of whoever hands in the report; CPC-07.1 asks for no words of who takes the case on.
    """
    assert ["", ""] == [asked_by(way) for way in ways_of(row, by=office.lead, at=NOW)]
    for move, who in (("accept_case", office.lead), ("route", office.cs)):
        desk.advance_complaint(row, move, by=who, at=NOW)
    told = [asked_by(ways_of(row, by=person, at=NOW)[0]) for person in (office.manager, office.li)]

    assert ["the findings of the investigation", ""] == told
