from datetime import date

from visitcore_site.days import TODAY

from visitcore.ground.text import Text
from visitcore_django.sweep.climbing import climb, kinds, sent_back
from visitcore_django.sweep.opening import Wanted

YESTERDAY = date(2024, 6, 13)
LATE = Text("late", "逾期")


def climbed(job, due, to, **more):
    """
    Whom something is told to, at which step, and in what words.
    """
    first = Wanted(kind="report", about=("visit", 1), says=Text("soon", "即将"), to=to, due_by=due)
    return [(one.kind, one.to, one.rung, one.says.en) for one in climb(job, first, LATE, **{"team": None, **more})]


def test_nobody_is_told_too_early(office, job):
    """
    VC-05: three days before it is due nobody is reminded, two days before he whose matter it is.
    """
    assert [] == climbed(job, date(2024, 6, 17), office.li.pk)
    assert [("report_due", office.li.pk, 0, "soon")] == climbed(job, date(2024, 6, 16), office.li.pk)
    assert [("report_due", office.li.pk, 0, "soon")] == climbed(job, TODAY, office.li.pk)


def test_after_the_day_the_lead_is_told_too(office, job):
    """
    VC-07: what was due yesterday is told to Li, and of Li to the lead.
    """
    expected = [("report_overdue", office.li.pk, 0, "late"), ("report_overdue", office.lead.pk, 1, "li: late")]

    assert expected == climbed(job, YESTERDAY, office.li.pk)


def test_a_day_of_its_own_goes_before_the_common_one(office, job):
    """
    Where the policy has people reminded from a day, that day counts.
    """
    assert [] == climbed(job, TODAY, office.li.pk, from_day=date(2024, 6, 15))


def test_where_nobody_leads_the_role_is_told(office, job):
    """
    Zhao's team has no lead: the reminder waits for the role, and everybody who sees all finds it.
    """
    told = climbed(job, YESTERDAY, office.zhao.pk)

    assert [office.zhao.pk, None] == [to for _kind, to, _rung, _says in told]


def test_a_matter_of_nobody_is_told_once(office, job):
    """
    Without owner and team there is one reminder, for no person.
    """
    assert [None] == [to for _kind, to, _rung, _says in climbed(job, YESTERDAY, None)]


def test_kinds_come_in_pairs():
    """
    Each matter has a kind before and one after its day.
    """
    assert ["plan_due", "plan_overdue", "report_due", "report_overdue"] == kinds("plan", "report")


def test_what_was_sent_back_is_his_alone_and_due_on_no_day(office, job):
    """
    However long ago it was due, it came in time.
    """
    first = Wanted(kind="report", about=("visit", 1), says=LATE, to=office.li.pk, due_by=date(2024, 1, 5))
    told = sent_back(job, first, Text("mend it", "请修改"), team=None)

    assert ("report_due", office.li.pk, 0, None, "mend it") == (
        told.kind, told.to, told.rung, told.due_by, told.says.en
    )  # fmt: skip
