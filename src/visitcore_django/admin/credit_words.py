"""
The words of trade credit that people read on the screens.
"""

from typing import Any

from django.utils.translation import gettext as _

from visitcore_django.admin.wording import named
from visitcore_django.models import LedgerEntry
from visitcore_django.models.money import money
from visitcore_django.sheets.credit import CLASSES


def class_words(name: str) -> str:
    """
    What people call a class; nothing where there is none yet.
    """
    return str(CLASSES.get(name, name))


def entry_words(entry: LedgerEntry, currency: str) -> str:
    """
    One thing that happened on an account, in a line.
    """
    parts = [entry.get_kind_display(), entry.number or "", money(entry.amount, currency)]
    if entry.class_of not in ("", "normal"):
        parts.append(f"· {class_words(entry.class_of)}")
    if entry.signer:
        signed = _("signed by %(who)s") % {"who": named(entry.signer)}
        parts.append(f"· {signed}")
    if entry.towards:
        parts.append(f"→ {towards_words(entry.towards)}")
    if entry.first_day and entry.last_day:
        parts.append(f"· {entry.first_day} – {entry.last_day}")
    return " ".join(part for part in parts if part)


def towards_words(towards: str) -> str:
    """
    What a payment is for.
    """
    return _("the next shipment") if towards == "next" else towards


def currency_of(row: Any) -> str:
    """
    The currency of an account, or of a row that belongs to one.
    """
    account = getattr(row, "account", row)
    return str(account.currency)
