from datetime import date

from visitcore_site.days import TODAY

from visitcore_django.models import Customer
from visitcore_django.sweep.customers import customers


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


def test_a_policy_that_is_silent_on_visits_has_no_such_part(office, job, settings):
    """
    Nothing is worked out, and the sweep goes on.
    """
    settings.VISITCORE = {"POLICY": "CR"}
    step = customers(job, 0)

    assert (None, {}) == (step.past, step.counts)


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
