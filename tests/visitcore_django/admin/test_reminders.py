from datetime import date

import pytest
from django.urls import reverse
from visitcore_site.days import NOW, TODAY

from visitcore_django.admin.reminders import page_of
from visitcore_django.models import Reminder, SweepRun

LIST = reverse("admin:visitcore_django_reminder_changelist")


pytestmark = pytest.mark.usefixtures("today")


def reminder(to, says="Visit <b>X</b>", kind="visit_overdue", **more):
    """
    An open reminder.
    """
    told = {"says_en": says, "says_zh": "请拜访", "opened_on": TODAY, "subject_kind": "customer", "subject_id": 7}
    key = str(Reminder.objects.count())
    return Reminder.objects.create(kind=kind, to=to, open_key=key, **{"due_by": date(2024, 6, 11), **told, **more})


def page(client, user, address=LIST, **query):
    """
    A page as somebody sees it.
    """
    client.force_login(user)
    answer = client.get(address, query)
    assert 200 == answer.status_code
    return answer.content.decode()


def change(row):
    """
    The address of a reminder's page.
    """
    return reverse("admin:visitcore_django_reminder_change", args=[row.pk])


def test_the_list_begins_with_what_is_open_and_mine(office, client):
    """
    Li sees his open reminder with the days since, as text.
    """
    reminder(office.li)
    reminder(office.li, "an old one", closed_on=TODAY)
    reminder(office.wang, "of Wang")
    text = page(client, office.li)

    assert "Visit &lt;b&gt;X&lt;/b&gt;" in text
    assert "3 days overdue" in text
    assert "an old one" not in text and "of Wang" not in text
    assert "an old one" in page(client, office.li, **{"is": "done"})


def test_the_lead_sees_those_of_the_team(office, client):
    """
    Those of another team stay hidden, in the list and by a guessed address.
    """
    reminder(office.li, "of Li")
    hidden = reminder(office.zhao, "of Zhao")
    text = page(client, office.lead, whose="all")

    assert "of Li" in text and "of Zhao" not in text
    assert 404 == client.get(change(hidden)).status_code


def test_a_chinese_reader_reads_chinese(office, client):
    """
    The sentence is in the language of the page.
    """
    reminder(office.li)
    client.cookies["django_language"] = "zh-hans"

    assert "请拜访" in page(client, office.li)


def test_a_duty_is_done_by_its_button(office, client):
    """
    The button is there for the one whom it is for, and closes the reminder with his name.
    """
    row = reminder(office.boss, kind="duty:duties.complaint_statistics", subject_kind="sweeprun", subject_id=0)
    assert "do/done/" in page(client, office.boss, change(row))
    assert "do/done/" not in page(client, office.auditor, change(row))
    client.force_login(office.boss)
    client.post(f"{change(row).removesuffix('change/')}do/done/", {"token": "t"})
    row.refresh_from_db()

    assert (TODAY, office.boss) == (row.closed_on, row.closed_by)


def test_a_forged_request_closes_nothing(office, client):
    """
    A reminder of somebody else, or one that closes by itself, is not closed by a hand-made request.
    """
    own, other = reminder(office.li), reminder(office.wang, kind="duty:x")
    client.force_login(office.li)
    for row in (own, other):
        client.post(f"{change(row).removesuffix('change/')}do/done/", {"token": "t"})

    assert not Reminder.objects.exclude(closed_on=None).exists()


def test_several_are_marked_at_once(office, client):
    """
    Those that may be closed are, and of the others it is said why not: each reason by itself.
    """
    rows = [reminder(office.lead, rung=1), reminder(office.lead, rung=1), reminder(office.lead)]
    rows += [reminder(office.li, rung=1)]
    client.force_login(office.lead)
    keys = [row.pk for row in rows]
    answer = client.post(f"{LIST}?whose=all", {"action": "mark_done", "_selected_action": keys}, follow=True)
    text = answer.content.decode()

    assert "2 reminders are done." in text
    assert "1 reminder closes by itself" in text
    assert "1 reminder is for somebody else" in text
    assert 2 == Reminder.objects.filter(closed_on=None).count()

    told = {"action": "mark_done", "_selected_action": keys[:2]}
    again = client.post(f"{LIST}?is=done", told, follow=True).content.decode()
    assert "2 reminders were done already" in again


def test_who_may_mark_nothing_is_offered_no_action(office, client):
    """
    An auditor looks on; Li is reminded of something, and the manager acts in roles.
    """
    reminder(office.li)

    assert "mark_done" not in page(client, office.auditor, whose="all")
    assert "mark_done" in page(client, office.li)
    reminder(office.manager)
    assert "mark_done" in page(client, office.manager)


def test_a_reminder_leads_to_its_thing():
    """
    To the row where there is one, to its list where there is none yet, nowhere for a sweep or a strange table.
    """
    assert "/admin/visitcore_django/customer/7/change/" == page_of(Reminder(subject_kind="customer", subject_id=7))
    assert "/admin/visitcore_django/visitplan/" == page_of(Reminder(subject_kind="visitplan", subject_id=0))
    assert "" == page_of(Reminder(subject_kind="sweeprun", subject_id=0))
    assert "" == page_of(Reminder(subject_kind="nothing", subject_id=1))


@pytest.mark.parametrize("number", [3, 30])
def test_the_list_takes_the_same_queries_whatever_its_length(office, client, django_assert_max_num_queries, number):
    """
    People and customers are read with the rows.
    """
    for place in range(number):
        reminder(office.li, customer=office.customer(f"C{place}"))
    client.force_login(office.li)

    with django_assert_max_num_queries(14):
        client.get(LIST)


def test_the_sweeps_are_there_to_look_at(office, client):
    """
    An auditor reads what each one did, and changes nothing.
    """
    run = SweepRun.objects.create(on=TODAY, finished_at=NOW, counts={"visits.opened": 2})
    address = reverse("admin:visitcore_django_sweeprun_change", args=[run.pk])

    assert "reminders of visits: opened 2" in page(client, office.auditor, address)
    assert 403 == client.post(address, {"on": "2020-01-01"}).status_code
