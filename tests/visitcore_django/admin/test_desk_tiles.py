from datetime import date, timedelta

import pytest
from django.urls import NoReverseMatch
from visitcore_site.days import NOW, TODAY
from visitcore_site.rows import new

from visitcore_django import desk
from visitcore_django.admin import desk_tiles
from visitcore_django.admin.desk_tiles import mine, tiles
from visitcore_django.models import Complaint, Reminder, Visit, VisitPlan, VisitReport

pytestmark = pytest.mark.usefixtures("today")


def by_label(found):
    """
    The tiles by what they count.
    """
    return {str(one.label): one for one in found}


def shown(client, tile):
    """
    How many rows the list behind a tile shows.
    """
    return client.get(tile.href).context["cl"].result_count


def test_what_waits_for_me_is_counted_and_one_click_away(office, client):
    """
    An excuse that Li asks for waits for the lead, and neither for Li nor for a stranger.
    """
    days = {"first_day": TODAY, "last_day": TODAY + timedelta(days=5)}
    desk.request_excuse(office.customer(), by=office.li, reason="closed", **days)
    client.force_login(office.lead)
    waiting = by_label(mine(office.lead))["waiting for me"]

    assert (1, 1) == (waiting.count, shown(client, waiting))
    assert 0 == by_label(mine(office.li))["waiting for me"].count


@pytest.mark.parametrize("model", [VisitPlan, VisitReport])
def test_what_was_sent_back_stands_out_for_whoever_wrote_it(office, client, model):
    """
    A salesperson finds the plan or report that came back; the lead, who sent it back, is not told to mend it.
    """
    label = "my plans sent back" if model is VisitPlan else "my reports sent back"
    assert label not in by_label(mine(office.li))
    new(model, office.li, office.customer(), state="returned")
    new(model, office.wang, office.customer("C2", owner=office.wang), state="returned")

    for person in (office.li, office.wang):
        client.force_login(person)
        back = by_label(mine(person))[label]
        assert (1, True, 1) == (back.count, back.late, shown(client, back))
    assert label not in by_label(mine(office.lead))


def test_my_reminders_are_counted(office, client):
    """
    The open ones to the reader.
    """
    new(Reminder, office.li, office.customer())
    new(Reminder, office.li, office.customer("C2"), closed_on=TODAY)

    assert 1 == by_label(mine(office.li))["my reminders"].count


def test_every_list_shows_what_its_tile_counts(office, client):
    """
    Who follows a number finds as many rows: open and late complaints, late reports, customers as they stand.
    """
    first = office.customer("C1", due_status="overdue", last_visit=date(2024, 6, 1))
    office.customer("C2", due_status="due", act_by=TODAY, last_visit=date(2024, 6, 1))
    for late, closed in ((True, False), (False, False), (True, True)):
        moment = NOW - timedelta(hours=1) if late else NOW + timedelta(days=1)
        more = {"closed_at": NOW, "next_due": None} if closed else {"next_due": moment}
        new(Complaint, office.li, first, **more)
    made = new(Visit, office.li, first, start=NOW - timedelta(days=40), status="completed")
    new(VisitReport, office.li, first, visit=made, due_by=TODAY - timedelta(days=30))
    client.force_login(office.li)
    found = by_label(tiles(office.li))

    assert {label: one.count for label, one in found.items()} == {
        label: shown(client, one) for label, one in found.items()
    }
    late = found["complaints late"]
    assert (2, 1, True) == (found["open complaints"].count, late.count, late.late)


def test_a_list_that_the_host_took_off_is_no_link(office, monkeypatch):
    """
    The number is still told.
    """

    def gone(_name):
        raise NoReverseMatch

    monkeypatch.setattr(desk_tiles, "reverse", gone)

    assert {""} == {one.href for one in [*mine(office.li), *tiles(office.li)]}
