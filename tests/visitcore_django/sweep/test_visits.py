from datetime import date

from visitcore_site.days import TODAY

from visitcore_django.models import Customer, Reminder
from visitcore_django.sweep.visits import visits


def test_a_visit_due_by_sunday_is_called_to_mind(office, job, reminders):
    """
    The 14th is a Friday: a visit due by Sunday the 16th is this week's, one due on Monday is not.
    """
    office.customer("C1", due_status="due", next_due=date(2024, 6, 16), owed=2, done=1, due_rule="ABC-03.2a")
    office.customer("C2", due_status="due", next_due=date(2024, 6, 17), owed=2, done=1)
    visits(job, 0)

    assert [("li", 0, date(2024, 6, 16))] == reminders("visit_due")
    row = Reminder.objects.get()
    assert "Visit Customer C1 (C1) by 2024-06-16; 1 of 2 visits made." == row.says_en
    assert "Customer C1 (C1)" in row.says_zh and row.says_en != row.says_zh
    assert "ABC-03.2a" == row.rule


def test_an_overdue_visit_is_told_to_the_lead_too(office, job, reminders):
    """
    A visit overdue since the 1st was in time until the last of May; Li and the lead are told.
    """
    office.customer("C1", due_status="overdue", overdue_since=date(2024, 6, 1), next_due=date(2024, 6, 30))
    visits(job, 0)

    assert [("li", 0, date(2024, 5, 31)), ("lead", 1, date(2024, 5, 31))] == reminders("visit_overdue")


def test_nobody_is_reminded_of_others(office, job, reminders):
    """
    Those visited enough, excused, inactive or of whom nothing can be told are left alone.
    """
    for number, status in enumerate(["met", "excused", "undetermined", "not_applicable", ""]):
        office.customer(f"C{number}", due_status=status, next_due=TODAY)
    office.customer("C9", due_status="overdue", overdue_since=TODAY, active=False)
    visits(job, 0)

    assert 0 == Reminder.objects.count()


def test_a_visit_made_closes_its_reminder(office, job, reminders):
    """
    Once the customer is visited enough, the reminder is closed; in small batches too.
    """
    for number in range(5):
        office.customer(f"C{number}", due_status="due", next_due=TODAY, owed=1, done=0)
    visits(job, 0)
    Customer.objects.filter(code__in=["C0", "C4"]).update(due_status="met")
    job.size, past = 2, 0
    while past is not None:
        past = visits(job, past).past

    assert 3 == len(reminders("visit_due"))
    assert {TODAY} == set(Reminder.objects.exclude(closed_on=None).values_list("closed_on", flat=True))


def test_a_new_owner_has_a_reminder_of_his_own(office, job, reminders):
    """
    With the customer the reminder goes to the next owner.
    """
    office.customer("C1", due_status="due", next_due=TODAY, owed=1, done=0)
    visits(job, 0)
    Customer.objects.update(owner=office.wang)
    visits(job, 0)

    assert [("wang", 0, TODAY)] == reminders("visit_due")


def test_names_with_markup_or_formulas_are_kept_as_they_are(office, job):
    """
    A reminder is text: what a name looks like makes no difference, and a long one is cut.
    """
    office.customer("C1", name="<script>", due_status="due", next_due=TODAY, owed=1, done=0)
    office.customer("C2", name="=" * 200, due_status="due", next_due=TODAY, owed=1, done=0)
    visits(job, 0)

    assert "<script>" in Reminder.objects.order_by("pk").first().says_en
