import pytest

from visitcore_django.models import (
    AppendOnlyError,
    Approval,
    ComplaintEvent,
    Customer,
    DecisionRecord,
    StaleError,
    StockMovement,
    VisitPlan,
)
from visitcore_django.models.base import about

HISTORY = [ComplaintEvent, DecisionRecord, StockMovement]


def test_a_row_counts_its_versions(row):
    """
    Each time that a row is written, its version goes up by one.
    """
    plan = row(VisitPlan)
    plan.note = "first"
    plan.save()
    plan.save(update_fields=["note"])

    assert 2 == plan.version
    assert 2 == VisitPlan.objects.get(pk=plan.pk).version


def test_the_second_editor_overwrites_nothing(row):
    """
    Of two people who read the same version, the one who saves later is told, and the first one's words stay.
    """
    first = row(VisitPlan)
    second = VisitPlan.objects.get(pk=first.pk)
    first.note = "first"
    first.save()
    second.note = "second"

    with pytest.raises(StaleError) as caught:
        second.save()
    assert second == caught.value.row
    assert str(second) in str(caught.value)
    assert "first" == VisitPlan.objects.get(pk=first.pk).note


def test_a_row_that_is_gone_cannot_be_saved(row):
    """
    What somebody else has deleted does not come back by saving it.
    """
    plan = row(VisitPlan)
    VisitPlan.objects.filter(pk=plan.pk).delete()

    with pytest.raises(StaleError):
        plan.save()
    assert not VisitPlan.objects.exists()


def test_a_write_that_the_database_refuses_leaves_the_version(row, refused):
    """
    Where writing fails, the version stays as it was, so that the mended row can be saved.
    """
    customer, other = row(Customer), row(Customer)
    customer.code = other.code
    with refused("code"):
        customer.save()

    assert 0 == customer.version == Customer.objects.get(pk=customer.pk).version


def test_a_subject_is_found_again(row):
    """
    A row that is about another one finds it, and finds none once it is gone.
    """
    plan = row(VisitPlan)
    approval = row(Approval, **about(plan))

    assert plan == approval.subject
    plan.delete()
    assert approval.subject is None


@pytest.mark.parametrize("model", HISTORY)
def test_history_is_written_once(row, model):
    """
    A row of history cannot be saved again, updated or deleted, alone or by the list.
    """
    held = row(model)
    ways = [held.save, held.delete, model.objects.all().delete, lambda: model.objects.update(pk=held.pk)]

    for way in ways:
        with pytest.raises(AppendOnlyError, match="history"):
            way()
    assert [held] == list(model.objects.all())
