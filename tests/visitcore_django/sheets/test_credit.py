from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from visitcore_django import desk
from visitcore_django.models import CreditAccount, LedgerEntry

HEADERS = ["客户编号", "业务日期", "业务类型", "单据编号", "金额", "发货类别", "对应单据", "币种"]
PAST = [
    ["C1", "2024-03-01", "开票", "I1", "4万元", "正常", "", "人民币"],
    ["C1", "2024/3/10", "开票", "I2", "30,000", "正常", "", ""],
    ["C1", "2024年3月20日", "开票", "I3", 20000, "正常", "", ""],
    ["C1", "2024-04-08", "回款", "", 40000, "", "I1", ""],
    ["C2", "2024-04-09", "invoice", "J1", 500, "normal", "", "CNY"],
]


@pytest.fixture
def customers(office):
    """
    Two customers without an account.
    """
    return [office.customer(code) for code in ("C1", "C2")]


def test_a_sheet_opens_accounts_with_their_past(office, customers, take):
    """
    Two accounts come with five entries, by the one who brought them; 50,500 is owed.
    """
    seen, _answer = take(office.money, "ledgerentry", HEADERS, *PAST)
    owed = dict(CreditAccount.objects.values_list("customer__code", "outstanding"))

    assert 5 == seen.context["new"]
    assert {"C1": Decimal(50000), "C2": Decimal(500)} == owed
    assert {office.money} == {row.by for row in LedgerEntry.objects.all()}


def test_the_look_says_which_accounts_are_opened(office, customers, take):
    """
    A payment of a customer without an account opens one, and the look says so; the next one finds it there.
    """
    paid = ["C1", "2024-06-03", "回款", "", 100, "", "", ""]
    first, _answer = take(office.money, "ledgerentry", HEADERS, paid)
    second, _answer = take(office.money, "ledgerentry", HEADERS, [*paid[:4], 200, "", "", ""])

    assert [f"No credit account yet, so one is opened, with these rows as its past: {customers[0]}."] == (
        first.context["notes"]
    )
    assert [] == second.context["notes"]


def test_an_account_that_has_its_papers_takes_its_past(office, customers, take):
    """
    Opened on the screen first, with nothing in its ledger yet.
    """
    account = desk.open_account(customers[0], by=office.money, file_data=True)
    take(office.money, "ledgerentry", HEADERS, *PAST)
    account.refresh_from_db()

    assert (True, 4) == (account.file_data, account.entries.count())


def test_numbers_with_full_width_brackets_are_met(office, customers, take):
    """
    An invoice and the payment towards it are known again, and its number is kept as it is on the paper.
    """
    rows = [["C1", "2024-03-01", "开票", "沪（24）001", 5000, "正常", "", ""]]
    take(office.money, "ledgerentry", HEADERS, *rows)
    rows.append(["C1", "2024-06-03", "回款", "无", 1000, "", "沪（24）001", ""])
    for _time in range(2):
        take(office.money, "ledgerentry", HEADERS, *rows)

    assert Decimal(4000) == CreditAccount.objects.get().outstanding
    assert ["沪（24）001", ""] == [row.number or "" for row in LedgerEntry.objects.order_by("place")]


@pytest.mark.parametrize("there", [True, False])
def test_a_payment_finds_its_invoice_in_other_signs(office, customers, take, there):
    """
    The invoice has half-width brackets, on the screen or in the sheet, and the payment towards it full-width ones.
    """
    invoice = ["C1", "2024-03-01", "开票", "沪(24)001", 5000, "正常", "", ""]
    paid = ["C1", "2024-06-03", "回款", "", 1000, "", "沪（24）001", ""]
    for rows in ([invoice], [paid]) if there else ([invoice, paid],):
        take(office.money, "ledgerentry", HEADERS, *rows)

    assert ["", "沪(24)001"] == [row.towards for row in LedgerEntry.objects.order_by("place")]
    assert Decimal(4000) == CreditAccount.objects.get().outstanding


@pytest.mark.parametrize("nothing", ["", "-", "无"])
def test_a_payment_for_no_invoice_goes_towards_none(office, customers, take, nothing):
    """
    A receipt whose number was typed as `-` on the screen is no invoice that an empty cell could mean.
    """
    take(office.money, "ledgerentry", HEADERS, *PAST[:1])
    desk.take_payment(CreditAccount.objects.get(), Decimal(100), "-", on=date(2024, 6, 3), by=office.money)
    take(office.money, "ledgerentry", HEADERS, ["C1", "2024-06-04", "回款", "R2", 200, "", nothing, ""])

    assert "" == LedgerEntry.objects.get(number="R2").towards


def test_the_number_of_a_receipt_is_that_of_no_invoice(office, customers, take):
    """
    In other signs it means the invoice and not the receipt that comes before it, in one sheet or in two.
    """
    rows = [
        ["C1", "2024-03-01", "开票", "I1", 9000, "正常", "", ""],
        ["C1", "2024-03-02", "回款", "（1）", 100, "", "I1", ""],
        ["C1", "2024-03-03", "开票", "(1)", 5000, "正常", "", ""],
    ]
    paid = ["2024-06-03", "回款", "", 1000, "", "(１)", ""]
    take(office.money, "ledgerentry", HEADERS, *rows)
    take(office.money, "ledgerentry", HEADERS, ["C1", *paid])
    take(office.money, "ledgerentry", HEADERS, *[["C2", *row[1:]] for row in rows], ["C2", *paid])

    assert ["(1)", "(1)"] == [row.towards for row in LedgerEntry.objects.filter(amount=1000)]


def test_the_sheet_goes_on_with_what_came_in_since(office, customers, take):
    """
    The same file with two payments alike below: the old rows are as before, both payments are taken, and once each.
    """
    paid = ["C1", "2024-06-03", "回款", "", 1000, "", "", ""]
    take(office.money, "ledgerentry", HEADERS, *PAST)
    seen, _answer = take(office.money, "ledgerentry", HEADERS, *PAST, paid, paid)
    again, _answer = take(office.money, "ledgerentry", HEADERS, *PAST, paid, paid)

    assert [(2, 5), (0, 7)] == [(one.context["new"], one.context["same"]) for one in (seen, again)]
    assert 2 == LedgerEntry.objects.filter(amount=1000, on=date(2024, 6, 3)).count()


def test_goods_leave_a_running_account_by_a_shipment_only(office, customers, take, bring, confirm):
    """
    A new invoice in a sheet would get by the decision on its shipment: it is refused, and the payment beside it too.
    """
    take(office.money, "ledgerentry", HEADERS, *PAST)
    rows = [
        ["C1", "2024-06-03", "回款", "", 1000, "", "", ""],
        ["C1", "2024-06-04", "开票", "I9", 9000, "正常", "", ""],
    ]
    seen = bring(office.money, "ledgerentry", HEADERS, *rows)
    confirm(seen)

    assert [3] == [place for place, *_rest in seen.context["faults"]]
    assert "by a shipment" in seen.context["faults"][0][3]
    assert 5 == LedgerEntry.objects.count()


def test_every_fault_of_a_past_stands_in_its_row_and_column(office, customers, bring, confirm):
    """
    A kind that nobody knows, no amount, a payment above what is open, a day ahead, another currency: nothing is taken.
    """
    bad = [
        ["C1", "2024-04-09", "借款", "", 1, "", "", ""],
        ["C1", "2024-04-09", "回款", "", "", "", "", ""],
        ["C1", "2024-04-09", "回款", "", 30001, "", "I2", ""],
        ["C1", "2024-06-15", "回款", "", 1, "", "", ""],
        ["C2", "2024-04-10", "回款", "", 1, "", "", "USD"],
    ]
    seen = bring(office.money, "ledgerentry", HEADERS, *PAST, *bad)
    confirm(seen)
    told = [(place, column) for place, column, _value, _reason in seen.context["faults"]]

    assert [(7, "what happened"), (8, "amount"), (9, "amount"), (10, ""), (11, "currency")] == told
    assert "30001" in seen.context["faults"][2][2]
    assert (0, 0) == (CreditAccount.objects.count(), LedgerEntry.objects.count())


def test_a_class_that_a_shipment_gives_is_none_of_the_past(office, customers, bring):
    """
    It stands in an exported ledger, and comes back as before; in a past it is refused under its column.
    """
    seen = bring(office.money, "ledgerentry", HEADERS, ["C1", "2024-04-01", "发票", "I1", 30000, "现金提货", "", ""])
    (told,) = seen.context["faults"]

    assert (2, "class of the invoice") == told[:2]
    assert "without approval" in told[3]


def test_a_payment_in_another_currency_is_refused(office, customers, take, bring):
    """
    The ledger keeps no rate: dollars do not become yuan.
    """
    take(office.money, "ledgerentry", HEADERS, *PAST)
    seen = bring(office.money, "ledgerentry", HEADERS, ["C2", "2024-06-03", "回款", "", 1, "", "", "USD"])

    assert [(2, "currency", "USD")] == [told[:3] for told in seen.context["faults"]]


def test_an_exported_ledger_that_comes_back_is_as_before(office, customers, client, take):
    """
    Every row of the export is known, in either language, and nothing is said of money without a number.
    """
    take(office.money, "ledgerentry", HEADERS, *PAST)
    desk.take_payment(CreditAccount.objects.get(customer__code="C1"), Decimal(7), "", by=office.money, towards="next")
    for language in ("en", "zh-hans"):
        told = {"accept-language": language}
        content = client.get(reverse("admin:visitcore_django_ledgerentry_export"), headers=told).content
        address = reverse("admin:visitcore_django_ledgerentry_import")
        seen = client.post(address, {"sheet": SimpleUploadedFile("x.xlsx", content)}, headers=told)

        assert (6, [], []) == (seen.context["same"], seen.context["faults"], seen.context["notes"])


@pytest.mark.parametrize(("user", "status"), [("money", 200), ("li", 403), ("manager", 403), ("auditor", 403)])
def test_who_writes_no_ledger_brings_none(office, client, user, status):
    """
    Only finance does.
    """
    client.force_login(getattr(office, user))

    assert status == client.get(reverse("admin:visitcore_django_ledgerentry_import")).status_code


@pytest.mark.parametrize(("number", "notes"), [("", 1), ("R7", 0)])
def test_a_payment_alike_is_told_where_it_has_no_number(office, customers, take, bring, number, notes):
    """
    The same day and sum in another file may be a second payment; under the same number it is the same.
    """
    take(office.money, "ledgerentry", HEADERS, *PAST)
    paid = ["C1", "2024-06-10", "回款", number, 100, "", "", ""]
    take(office.money, "ledgerentry", HEADERS, paid)
    seen = bring(office.money, "ledgerentry", HEADERS, paid)

    assert (notes, 1) == (len(seen.context["notes"]), seen.context["same"])
