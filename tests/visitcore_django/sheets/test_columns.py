import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from visitcore_django.models import Complaint, Customer, Visit
from visitcore_django.sheets.columns import Given, Told, way_of
from visitcore_django.sheets.customers import CustomerSheet
from visitcore_django.sheets.visits import VisitSheet
from visitcore_django.sheets.widgets import FlagWidget, WholeWidget


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


def test_a_name_of_what_stands_there_is_no_change(office):
    """
    The owner of another team may stand in a sheet of the lead of the east as long as it is nobody else.
    """
    row, sheet = office.customer("C1", owner=office.zhao), CustomerSheet(user=office.lead)
    column = sheet.fields["owner"]
    column.save(row, {column.column_name: "ZHAO"})

    assert office.zhao == row.owner


def test_a_text_is_left_as_it_stands_and_changed_word_for_word(office):
    """
    A category that comes back from a workbook is no change; one that differs in a bracket is.
    """
    row, column = office.customer("C1", category="甲\r\n（乙）"), CustomerSheet().fields["category"]

    assert column.leaves(row, "甲\n（乙） ")
    assert not column.leaves(row, "甲\n(乙)")


def test_what_is_only_written_is_never_read(office):
    """
    Such a column tells what a row says of itself, and leaves the row alone.
    """
    row, column = office.customer("C1"), Told("size", lambda customer: len(customer.name))
    column.save(row, {"size": 3})

    assert len("Customer C1") == column.export(row)
    assert column.get_value(row) is None


@pytest.mark.parametrize(
    ("model", "attribute", "way"),
    [
        (Visit, "customer__owner", "customer__owner"),
        (Visit, "customer__name", "customer"),
        (Visit, "start", ""),
        (Complaint, "flags__door_block", ""),
    ],
)
def test_the_way_to_another_row_is_found(model, attribute, way):
    """
    As far as a path leads over rows, and no further.
    """
    assert way == way_of(model, attribute)


@pytest.mark.parametrize(("cell", "same"), [("yes", True), ("是", True), ("", True), (None, True), ("no", False)])
def test_what_is_only_written_says_the_same_in_either_language(office, cell, same):
    """
    An empty cell says nothing else.
    """
    column = Told("kept", lambda _customer: FlagWidget().render(True))

    assert same is column.leaves(office.customer("C1"), cell)


def test_what_a_row_is_known_by_is_never_written_into_it(office):
    """
    Neither into a row that is there nor into one that is new.
    """
    column = Given("code", "code")
    for row in (office.customer("C1"), Customer()):
        before = row.code
        column.save(row, {"code": "C9"})
        assert before == row.code


def test_what_a_row_is_known_by_is_read_where_the_sheet_has_it():
    """
    Nothing without the column; what cannot be read stands under it.
    """
    column = Given("id", "number", WholeWidget())

    assert (None, None, 7) == tuple(column.read(row) for row in ({}, {"number": ""}, {"number": "7"}))
    with pytest.raises(ValidationError) as caught:
        column.read({"number": "seven"})
    assert ["id"] == list(caught.value.message_dict)


def test_a_number_of_another_program_is_none_of_ours():
    """
    A list from elsewhere numbers its own rows under "id"; taken for our numbers they would change other visits.
    """
    column = VisitSheet.fields["number"]

    assert [True, True, False, False] == [column.is_called(said) for said in ("Visit number", "拜访编号", "ID", "id")]
