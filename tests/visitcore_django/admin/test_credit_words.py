from decimal import Decimal

from django.utils.translation import override
from visitcore_site.credit import LEDGER_A, Account

from visitcore_django.admin.credit_words import class_words, currency_of, entry_words, towards_words
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
