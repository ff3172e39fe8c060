"""
The words of trade credit that people read on the screens.
"""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from visitcore_django.admin.wording import named
from visitcore_django.desk.credit_moves import Move
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


def move_words(move: Move) -> str:
    """
    Why the figures changed though nothing was entered.
    """
    said = {"number": move.number or _("a document without a number"), "days": move.days}
    words = {
        "out": _("%(number)s is older than the %(days)s days that make the limit"),
        "in": _("%(number)s counts towards the limit"),
        "late": _("%(number)s is past its payment term"),
        "granted": _("a special limit comes into force"),
        "over": _("a special limit has run out"),
    }
    return words[move.what] % said


def late_words(due: date | None, today: date) -> str:
    """
    By how many days something is late; empty where it is not, or where nobody says when it is due.
    """
    late = 0 if due is None else (today - due).days
    return ngettext("%(days)d day late", "%(days)d days late", late) % {"days": late} if late > 0 else ""
