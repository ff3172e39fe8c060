from visitcore_site.days import NOW
from visitcore_site.meals import asked_for

from visitcore_django import desk
from visitcore_django.admin.history import approvals_panel, needed_in_words, why_panels
from visitcore_django.models import Approval


def test_a_row_tells_its_last_decision(office):
    """
    The last decision stands with its clause; one that was not taken does not stand at all.
    """
    [panel] = why_panels(asked_for(office), "decide_meal", "settle_meal")

    assert "HM-05.3" in panel.body


def test_a_row_tells_who_was_asked_and_what_they_said(office):
    """
    The word that it was sent back with stands beside who said it, and is no markup.
    """
    meal = asked_for(office)
    desk.send_back(Approval.objects.get(), by=office.cs, comment="<b>too dear</b>", at=NOW)
    [panel] = approvals_panel(meal)

    assert "&lt;b&gt;too dear&lt;/b&gt;" in panel.body
    assert "customer service manager" in panel.body
    assert "cs" in panel.body


def test_whoever_has_the_right_decides_where_no_role_is_named(office):
    """
    An excuse is asked of no role: it is said who may approve it, and no dash.
    """
    days = {"first_day": NOW.date(), "last_day": NOW.date(), "reason": "closed"}
    excuse = desk.request_excuse(office.customer(), by=office.li, at=NOW, **days)

    assert "whoever has the right and looks after it" == needed_in_words(Approval.objects.get())
    assert "whoever has the right and looks after it" in approvals_panel(excuse)[0].body


def test_a_row_that_nobody_was_asked_about_has_no_history(office):
    """
    Nothing stands where nobody was asked.
    """
    assert [] == approvals_panel(office.customer())
