import pytest
import tablib
from django.core.exceptions import ValidationError
from django.utils import translation

from visitcore_django.sheets.customers import CustomerSheet


@pytest.mark.parametrize("header", ["客户编号", "code", "Customer_Code", " 客户编号（必填）"])
def test_a_column_goes_by_many_headers(header):
    """
    Chinese, English, with blanks and with a remark behind it.
    """
    assert CustomerSheet.fields["code"].is_called(header)


def test_headers_are_written_in_the_readers_language():
    """
    One sheet, two languages.
    """
    with translation.override("zh-hans"):
        assert "客户编号" == CustomerSheet.fields["code"].column_name
    with translation.override("en"):
        assert "customer code" == CustomerSheet.fields["code"].column_name


def test_a_missing_column_is_told_with_those_that_are_there(office):
    """
    Without codes nothing can be told apart.
    """
    dataset = tablib.Dataset(["x"], headers=["name"])

    with pytest.raises(ValidationError, match="the sheet has: name"):
        CustomerSheet(user=office.lead).before_import(dataset)


def test_an_export_is_within_the_scope(office):
    """
    Without further filters, Li's sheet holds Li's customers.
    """
    office.customer("C1")
    office.customer("C2", owner=office.wang)

    assert ["C1"] == CustomerSheet(user=office.li).export().get_col(0)


def test_every_cell_that_cannot_be_read_is_told(office):
    """
    A row with three bad cells is told three times, each under its column.
    """
    rows = tablib.Dataset(["", "2024-02-30", "nobody"], headers=["code", "since", "owner"])
    result = CustomerSheet(user=office.lead).import_data(rows)

    assert {"code", "since", "owner"} == set(result.invalid_rows[0].field_specific_errors)
