import pytest
import tablib
import time_machine
from visitcore_site.days import NOW, TODAY

from visitcore_django.models import Customer, CustomerFigure
from visitcore_django.sheets.customers import CustomerSheet


@pytest.fixture(autouse=True)
def today():
    """
    It is the day on which the tests play.
    """
    with time_machine.travel(NOW, tick=False):
        yield


def bring(user, headers, *rows):
    """
    What comes of a sheet.
    """
    return CustomerSheet(user=user).import_data(tablib.Dataset(*rows, headers=headers), use_transactions=True)


def test_figures_are_kept_as_of_the_day_of_the_sheet(office):
    """
    Another sheet on the same day corrects a figure, and an old one of another day stays.
    """
    row = office.customer("C1")
    CustomerFigure.objects.create(customer=row, name="sales", value="1", as_of=row.since)
    bring(office.lead, ["客户编号", "客户名称", "年度销售额"], ["C1", "a", "12万"])
    bring(office.lead, ["客户编号", "客户名称", "年度销售额"], ["C1", "b", "13万"])

    assert [(row.since, "1"), (TODAY, "130000")] == list(row.figures.order_by("as_of").values_list("as_of", "value"))


def test_a_figure_at_fault_keeps_its_row_out(office):
    """
    A number that is none is told, and nothing of its row is saved.
    """
    result = bring(office.lead, ["客户编号", "负责人", "年度销售额"], ["C1", "li", "many"])

    assert 1 == len(result.invalid_rows)
    assert not Customer.objects.exists()
    assert not CustomerFigure.objects.exists()


def test_what_is_due_is_never_read(office):
    """
    A sheet that says a customer was visited does not make it so.
    """
    bring(office.lead, ["code", "owner", "grade", "since", "visit status"], ["C1", "li", "A", "2024-01-01", "met"])

    assert "overdue" == Customer.objects.get().due_status
