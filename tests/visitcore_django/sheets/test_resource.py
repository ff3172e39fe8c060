from datetime import date

import pytest
import tablib
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from visitcore_site.days import LONG_BEFORE, TODAY, at

from visitcore_django import desk
from visitcore_django.models import Complaint, CustomerFigure, Excuse, LedgerEntry, StockMovement, Visit
from visitcore_django.sheets.customers import CustomerSheet
from visitcore_django.sheets.visits import VisitSheet


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


@pytest.fixture
def everything(office, row, today):
    """
    Rows for every kind of sheet, with everything that is hard to bring back.
    """
    for person in (office.li, office.wang):
        person.first_name, person.last_name = "丽", "李"
        person.save()
    customer = office.customer("C1", name="=1+1", region="local")
    office.customer("C2", owner=office.zhao, grade="Ω")
    for owner, day, more in (
        (office.li, TODAY, {"end": at(TODAY, 9, 30), "purpose": "care_ties,own words", "note": "a\nb"}),
        (office.wang, TODAY, {}),
        (office.wang, date(2024, 6, 3), {}),
    ):
        start = at(day, 9 if day == TODAY else 0)
        visit = desk.record_visit(Visit(customer=customer, owner=owner, start=start, **more), by=None)
    desk.cancel_visit(visit, by=None, reason="ill")
    desk.plan_visit(customer, by=office.li, start=at(date(2024, 6, 20), 9), at=LONG_BEFORE)
    for model in (Excuse, Complaint, CustomerFigure, StockMovement):
        row(model)
    CustomerFigure.objects.create(customer=customer, name="sales", value="120000", as_of=TODAY)
    row(LedgerEntry, class_of="cash")
    row(LedgerEntry, kind="payment", towards="next")
    return customer


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize(("out", "back"), [("zh-hans", "zh-hans"), ("en", "zh-hans"), ("zh-hans", "en")])
def test_what_goes_out_comes_back_as_before(everything, client, django_user_model, kind, out, back):
    """
    A sheet that is taken away and brought at once changes nothing, in either kind of file and language.
    """
    client.force_login(django_user_model.objects.create_superuser("root"))
    for name in ("customer", "visit", "excuse", "complaint", "customerfigure", "stockmovement", "ledgerentry"):
        address = f"admin:visitcore_django_{name}_"
        file = client.get(reverse(f"{address}export"), {"as": kind}, headers={"accept-language": out}).content
        brought = {"sheet": SimpleUploadedFile("x", file)}
        seen = client.post(reverse(f"{address}import"), brought, headers={"accept-language": back}).context

        left_out = ["recorded already" in note or "已有相同记录" in note for note in seen["notes"]]
        assert ([], 0, 0) == (seen["faults"], seen["new"], seen["changed"]), name
        assert left_out == [True] * len(left_out), name
        assert seen["same"] > 0


def test_a_sheet_is_in_the_words_of_the_screen(everything):
    """
    People by their names, choices by their labels, purposes in words, and how the report stands.
    """
    with translation.override("zh-hans"):
        rows = {row["开始时间"].day: row for row in VisitSheet().export().dict if "wang" not in row["拜访人"]}
        (first,) = [row for row in CustomerSheet().export().dict if row["客户编号"] == "C1"]

    assert ("李丽 (li)", "已完成", "联络感情、own words") == tuple(
        rows[14][name] for name in ("拜访人", "状态", "拜访目的")
    )
    assert ("计划外", "尚未填写") == (rows[14]["计划内外"], rows[14]["拜访报告"])
    assert ("计划内", None) == (rows[20]["计划内外"], rows[20]["拜访报告"])
    assert ("李丽 (li)", "East", "本地", "已达标", "是") == tuple(
        first[name] for name in ("负责人", "团队", "地区", "拜访状态", "有效")
    )


def test_a_sheet_is_written_in_few_queries(everything, django_assert_max_num_queries):
    """
    Whatever its rows lead to is read along with them.
    """
    with django_assert_max_num_queries(2):
        VisitSheet().export()
    with django_assert_max_num_queries(6):
        CustomerSheet().export()


def test_a_cell_that_is_too_long_is_told_in_few_words(office):
    """
    How long it is, and how long it may be.
    """
    rows = tablib.Dataset(["C1", "x" * 300], headers=["code", "name"])
    result = CustomerSheet(user=office.lead).import_data(rows)

    assert ["This has 300 characters, and 200 are the most; shorten it."] == result.invalid_rows[0].error_dict["name"]


def test_a_needed_cell_that_is_empty_is_told_under_its_column(office):
    """
    In one word, and not as something that the database does not hold.
    """
    rows = tablib.Dataset(["", "2024-06-03"], headers=["customer code", "start"])
    result = VisitSheet(user=office.lead).import_data(rows)

    assert ["Fill this in."] == result.invalid_rows[0].field_specific_errors["customer"]
