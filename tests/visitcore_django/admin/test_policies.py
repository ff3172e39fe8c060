from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from visitcore_site.days import NOW, TODAY

from visitcore_django import desk
from visitcore_django.models import Approval, PolicyVersion

PAGE = "admin:visitcore_django_policyversion_"
LIST, ADD = reverse(f"{PAGE}changelist"), reverse(f"{PAGE}add")
SOUND = 'extends = ["standard"]\n'
NASTY = '=<script>alert("x")</script>'


pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def browse(client):
    """
    A browser for a person.
    """

    def by(person):
        client.force_login(person)
        return client

    return by


@pytest.fixture
def draft(office):
    """
    The manager's draft for July.
    """
    version = PolicyVersion(name="own", toml=SOUND, in_force_from=date(2024, 7, 1))
    return desk.save_draft(version, by=office.manager)


def told(**changes):
    """
    What a browser sends.
    """
    return {"name": "own", "in_force_from": "2024-07-01", "note": "", "toml": "", "token": "t1", **changes}


def page(row):
    """
    The address of a version.
    """
    return reverse(f"{PAGE}change", args=[row.pk])


def press(browser, row, name, **more):
    """
    Press a button.
    """
    return browser.post(reverse(f"{PAGE}do", args=[row.pk, name]), more)


def test_an_uploaded_file_becomes_a_draft(office, browse):
    """
    The manager's, with the content of the file.
    """
    file = SimpleUploadedFile("own.toml", SOUND.encode("utf-8-sig"))
    answer = browse(office.manager).post(ADD, told(file=file))
    row = PolicyVersion.objects.get()

    assert 302 == answer.status_code
    assert (SOUND, "draft", office.manager) == (row.toml, row.state, row.author)


def test_a_broken_upload_changes_nothing(office, browse):
    """
    Every problem on the field, and no row.
    """
    file = SimpleUploadedFile("own.toml", b'extends = ["ABCD"]\nonyl = 1\n')
    answer = browse(office.manager).post(ADD, told(file=file))
    shown = answer.content.decode()

    assert 200 == answer.status_code
    assert "2 problems; nothing was saved." in shown
    assert 'class="errorlist"' in shown
    assert 0 == PolicyVersion.objects.count()


def test_a_double_click_is_one_version(office, browse):
    """
    The same form sent twice.
    """
    for _time in range(2):
        browse(office.manager).post(ADD, told(toml=SOUND))

    assert 1 == PolicyVersion.objects.count()


def test_saved_and_submitted_with_one_click(office, browse):
    """
    It waits for somebody else at once.
    """
    browse(office.manager).post(ADD, told(toml=SOUND, _submit="1"))

    assert PolicyVersion.State.SUBMITTED == PolicyVersion.objects.get().state
    assert office.manager == Approval.objects.get().requested_by


def test_what_is_submitted_or_published_offers_nothing_to_save(office, browse, draft):
    """
    Saving it was refused with 403; the draft itself still offers it.
    """
    before = browse(office.manager).get(page(draft)).content.decode()
    desk.submit_policy(draft, by=office.manager)
    after = browse(office.manager).get(page(draft)).content.decode()
    theirs = browse(office.boss).get(page(draft)).content.decode()

    assert 'name="_submit"' in before
    assert 'name="_submit"' not in after + theirs


def test_a_stale_edit_is_told(office, browse, draft):
    """
    A form that shows an older version is not saved.
    """
    draft.note = "first"
    desk.save_draft(draft, by=office.manager)
    answer = browse(office.manager).post(page(draft), told(toml=SOUND, note="second", version="0", token="t9"))

    assert 200 == answer.status_code
    assert "first" == PolicyVersion.objects.get().note


def test_the_way_to_publication(office, browse, draft):
    """
    Submitted by the manager, seen with its impact and published by the general manager; then it only is looked at.
    """
    press(browse(office.manager), draft, "submit")
    shown = browse(office.boss).get(page(draft)).content.decode()
    assert shown.index("What changes") < shown.index("Whose visits it changes")
    press(browse(office.boss), draft, "approve")
    draft.refresh_from_db()

    assert PolicyVersion.State.PUBLISHED == draft.state
    shown = browse(office.manager).get(page(draft)).content.decode()
    assert 'name="toml"' not in shown
    assert 'name="_save"' not in shown
    assert "extends = [&quot;standard&quot;]" in shown


def test_a_returned_version_is_mended(office, browse, draft):
    """
    Sent back with a word; the author sees it and may change the file again.
    """
    press(browse(office.manager), draft, "submit")
    press(browse(office.boss), draft, "return", comment="name it")
    shown = browse(office.manager).get(page(draft)).content.decode()

    assert "name it" in shown
    assert 'name="toml"' in shown


@pytest.mark.parametrize("who", ["manager", "lead", "auditor", "li"])
def test_a_forged_answer_is_refused(office, browse, draft, who):
    """
    Neither to one's own version, nor without the right.
    """
    desk.submit_policy(draft, by=office.manager)

    assert 403 == press(browse(getattr(office, who)), draft, "approve").status_code
    assert PolicyVersion.State.SUBMITTED == PolicyVersion.objects.get().state


def test_a_draft_is_only_its_authors(office, browse, draft):
    """
    The general manager sees it and cannot save it; a forged form is refused.
    """
    browser = browse(office.boss)

    assert 'name="toml"' not in browser.get(page(draft)).content.decode()
    assert 403 == browser.post(page(draft), told(toml=SOUND + "# mine", version="0")).status_code
    assert SOUND == PolicyVersion.objects.get().toml


def test_nothing_is_deleted_but_a_draft_by_its_author(office, browse, draft):
    """
    There is no delete page; the author's button throws a draft away.
    """
    assert 403 == browse(office.boss).post(reverse(f"{PAGE}delete", args=[draft.pk]), {"post": "yes"}).status_code
    press(browse(office.boss), draft, "drop")
    assert 1 == PolicyVersion.objects.count()
    press(browse(office.manager), draft, "drop")

    assert 0 == PolicyVersion.objects.count()


def test_a_version_is_taken_back(office, browse, draft):
    """
    By its author, while it waits.
    """
    press(browse(office.manager), draft, "submit")
    press(browse(office.manager), draft, "withdraw")

    assert PolicyVersion.State.DRAFT == PolicyVersion.objects.get().state


def test_a_new_version_starts_from_an_old_one(office, browse, draft):
    """
    Its file stands in the box; a number that is none starts from nothing.
    """
    answer = press(browse(office.manager), draft, "start")

    assert "extends = [&quot;standard&quot;]" in browse(office.manager).get(answer.url).content.decode()
    assert 200 == browse(office.manager).get(f"{ADD}?start=x").status_code


@pytest.mark.parametrize(("button", "view"), [("read", "read"), ("toml", "toml")])
def test_buttons_lead_to_the_pages(office, browse, draft, button, view):
    """
    The tables, and the file.
    """
    assert reverse(f"{PAGE}{view}", args=[draft.pk]) == press(browse(office.li), draft, button).url


def test_who_is_due_is_worked_out_anew(office, browse):
    """
    After publishing, for those who may change policies; others have no such button.
    """
    row = office.policy(SOUND)
    customer = office.customer()
    press(browse(office.boss), row, "recompute")
    customer.refresh_from_db()

    assert TODAY == customer.due_on
    assert "recompute" not in browse(office.auditor).get(page(row)).content.decode()


def test_the_list_says_what_runs_and_what_came_late(office, browse):
    """
    Published today for the first of January; it runs.
    """
    office.policy(SOUND)
    shown = browse(office.auditor).get(LIST).content.decode()

    assert "▶ runs today" in shown
    assert "▲ recorded 165 days late" in shown


def test_a_late_version_says_how_many_decisions_stay(office, browse):
    """
    What was decided on those days, before it was known, is counted.
    """
    desk.grade_round(desk.open_round(date(2024, 6, 10), by=office.manager), by=office.manager)
    office.customer()
    desk.grade_round(desk.open_round(date(2024, 6, 11), by=office.manager), by=office.manager)
    with time_machine.travel(NOW.replace(hour=12), tick=False):
        row = office.policy(SOUND)
        shown = browse(office.auditor).get(page(row)).content.decode()

    assert "It was published 165 days after its first day in force." in shown
    assert "1 decision on those days was taken under the policy known then; it stays as it is." in shown


def test_names_and_notes_are_text(office, browse):
    """
    A script or a formula in any field stays what it is, on the list, the page and the form.
    """
    browser = browse(office.manager)
    browser.post(ADD, told(name=NASTY, note=NASTY, toml=f"{SOUND}# {NASTY}\n"))
    row = PolicyVersion.objects.get()

    assert NASTY == row.name == row.note
    for address in (LIST, page(row), reverse(f"{PAGE}read", args=[row.pk])):
        assert "<script>alert" not in browser.get(address).content.decode()


def test_a_guessed_address_is_no_page(office, browse):
    """
    404 for a version that is not there.
    """
    assert 404 == browse(office.li).get(reverse(f"{PAGE}change", args=[999])).status_code


def test_who_may_not_write_sees_no_form(office, browse):
    """
    A salesperson reads policies and adds none.
    """
    assert 403 == browse(office.li).get(ADD).status_code
    assert 200 == browse(office.li).get(LIST).status_code


def test_the_list_takes_as_many_queries_for_thirty_as_for_three(office, browse, django_assert_max_num_queries):
    """
    Authors and approvers are read along.
    """
    browser = browse(office.auditor)
    for number in range(30):
        office.policy(SOUND, since=date(2023, 1, 1 + number))
    browser.get(LIST)

    with django_assert_max_num_queries(14):
        browser.get(LIST)
