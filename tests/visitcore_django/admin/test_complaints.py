from datetime import date, timedelta

import pytest
from django.urls import reverse
from visitcore_site.days import NOW, TODAY, at

from visitcore_django import desk
from visitcore_django.models import CallbackMatter, Complaint, DecisionRecord

LIST, ADD = reverse("admin:visitcore_django_complaint_changelist"), reverse("admin:visitcore_django_complaint_add")
XSS = "<script>alert(1)</script>"
SIGNS = ("to_manufacturer", "door_block", "disturbance", "return_or_exchange", "negative_media", "other_severe")


pytestmark = pytest.mark.usefixtures("today")


def page_of(row):
    """
    The address of a complaint's page.
    """
    return reverse("admin:visitcore_django_complaint_change", args=[row.pk])


def press(client, row, name, **told):
    """
    Press a button on the page of a complaint.
    """
    url = reverse("admin:visitcore_django_complaint_do", args=[row.pk, name])
    return client.post(url, told, follow=True)


def taken(office, problem="lift stuck", days=1, by=None, **more):
    """
    A complaint of Li's that came in some days ago.
    """
    told = {"problem": problem, "received_at": NOW - timedelta(days=days), "reply_letter_only": False, **more}
    told["customer"] = told.get("customer") or office.customer(problem)
    return desk.open_complaint(Complaint(**told), by=by or office.li, at=told["received_at"])


def typed(**more):
    """
    What is typed into the form of a new complaint.
    """
    day = {"received_at": "2024-06-14T09:30"}
    return (
        {"number": "", "customer": "", "complainant": "Sun", "problem": "x", "reply_letter_only": "false"} | day | more
    )


def test_the_list_holds_the_open_ones_by_what_is_due(office, client):
    """
    CPC-26.1: what came in nine days ago stands first and is late by two days; closed ones are there where asked for.
    """
    taken(office, "fresh", 1)
    taken(office, "stale", 9)
    closed = taken(office, "gone", 3)
    Complaint.objects.filter(pk=closed.pk).update(closed_at=NOW)
    client.force_login(office.li)
    page, every = client.get(LIST).content.decode(), client.get(LIST, {"how": "all"}).content.decode()

    assert page.index("stale") < page.index("fresh")
    assert "late by 2 days" in page and "6 days left" in page
    assert "gone" not in page and "gone" in every


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"how": "overdue"}, {"stale"}),
        ({"how": "closed"}, set()),
        ({"gravity": "major"}, {"grave"}),
        ({"gravity": "unknown"}, {"fresh", "stale"}),
        ({"state": "reason_checked"}, {"stale"}),
        ({"handler": "me"}, set()),
        ({"handler": "none"}, {"fresh", "grave"}),
        ({"q": "fres"}, {"fresh"}),
    ],
)
def test_the_list_is_filtered(office, client, asked, found):
    """
    By how it stands, gravity, state, handler and words.
    """
    taken(office, "fresh", 1)
    stale = taken(office, "stale", 9)
    taken(office, "grave", 1, flags={"door_block": True}, visible_at_receipt=False)
    desk.advance_complaint(stale, "check_reason", by=office.li, at=NOW - timedelta(days=8))
    desk.assign_complaint(stale, office.wang, by=office.lead, at=NOW - timedelta(days=7))
    client.force_login(office.li)
    rows = client.get(LIST, asked).context["cl"].result_list

    assert found == {row.problem for row in rows} - ({"grave"} if asked.get("how") == "overdue" else set())


def test_the_list_takes_as_many_queries_for_many_rows(office, client, django_assert_max_num_queries):
    """
    Three rows and thirty cost the same number of queries.
    """
    client.force_login(office.li)
    for upto in (3, 30):
        for number in range(Complaint.objects.count(), upto):
            taken(office, f"p{number}")
        with django_assert_max_num_queries(18):
            client.get(LIST)


def test_what_is_not_looked_after_does_not_exist(office, client):
    """
    A guessed address, and a button behind it, answer 404 to a salesperson of another team.
    """
    row = taken(office)
    client.force_login(office.zhao)

    assert 404 == client.get(page_of(row)).status_code
    assert 404 == press(client, row, "take-check_reason").status_code
    assert "lift stuck" not in client.get(LIST).content.decode()


def test_the_page_shows_the_way_the_clocks_and_whose_turn_it_is(office, client):
    """
    Who may take the next step finds its button; whoever may not reads whose turn it is.
    """
    row = taken(office)
    client.force_login(office.li)
    page = client.get(page_of(row)).content.decode()
    client.force_login(office.lead)
    theirs = client.get(page_of(row)).content.decode()

    assert "take-check_reason" in page and "take-check_reason" not in theirs
    for words in ("store", "2024-06-20", "6 days left", "CPC-26.1", "operations customer service"):
        assert words in theirs


def test_a_step_is_taken_by_its_button(office, client):
    """
    Li checks the reason, and the page says where it stands now.
    """
    row = taken(office)
    client.force_login(office.li)
    page = press(client, row, "take-check_reason", note="looked into", token="t").content.decode()
    row.refresh_from_db()

    assert "reason_checked" == row.state
    assert "It now stands at: reason checked." in page
    assert "looked into" in page


def test_a_forged_step_is_refused_on_record_and_told_with_its_clause(office, client):
    """
    The lead, who checked the reason himself, forges the button that takes the case on.
    """
    office.lead.groups.add(office.groups["Salesperson"])
    row = taken(office)
    desk.advance_complaint(row, "check_reason", by=office.lead)
    client.force_login(office.lead)
    shown = client.get(page_of(row)).content.decode()
    page = press(client, row, "take-accept_case").content.decode()
    row.refresh_from_db()

    assert "take-accept_case" not in shown
    assert "the step before was yours" in shown
    assert "reason_checked" == row.state
    assert "CPC-07.1" in page
    assert "refused" == DecisionRecord.objects.get(name="complaint_step", verdict="refused").verdict


@pytest.mark.parametrize("name", ["take-check_reason", "note", "hand"])
def test_the_auditor_changes_nothing(office, client, name):
    """
    The auditor reads everything; whatever he sends is refused.
    """
    row = taken(office)
    client.force_login(office.auditor)
    page = client.get(page_of(row))
    answer = press(client, row, name, kind="remark", note="x", handler=office.wang.pk)

    assert 200 == page.status_code and "lift stuck" in page.content.decode()
    assert 403 == answer.status_code or 1 == row.events.count()
    assert 1 == row.events.count()


def test_conditions_are_ticks(office, client):
    """
    CPC-11.1: without its three ticks the report is not handed in.
    """
    row = taken(office)
    for move, who in (("check_reason", office.li), ("accept_case", office.lead), ("route", office.cs)):
        desk.advance_complaint(row, move, by=who)
    client.force_login(office.manager)
    page = client.get(page_of(row)).content.decode()
    said = "the door was not closed"
    press(client, row, "take-hand_in_report", met=["accepting_department"], note=said)
    row.refresh_from_db()
    before = row.state
    ticks = ["accepting_department", "investigation_report", "original_complaint"]
    press(client, row, "take-hand_in_report", met=ticks, note=said)
    row.refresh_from_db()

    assert 3 == page.count('name="met"')
    assert ("routed", "investigated") == (before, row.state)


def test_a_step_that_asks_for_words_is_not_taken_without(office, client):
    """
    CPC-11.1: the findings are written down before the ticks; CPC-09.1 asks for none, and a remark may be left out.
    """
    row = taken(office)
    for move, who in (("check_reason", office.li), ("accept_case", office.lead)):
        desk.advance_complaint(row, move, by=who)
    client.force_login(office.cs)
    optional = client.get(page_of(row)).content.decode()
    press(client, row, "take-route")
    client.force_login(office.manager)
    page = client.get(page_of(row)).content.decode()
    ticks = ["accepting_department", "investigation_report", "original_complaint"]
    refused = press(client, row, "take-hand_in_report", met=ticks, note=" ").content.decode()
    row.refresh_from_db()

    assert "Remark on “route”" in optional and 'maxlength="2000" required' not in optional
    assert 'maxlength="2000" required' in page
    assert page.index("The findings of the investigation") < page.index("Tick what is done") < page.index('name="met"')
    assert "Not taken: write down the findings of the investigation." in refused
    assert "routed" == row.state


def test_who_has_no_button_reads_what_is_to_be_written(office, client):
    """
    CPC-07.1: the check is for the store; the customer-service manager reads what it is to tell.
    """
    row = taken(office)
    client.force_login(office.cs)

    assert "to be written down: what the check of the reason has shown" in client.get(page_of(row)).content.decode()


def test_a_new_one_is_typed_in(office, client):
    """
    What is typed comes to the desk: it gets a number, its signs, and who took it in.
    """
    client.force_login(office.li)
    client.post(ADD, typed(signs=["door_block"], customer=office.customer().pk, problem="door"))
    row = Complaint.objects.get()

    assert "major" == row.gravity and row.number
    assert office.li == row.receptionist
    assert {"door_block": True} == row.flags


def test_signs_that_were_looked_at_are_not_there(office, client):
    """
    Only where it is said that every sign was looked at, what is not ticked is not there.
    """
    client.force_login(office.cs)
    client.post(ADD, typed(problem="a"))
    client.post(ADD, typed(problem="b", signs_known="on"))
    first, second = Complaint.objects.order_by("pk")

    assert ({}, "") == (first.flags, first.gravity)
    assert (dict.fromkeys(SIGNS, False), "ordinary") == (second.flags, second.gravity)


def test_what_is_on_record_already_is_told_with_the_way_there(office, client):
    """
    The form is shown again with the number of the record and a link to it; with a reason it is opened all the same.
    """
    first = taken(office, "same", 1)
    client.force_login(office.li)
    told = typed(customer=first.customer.pk, problem="same")
    page = client.post(ADD, told).content.decode()
    count = Complaint.objects.count()
    client.post(ADD, {**told, "even_so": "another one"})

    assert first.number in page and page_of(first) in page
    assert (1, 2) == (count, Complaint.objects.count())


def test_a_stale_edit_is_told(office, client):
    """
    The second of two who save the same complaint is told, and nothing is overwritten.
    """
    row = taken(office)
    client.force_login(office.li)
    told = {"problem": "mine", "complainant": "", "customer": row.customer.pk, "version": row.version - 1}
    page = client.post(page_of(row), told).content.decode()
    row.refresh_from_db()

    assert "Somebody else has changed this meanwhile" in page
    assert "lift stuck" == row.problem


def test_an_edit_is_saved_and_classed_again(office, client):
    """
    A sign that is ticked later makes it major.
    """
    row = taken(office)
    client.force_login(office.li)
    told = {"problem": "mine", "complainant": "", "customer": row.customer.pk, "version": row.version}
    client.post(page_of(row), {**told, "signs": ["negative_media"], "persons": ["wang"]})
    row.refresh_from_db()

    assert ("mine", "major", ["wang"]) == (row.problem, row.gravity, row.about)


def test_nothing_that_is_typed_is_run(office, client):
    """
    A script in any text stands on list and page as text, and so does a name that starts with an equals sign.
    """
    row = taken(office, XSS, complainant="=1+1", text=XSS, channel=XSS[:30], customer=office.customer("C9", name=XSS))
    desk.note_complaint(row, by=office.li, note=XSS)
    taken(office, XSS.upper() + "2", customer=row.customer)
    client.force_login(office.li)
    for url in (LIST, page_of(row)):
        page = client.get(url).content.decode()

        assert XSS not in page and XSS.upper() not in page
        assert "&lt;script&gt;" in page


def test_acts_are_written_down_and_it_is_handed_over(office, client):
    """
    A warning is written down with its time, and the complaint is handed to Wang; a time ahead is refused.
    """
    row = taken(office, flags={"door_block": True})
    client.force_login(office.lead)
    press(client, row, "note", kind="legal_warned", at="2024-06-14T09:00", note="told")
    ahead = press(client, row, "note", kind="remark", at="2024-06-15T09:00", note="x").content.decode()
    press(client, row, "hand", handler=office.wang.pk)
    row.refresh_from_db()

    assert at(TODAY, 9) == row.events.get(kind="legal_warned").at
    assert "has not happened" in ahead
    assert office.wang == row.handler


def test_a_policy_without_complaints_is_said_so(office, client, settings):
    """
    Under a policy that says nothing of complaints the page says so, and the complaint is closed by hand.
    """
    settings.VISITCORE = {"POLICY": "ABC"}
    row = taken(office)
    client.force_login(office.li)
    page = client.get(page_of(row)).content.decode()
    press(client, row, "note", kind="closed")
    row.refresh_from_db()

    assert "has no way for complaints" in page
    assert "sets no time limit" in page
    assert NOW == row.closed_at


def test_a_policy_of_the_company_with_another_way(office, client):
    """
    Where the published policy takes over the car dealer's rules, the page shows their way.
    """
    office.policy('name = "ours"\nextends = ["DCP"]\n', since=date(2024, 1, 1))
    row = taken(office)
    client.force_login(office.cs)
    page = client.get(page_of(row)).content.decode()

    assert "take-judge" in page and "take-escalate" in page
    assert "first answer" in page


def test_the_end_leads_to_the_call_back(office, client):
    """
    RCB-01.3a: a closed complaint shows by when it is called back on.
    """
    row = taken(office)
    desk.callback_matters.open_after(row, by=office.li, at=NOW)
    client.force_login(office.cs)
    matter = CallbackMatter.objects.get()
    page = client.get(page_of(row)).content.decode()

    assert reverse("admin:visitcore_django_callbackmatter_change", args=[matter.pk]) in page


def test_the_page_of_a_complaint_about_oneself_is_for_reading_and_remarks(office, client):
    """
    OMS-02.3: Li's page has nothing to save, and takes his word; the lead's page takes corrections.
    """
    row = taken(office, about=["li"])
    pages = []
    for person in (office.li, office.lead):
        client.force_login(person)
        pages.append(client.get(page_of(row)).content.decode())
    client.force_login(office.li)
    press(client, row, "note", kind="remark", note="it was not so")

    assert [False, True] == ['name="persons"' in page for page in pages]
    assert "it was not so" == row.events.last().note


def test_a_closed_one_is_for_reading_and_remarks(office, client):
    """
    No field is left, nobody is chosen as its handler, no clock runs on; a remark is taken, a save sent anyway is not.
    """
    row = taken(office, flags={"door_block": True})
    for move, by in (("check_reason", "li"), ("refuse_case", "lead"), ("explain", "li"), ("close_case", "cs")):
        desk.advance_complaint(row, move, by=getattr(office, by), met=["reason_explained"])
    client.force_login(office.lead)
    page = client.get(page_of(row)).content.decode()
    saved = client.post(page_of(row), typed(judged="general", version=row.version))
    press(client, row, "note", kind="legal_warned", note="told")
    press(client, row, "note", kind="remark", note="she called again")
    row.refresh_from_db()

    assert "closed already" in page and "ended with the case" in page
    gone = ('name="judged"', 'name="text"', 'name="handler"', " left</", "legal_warned")
    assert not any(name in page for name in gone)
    assert 403 == saved.status_code and "" == row.judged
    assert "she called again" == row.events.last().note
