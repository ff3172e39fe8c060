from datetime import date

from visitcore_site.days import TODAY

from visitcore_django.models import FAR, Customer, Reminder
from visitcore_django.sweep.customers import customers
from visitcore_django.sweep.job import Job
from visitcore_django.sweep.visits import visits


def test_customers_are_taken_batch_by_batch(office, job):
    """
    Five customers are done in batches of two, and each has its status.
    """
    for number in range(5):
        office.customer(f"C{number}", since=date(2024, 6, 1))
    job.size, past, seen = 2, 0, []
    while past is not None:
        step = customers(job, past)
        past, seen = step.past, [*seen, step.counts["seen"]]

    assert [2, 2, 1] == seen
    assert {("due", TODAY)} == set(Customer.objects.values_list("due_status", "due_on"))


def test_under_a_policy_without_a_word_on_visits_nobody_is_reminded_any_more(office, job):
    """
    What stood in the columns is emptied, and with it the reminders of visits are closed.
    """
    office.customer(since=date(2024, 1, 1))
    customers(job, 0)
    visits(job, 0)
    assert {"overdue"} == set(Customer.objects.values_list("due_status", flat=True))
    assert Reminder.objects.filter(closed_on=None).exists()

    office.policy('extends = ["HM"]', since=TODAY)
    later = Job.of(job.on, job.at)
    customers(later, 0)
    visits(later, 0)

    assert [("", None, None, FAR)] == list(
        Customer.objects.values_list("due_status", "missed", "overdue_since", "act_by")
    )
    assert not Reminder.objects.filter(closed_on=None).exists()


def test_a_customer_that_does_not_fit_is_told(office, job):
    """
    The code of the customer is told, and the others are done.
    """
    said = []
    job.complain = said.append
    office.customer("\u3000")
    step = customers(job, 0)

    assert 1 == step.counts["failed"]
    assert "the row of this customer does not fit" in said[0]
