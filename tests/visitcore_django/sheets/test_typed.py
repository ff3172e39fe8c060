from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import example, given
from hypothesis import strategies as st
from visitcore_site.days import HERE, NOW

from visitcore import LedgerEvent
from visitcore.codec.cells import CellError
from visitcore.codec.listing import Heading, Listing, harmless
from visitcore.codec.workbook import write_workbook
from visitcore.ground.text import Text
from visitcore_django import desk
from visitcore_django.models import Complaint, Customer, CustomerFigure, GiftItem, Visit
from visitcore_django.sheets.typed import as_kept, as_name, as_there, as_typed, in_normal_form

HOSTILE = (
    "补货，春节活动用（仓库）",
    "无",
    "-",
    "N/A",
    "“好”，他说",
    '"quoted", he said',
    "'=1+1",
    "＝１＋１",
    " blanks 　",
    "第一行\r\n第二行；第三行;第四行",
    "vertical\x0btab",
    "zero\u200bwidth",
)
"""What people type and paste; all of it may stand in a field of a form."""


def _stock(by):
    tea = GiftItem.objects.create(code="茶（1）", name="Tea", value=80)
    for text in HOSTILE:
        desk.move_stock(tea, 5, by=by, why=text)


def _ledger(by):
    for n, text in enumerate(HOSTILE):
        number = f"沪（24）{n}{text}".strip()
        past = [LedgerEvent(kind="invoice", on=date(2024, 6, 3), id=number, class_="normal", amount=Decimal(5000))]
        account = desk.open_account(Customer.objects.get(code=f"沪（{n}）"), by=by, opening=past)
        desk.take_payment(account, Decimal(1000), "", towards=number, on=NOW.date(), by=by)


def _excuses(by):
    for n, text in enumerate(HOSTILE):
        days = {"first_day": date(2024, 6, 17), "last_day": date(2024, 6, 21)}
        desk.request_excuse(Customer.objects.get(code=f"沪（{n}）"), by=by, reason=text, **days)


def _complaints(by):
    for n, text in enumerate(HOSTILE):
        told = {"customer": Customer.objects.get(code=f"沪（{n}）"), "complainant": text, "problem": text, "text": text}
        desk.open_complaint(Complaint(received_at=NOW - timedelta(hours=1), **told), by=by)


def _visits(by):
    for n, text in enumerate(HOSTILE):
        start = datetime(2024, 6, 12, 9, 30, 0, 123456, tzinfo=HERE)
        told = {"customer": Customer.objects.get(code=f"沪（{n}）"), "owner": by, "purpose": text, "note": text}
        desk.record_visit(Visit(start=start, end=start + timedelta(hours=1), **told), by=by)


def _figures(by):
    for n, text in enumerate(HOSTILE):
        figure = CustomerFigure(name=f"满意度（{n}）", value=f"好{text}", as_of=date(2024, 6, 3))
        desk.record_figures(Customer.objects.get(code=f"沪（{n}）"), [figure], by=by)


MADE = {
    "customer": lambda by: None,
    "stockmovement": _stock,
    "ledgerentry": _ledger,
    "excuse": _excuses,
    "complaint": _complaints,
    "visit": _visits,
    "customerfigure": _figures,
}
"""What is done at the desk, by the list that shows it."""


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("model", MADE)
def test_a_list_that_comes_back_unchanged_brings_nothing(client, today, django_user_model, model, form):
    """
    Whatever people have typed, an exported list that is brought again has nothing new, nothing changed and no fault.
    """
    root = django_user_model.objects.create_superuser("root")
    for n, text in enumerate(HOSTILE):
        desk.save_customer(Customer(code=f"沪（{n}）", name=f"{n}{text}", category=text, owner=root), by=root)
    MADE[model](root)
    client.force_login(root)
    name = f"admin:visitcore_django_{model}"
    content = client.get(reverse(f"{name}_export"), {"as": form}).content
    seen = client.post(reverse(f"{name}_import"), {"sheet": SimpleUploadedFile(f"back.{form}", content)})

    assert [] == seen.context["faults"]
    assert (0, 0, True) == (seen.context["new"], seen.context["changed"], seen.context["same"] >= len(HOSTILE))
    assert [] == [note for note in seen.context["notes"] if "left out" in note and model == "complaint"]


@example(text="\r")
@given(text=st.text(st.characters(exclude_categories=["Cs"])))
def test_a_text_comes_back_from_a_cell_as_it_was_kept(text):
    """
    What a workbook and a CSV file make of a text is kept as the text itself is, and says the same.
    """
    from openpyxl import load_workbook

    held = BytesIO()
    told = Text("x", "x")
    write_workbook(held, [Listing(headings=[Heading("x", told)], rows=[[text]], title=told)], "zh")
    (cell,) = list(load_workbook(held, read_only=True).active.iter_rows(values_only=True))[1] if text else [None]

    assert as_kept(text) == as_kept(cell)
    assert in_normal_form(text) == in_normal_form(cell) == in_normal_form(harmless(text, "zh"))


@pytest.mark.parametrize(
    ("cell", "text"),
    [("（好），无", "（好），无"), ("无", "无"), (" -　", "-"), (None, ""), (1001.0, "1001"), ("a\r\nb\x0b", "a\nb")],
)
def test_free_text_is_kept_word_for_word(cell, text):
    """
    Full-width signs and words that elsewhere say nothing stay; blanks around it and what no cell can hold go.
    """
    assert text == as_typed(cell)


def test_the_error_of_a_formula_is_no_text():
    """
    `#REF!` came out of a formula and was typed by nobody.
    """
    with pytest.raises(CellError):
        as_typed("#REF!")


@pytest.mark.parametrize(("cell", "name"), [("沪（24）001", "沪（24）001"), ("无", ""), ("N/A", ""), (None, "")])
def test_a_number_is_kept_as_it_was_typed_unless_there_is_none(cell, name):
    """
    The number of a document keeps its brackets; `无` in its place is none.
    """
    assert name == as_name(cell)


@pytest.mark.parametrize(
    ("one", "other"), [("（好），５", "(好),5"), ("无", ""), ("a\r\nb", "a\nb"), (" x ", "x"), ("#REF!", " #REF!")]
)
def test_texts_say_the_same_however_they_were_typed(one, other):
    """
    Full-width or half-width, with one kind of line end or the other, with blanks around it or without.
    """
    assert in_normal_form(one) == in_normal_form(other)


@pytest.mark.parametrize(
    ("text", "found"), [("（1）", "(1)"), ("（2）", "（2）"), ("(2)", "(2)"), ("(3)", "(3)"), ("", ""), ("无", "无")]
)
def test_a_number_is_found_however_it_is_typed(text, found):
    """
    Its own signs first; one that nobody knows stays as it is, and one that says nothing means none of them.
    """
    assert found == as_there(text, ["-", "(1)", "（2）", "(2)"])
