from datetime import date

import pytest
from visitcore_site.days import NOW, TODAY, at

from visitcore.ground.errors import PolicyError
from visitcore_django import desk
from visitcore_django.desk.policies import plain_lines, recorded_late
from visitcore_django.models import AppendOnlyError, Approval, PolicyVersion, StaleError
from visitcore_django.policies import running

SOUND = 'extends = ["standard"]\n'
HOLE = """
extends = ["standard"]

[[rule]]
id = "OWN-1"
clause = "1"
kind = "cadence"
strength = "required"
text = { en = "x", zh = "x" }

[[parameter]]
key = "visits.cadence"
  [[parameter.history]]
  table = { inputs = { grade = ["A", "B"] }, outcome = "cadence", rows = [
    { when = { grade = "A" }, then = { times = 1, per = "month" }, rule = "OWN-1" } ] }
"""
LATER = date(2024, 7, 1)


def new(toml=SOUND, since=LATER, **more):
    """
    A version that nobody has saved yet.
    """
    return PolicyVersion(name="own", toml=toml, in_force_from=since, **more)


@pytest.fixture
def draft(office):
    """
    The manager's draft for July.
    """
    return desk.save_draft(new(), by=office.manager)


@pytest.fixture
def waiting(office, draft):
    """
    The approval that the draft waits for.
    """
    return desk.submit_policy(draft, by=office.manager, at=NOW)


def test_a_version_is_drafted_submitted_and_published(office, draft, waiting):
    """
    From its day on it runs; on the day before the old policy does.
    """
    made = desk.publish_policy(waiting, by=office.boss, at=NOW)

    assert PolicyVersion.State.PUBLISHED == made.state
    assert (office.manager, office.boss, NOW) == (made.author, made.approver, made.published_at)
    assert draft == running(LATER).version
    assert running(date(2024, 6, 30)).version is None


def test_a_submitted_version_does_not_run(waiting):
    """
    Waiting for approval is not in force.
    """
    assert running(LATER).version is None


@pytest.mark.parametrize("toml", ["extends = [", 'extends = ["ABCD"]', 'onyl = 1\nextends = ["ABC"]', HOLE, ""])
def test_a_file_with_faults_is_not_saved(office, toml):
    """
    Syntax, packs, names, holes and emptiness alike: nothing is written.
    """
    with pytest.raises(PolicyError):
        desk.save_draft(new(toml), by=office.manager)

    assert 0 == PolicyVersion.objects.count()


def test_a_broken_edit_leaves_the_draft_as_it_was(office, draft):
    """
    The file that was there stays.
    """
    draft.toml = HOLE
    with pytest.raises(PolicyError):
        desk.save_draft(draft, by=office.manager)

    assert SOUND == PolicyVersion.objects.get().toml


def test_a_file_that_went_bad_meanwhile_is_not_published(office, draft, waiting):
    """
    The audit is asked once more before publishing; the approval stays open.
    """
    PolicyVersion.objects.filter(pk=draft.pk).update(toml=HOLE)

    with pytest.raises(PolicyError):
        desk.publish_policy(waiting, by=office.boss, at=NOW)

    assert Approval.State.OPEN == Approval.objects.get().state


def test_nobody_publishes_his_own_version(office):
    """
    The general manager's own version waits for somebody else.
    """
    draft = desk.save_draft(new(), by=office.boss)
    waiting = desk.submit_policy(draft, by=office.boss, at=NOW)

    with pytest.raises(desk.FourEyesError):
        desk.publish_policy(waiting, by=office.boss, at=NOW)


def test_who_has_not_the_right_publishes_nothing(office, waiting):
    """
    The auditor sees it and changes nothing; neither does the lead.
    """
    for person in (office.auditor, office.lead):
        with pytest.raises(desk.NotAllowedError):
            desk.publish_policy(waiting, by=person, at=NOW)


def test_a_salesperson_writes_no_policy(office):
    """
    The right is asked for.
    """
    with pytest.raises(desk.NotAllowedError):
        desk.save_draft(new(), by=office.li)


def test_a_draft_is_its_authors(office, draft):
    """
    Somebody else neither edits nor submits it, so that the approver is always another than the author.
    """
    with pytest.raises(desk.NotAllowedError):
        desk.save_draft(draft, by=office.boss)
    with pytest.raises(desk.NotAllowedError):
        desk.submit_policy(draft, by=office.boss, at=NOW)


def test_a_returned_version_is_mended_and_comes_again(office, draft, waiting):
    """
    Sent back with a word, edited, submitted; both approvals stay as history.
    """
    desk.return_policy(waiting, by=office.boss, comment="name it", at=NOW)
    draft.refresh_from_db()
    draft.note = "named"
    desk.save_draft(draft, by=office.manager)
    again = desk.submit_policy(draft, by=office.manager, at=NOW)
    desk.publish_policy(again, by=office.boss, at=NOW)

    assert ["returned", "approved"] == [row.state for row in Approval.objects.order_by("pk")]


def test_a_version_that_waits_is_taken_back_and_dropped(office, draft, waiting):
    """
    The author may go on writing, or throw it away.
    """
    with pytest.raises(desk.WrongStateError):
        desk.drop_draft(draft, by=office.manager)
    desk.withdraw_policy(draft, by=office.manager, at=NOW)
    desk.drop_draft(draft, by=office.manager)

    assert 0 == PolicyVersion.objects.count()
    assert Approval.State.WITHDRAWN == Approval.objects.get().state


def test_a_published_version_is_never_changed(office, draft, waiting):
    """
    Not by the desk, not by the row, and it is not deleted.
    """
    made = desk.publish_policy(waiting, by=office.boss, at=NOW)
    made.note = "changed"

    with pytest.raises(desk.WrongStateError):
        desk.save_draft(made, by=office.manager)
    with pytest.raises(desk.WrongStateError):
        desk.submit_policy(made, by=office.manager, at=NOW)
    with pytest.raises(AppendOnlyError):
        made.save()
    with pytest.raises(AppendOnlyError):
        made.delete()


def test_a_version_for_a_past_day_says_why(office):
    """
    Yesterday needs a reason, today does not; late is marked with its days, and both clocks are kept.
    """
    yesterday = date(2024, 6, 13)
    desk.submit_policy(desk.save_draft(new(since=TODAY), by=office.manager), by=office.manager, at=NOW)
    late = desk.save_draft(new(since=yesterday), by=office.manager)
    with pytest.raises(desk.DeskError):
        desk.submit_policy(late, by=office.manager, at=NOW)
    late.note = "decided in the meeting of the 13th, written down a day later"
    desk.save_draft(late, by=office.manager)
    made = desk.publish_policy(desk.submit_policy(late, by=office.manager, at=NOW), by=office.boss, at=NOW)

    assert 1 == recorded_late(made)
    assert (yesterday, NOW) == (made.in_force_from, made.published_at)


def test_an_approval_that_comes_too_late_says_why(office, draft, waiting):
    """
    Where the day has passed while it waited, the one who publishes says why.
    """
    after = at(date(2024, 7, 2))
    with pytest.raises(desk.DeskError):
        desk.publish_policy(waiting, by=office.boss, at=after)
    made = desk.publish_policy(waiting, by=office.boss, comment="was away", at=after)

    assert 1 == recorded_late(made)
    assert "was away" == Approval.objects.get().comment


def test_a_version_in_time_is_not_late(office, draft, waiting):
    """
    Before its day, and on it.
    """
    assert 0 == recorded_late(draft)
    assert 0 == recorded_late(desk.publish_policy(waiting, by=office.boss, at=at(LATER)))


def test_a_clock_set_back_publishes_nothing(office, waiting):
    """
    Nothing is decided before it was asked for.
    """
    with pytest.raises(desk.DeskError):
        desk.publish_policy(waiting, by=office.boss, at=at(date(2024, 6, 13)))

    assert PolicyVersion.State.SUBMITTED == PolicyVersion.objects.get().state


def test_a_double_click_is_one_version(office):
    """
    The same token gives the same row.
    """
    first = desk.save_draft(new(), by=office.manager, token="t1")
    again = desk.save_draft(new(), by=office.manager, token="t1")

    assert first == again
    assert 1 == PolicyVersion.objects.count()


def test_the_second_editor_is_told(office, draft):
    """
    Two windows on one draft: the second is refused, nothing is overwritten.
    """
    stale = PolicyVersion.objects.get()
    draft.note = "first"
    desk.save_draft(draft, by=office.manager)
    stale.note = "second"

    with pytest.raises(StaleError):
        desk.save_draft(stale, by=office.manager)
    assert "first" == PolicyVersion.objects.get().note


@pytest.mark.parametrize("text", ["a = 1\nb = 2\n", "a = 1\r\nb = 2\r\n", "\ufeffa = 1\nb = 2\n"])
def test_a_file_keeps_its_fingerprint_whatever_the_editor(text):
    """
    Ends of lines and a mark in front change nothing.
    """
    assert "a = 1\nb = 2\n" == plain_lines(text)


def test_markup_in_every_text_is_kept_as_text(office):
    """
    A name or note that looks like a script, or like a formula, is saved as it is written.
    """
    text = '=<script>alert("x")</script>'
    made = desk.save_draft(PolicyVersion(name=text, note=text, toml=SOUND, in_force_from=LATER), by=office.manager)
    made.refresh_from_db()

    assert (text, text) == (made.name, made.note)


@pytest.mark.parametrize("begun", [False, True], ids=["new", "a draft"])
def test_a_version_publishes_itself_nowhere(office, begun):
    """
    A row that says of itself that it is published, by whomever, is saved as a draft and runs nowhere.
    """
    mine = desk.save_draft(new(since=TODAY), by=office.manager) if begun else new(since=TODAY)
    mine.state, mine.approver, mine.published_at = "published", office.boss, NOW
    kept = PolicyVersion.objects.get(pk=desk.save_draft(mine, by=office.manager).pk)

    assert ("draft", None, None) == (kept.state, kept.approver, kept.published_at)
    assert running(TODAY).version is None


def test_a_published_version_is_not_overwritten_under_its_number(office, draft):
    """
    A new row that bears the number of one that is there is refused; a version keeps what was published.
    """
    published = office.policy(SOUND)

    with pytest.raises(desk.DeskError, match="no number yet"):
        desk.save_draft(new(pk=published.pk), by=office.manager)
    assert "published" == PolicyVersion.objects.get(pk=published.pk).state


@pytest.mark.parametrize("answer", ["publish_policy", "return_policy"])
def test_an_approval_publishes_what_it_was_asked_for(office, draft, waiting, answer):
    """
    With the number of a draft of the manager's put into it in memory, it is still about the one that was handed in.
    """
    other = desk.save_draft(new(since=TODAY), by=office.manager)
    asked_for, waiting.subject_id = waiting.subject_id, other.pk
    done = getattr(desk, answer)(waiting, by=office.boss, comment="x", at=NOW)
    other.refresh_from_db()

    assert (asked_for, "draft") == (done.pk, other.state)
