from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from visitcore_django.models import CustomerFigure
from visitcore_django.sheets.figures import FigureSheet, figure_text, figures_today

HEADERS = ["客户编号", "指标", "数值", "截至日期"]


def kept():
    """
    The figures that are recorded.
    """
    return list(CustomerFigure.objects.order_by("name", "as_of").values_list("name", "value", "as_of"))


def test_the_figures_of_today_are_those_that_grading_reads(office):
    """
    CGR-02.2: what sales, price and collection are worked out from, and the letters; none where nobody is graded.
    """
    assert {"sales", "price_index", "collection_rate", "order_planning", "trend"} <= set(figures_today())

    office.policy('extends = ["ABC"]')

    assert () == figures_today()


@pytest.mark.parametrize(
    ("name", "cell", "text"),
    [("sales", "12万元", "120000"), ("collection_rate", "95%", "0.95"), ("loyalty", "a级", "A"), ("own", "x", "x")],
)
def test_a_value_is_read_as_its_figure_asks(name, cell, text):
    """
    An amount, a ratio, a letter; what is the company's own is text.
    """
    assert text == figure_text(name, cell)


def test_a_value_of_another_kind_is_refused():
    """
    Sales are a number.
    """
    with pytest.raises(ValidationError, match="is not a number"):
        figure_text("sales", "much")


def test_figures_come_in_by_name_and_day(office, take):
    """
    Chinese and English names, one's own among them; a later figure stands beside the earlier one.
    """
    office.customer("C1")
    rows = [
        ["C1", "年度销售额", "12万元", "2024-01-01"],
        ["C1", "Sales", 130000, "2024年6月1日"],
        ["C1", "自有指标", "优", "2024/6/1"],
    ]
    take(office.lead, "customerfigure", HEADERS, *rows)

    assert [
        ("sales", "120000", date(2024, 1, 1)),
        ("sales", "130000", date(2024, 6, 1)),
        ("自有指标", "优", date(2024, 6, 1)),
    ] == kept()


def test_every_fault_of_figures_is_told_and_none_is_taken(office, bring, confirm):
    """
    Another's customer, no number, two faults in a row, a day ahead, a second figure of the same day.
    """
    office.customer("C1")
    office.customer("W1", owner=office.zhao)
    rows = [
        ["C1", "sales", 1, "2024-01-01"],
        ["W1", "sales", 1, "2024-01-01"],
        ["C1", "sales", "much", "2024-02-30"],
        ["C1", "sales", 1, "2024-06-15"],
        ["C1", "sales", 2, "2024-01-01"],
    ]
    seen = bring(office.lead, "customerfigure", HEADERS, *rows)
    confirm(seen)

    assert [(3, "customer code"), (4, "as of"), (4, "value"), (5, "as of"), (6, "")] == [
        told[:2] for told in seen.context["faults"]
    ]
    assert [] == kept()


def test_figures_brought_again_are_as_before(office, client, take, today):
    """
    The same file, and the list as it is exported, change nothing.
    """
    office.customer("C1")
    row = ["C1", "回款率", "95%", "2024-01-01"]
    take(office.lead, "customerfigure", HEADERS, row)
    seen, _answer = take(office.lead, "customerfigure", HEADERS, row)
    content = client.get(reverse("admin:visitcore_django_customerfigure_export")).content
    address = reverse("admin:visitcore_django_customerfigure_import")
    back = client.post(address, {"sheet": SimpleUploadedFile("x.xlsx", content)})

    assert [(0, 1), (0, 1)] == [(one.context["new"], one.context["same"]) for one in (seen, back)]
    assert [("collection_rate", "0.95", date(2024, 1, 1))] == kept()


@pytest.mark.parametrize(
    ("name", "value", "cell"),
    [
        ("sales", "120000", Decimal(120000)),
        ("price_index", "0.95", Decimal("0.95")),
        ("price_index", "0.950", "0.950"),
        ("sales", "many", "many"),
        ("loyalty", "A", "A"),
        ("own", "007", "007"),
    ],
)
def test_a_figure_that_is_a_number_goes_out_as_one(name, value, cell):
    """
    So that the sheet adds it up; what would come back as another text stays one, and so does what is no number.
    """
    told = FigureSheet.fields["value"].export(CustomerFigure(name=name, value=value))

    assert (type(cell), cell) == (type(told), told)
