from datetime import date
from decimal import Decimal

from django.utils.translation import override
from visitcore_site.credit import LEDGER_A, Account

from visitcore_django.admin.credit_words import (
    class_words,
    currency_of,
    entry_words,
    late_words,
    move_words,
    towards_words,
)
from visitcore_django.desk.credit_moves import Move
from visitcore_django.models import LedgerEntry


def test_a_class_has_words_in_both_languages():
    """
    What stands as ``first`` is told as the first time over the limit; a class that nobody knows stays as it is.
    """
    assert "first over the limit" == class_words("first")
    with override("zh-hans"):
        assert "首次超额度" == class_words("first")
    assert ("", "other") == (class_words(""), class_words("other"))


def test_an_entry_is_told_in_a_line(office):
    """
    Kind, number, amount, and what is special about it.
    """
    told = {"kind": "invoice", "number": "I4", "amount": Decimal(29000), "class_of": "first"}

    assert "invoice I4 ¥29,000.00 · first over the limit · signed by regional manager" == entry_words(
        LedgerEntry(**told, signer="regional_manager"), "CNY"
    )
    assert "payment ¥5.00 → the next shipment" == entry_words(
        LedgerEntry(kind="payment", amount=Decimal(5), towards="next"), "CNY"
    )
    assert "I1" == towards_words("I1")


def test_a_row_is_in_the_currency_of_its_account(office):
    """
    The account and its entries are in the pack's currency.
    """
    account = Account(office)
    account.tell(*LEDGER_A)

    assert ("CNY", "CNY") == (currency_of(account.row), currency_of(account.row.entries.first()))


def test_a_move_says_which_document_and_how_many_days():
    """
    In Chinese as people say it; a special limit has no number of its own.
    """
    with override("zh-hans"):
        assert "F1移出30天计算期" == move_words(Move(what="out", number="F1", days=30))
        assert "无编号单据计入授信基数" == move_words(Move(what="in", number="", days=30))
        assert "F1超过款期" == move_words(Move(what="late", number="F1", days=30))
        assert "特批额度生效" == move_words(Move(what="granted", number="", days=30))
        assert "特批额度到期" == move_words(Move(what="over", number="", days=30))


def test_only_what_is_past_is_late():
    """
    The last day itself is in time.
    """
    due = date(2024, 3, 31)

    assert ("", "", "1 day late", "2 days late") == (
        late_words(None, due),
        late_words(due, due),
        late_words(due, date(2024, 4, 1)),
        late_words(due, date(2024, 4, 2)),
    )
