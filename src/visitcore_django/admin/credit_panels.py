"""
What stands on the page of a credit account below its papers.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from visitcore import CreditAccount as Told
from visitcore import Verdict, VisitcoreError, replay
from visitcore.rules.credit_standing import Standing
from visitcore_django.admin.buttons import Panel
from visitcore_django.admin.credit_words import class_words, entry_words, late_words, move_words
from visitcore_django.admin.history import why_panels
from visitcore_django.admin.states import state_badge
from visitcore_django.admin.why import why
from visitcore_django.admin.wording import error_in_words, named
from visitcore_django.charts import Line, steps
from visitcore_django.desk.credit_ledger import standing_on
from visitcore_django.desk.credit_month import MONTH_END, charged_now
from visitcore_django.desk.credit_moves import due_on
from visitcore_django.desk.credit_run import AccountDay, moving_days, run_of
from visitcore_django.desk.credit_standing import standing_of
from visitcore_django.facts.credit import ledger_of
from visitcore_django.models import CreditAccount
from visitcore_django.models.money import money
from visitcore_django.policies import running

SHOWN = 92
"""Days of the run that are shown unless all are asked for."""

MOST = 20
"""Shipments and open invoices that are listed."""


def account_panels(row: CreditAccount, today: date, *, every_day: bool) -> Iterator[Panel]:
    """
    Head-room, chart, open invoices, shipments, the end of the month, and the run day by day.
    """
    try:
        account = replay(running(today).policy, ledger_of(row))
    except VisitcoreError as error:
        yield Panel(_("How the account stands"), error_in_words(error))
        return
    yield Panel(_("How the account stands"), standing_shown(row, standing_on(account, today), today))
    first = _first(row, today, every_day=every_day)
    days = run_of(row, first, today)
    yield Panel(_("Limit and debt"), chart(days, today))
    yield Panel(_("Open invoices"), _invoices(row, account, today))
    yield Panel(_("Shipments"), _shipments(row))
    yield from _month_end(row, today)
    yield Panel(_("Day by day"), run_shown(row, days, every_day=every_day))


def standing_today(row: CreditAccount, today: date) -> SafeString:
    """
    How an account stands today, or what is wrong with its ledger.
    """
    try:
        return standing_shown(row, standing_of(row, today), today)
    except VisitcoreError as error:
        return format_html("<p>{}</p>", error_in_words(error))


def standing_shown(row: CreditAccount, standing: Standing | None, on: date) -> SafeString:
    """
    Limit, debt, what is past its term and head-room, in one line.
    """
    told = {"row": row, "on": on, "standing": standing}
    if row.standing_on is not None and row.standing_on != on:
        told["listed"] = row.standing_on
    if standing is not None:
        amounts = (
            (_("credit limit"), standing.limit),
            (_("money owed"), standing.outstanding),
            (_("past its term"), standing.past_term),
            (_("head-room"), standing.headroom),
        )
        told["amounts"] = [(label, money(amount, row.currency)) for label, amount in amounts]
        told["over"] = standing.headroom < 0
        told["special"] = None if standing.special is None else money(standing.special, row.currency)
        told["earmarked"] = money(standing.earmarked, row.currency) if standing.earmarked else ""
    return render_to_string("visitcore/credit_standing.html", told)


def chart(days: Sequence[AccountDay], today: date) -> SafeString:
    """
    What was owed and the limit beside it, as they stood when each day ended.
    """
    told = [(one.day, one.end) for one in days if one.end is not None]
    owed = Line(label=_("money owed"), points=_turns([(day, end.outstanding) for day, end in told]))
    limit = Line(label=_("credit limit"), points=_turns([(day, end.limit) for day, end in told]))
    return steps(_("What was owed, and the limit"), [owed, limit], until=today)


def run_shown(row: CreditAccount, days: tuple[AccountDay, ...], *, every_day: bool) -> SafeString:
    """
    The days on which something moved, the latest first.
    """
    lines = [_line(row, one) for one in reversed(moving_days(days))]
    return render_to_string("visitcore/credit_run.html", {"lines": lines, "every_day": every_day, "shown": SHOWN})


def _line(row: CreditAccount, one: AccountDay) -> dict[str, Any]:
    start = one.start
    amounts = () if start is None else (start.basis, start.past_term, start.limit, start.outstanding, start.headroom)
    return {
        "day": one.day,
        "happened": [
            (reverse("admin:visitcore_django_ledgerentry_change", args=[entry.pk]), entry_words(entry, row.currency))
            for entry in one.entries
        ],
        "moved": [move_words(move) for move in one.moves],
        "amounts": [money(amount) for amount in amounts],
        "step": "" if start is None else start.step,
    }


def _turns(points: list[tuple[date, Any]]) -> tuple[tuple[date, Any], ...]:
    """
    The points at which a value changes.
    """
    return tuple(point for at, point in enumerate(points) if at == 0 or point[1] != points[at - 1][1])


def _first(row: CreditAccount, today: date, *, every_day: bool) -> date:
    earliest = row.entries.order_by("on").values_list("on", flat=True).first() or today
    earliest = min(earliest, today)
    return earliest if every_day else max(earliest, today - timedelta(days=SHOWN - 1))


def _invoices(row: CreditAccount, account: Told, today: date) -> SafeString:
    owed = [one for one in account.invoices.values() if one.open]
    keys = dict(row.entries.filter(kind="invoice").values_list("number", "pk")) if owed else {}
    lines = [
        {
            "url": reverse("admin:visitcore_django_ledgerentry_change", args=[keys[one.id]]),
            "cells": [one.id, f"{one.day}", *(money(amount, row.currency) for amount in (one.amount, one.open))],
            "due": (due := due_on(account.policy, one.day, today)),
            "late": late_words(due, today),
            "class": class_words(one.class_),
        }
        for one in sorted(owed, key=lambda one: one.day)[:MOST]
    ]
    told = {
        "lines": lines,
        "more": max(len(owed) - MOST, 0),
        "heads": [_("invoice number"), _("day"), _("amount"), _("still open"), _("due on"), _("days late")],
    }
    return render_to_string("visitcore/credit_invoices.html", told)


def _shipments(row: CreditAccount) -> SafeString:
    rows = list(row.shipments.order_by("-on", "-pk")[: MOST + 1])
    lines = [
        {
            "url": reverse("admin:visitcore_django_shipmentrequest_change", args=[one.pk]),
            "cells": [one.number, f"{one.on}", money(one.amount, row.currency), state_badge(one)],
            "class": " · ".join(filter(None, [class_words(one.class_of), named(one.next_by)])),
        }
        for one in rows[:MOST]
    ]
    told = {"lines": lines, "more": 0, "heads": [_("number"), _("day"), _("amount"), _("state")]}
    if len(rows) > MOST:
        told["all"] = f"{reverse('admin:visitcore_django_shipmentrequest_changelist')}?account__id__exact={row.pk}"
    return render_to_string("visitcore/credit_invoices.html", told)


def _month_end(row: CreditAccount, today: date) -> Iterator[Panel]:
    """
    What signers are charged as things stand, and what was recorded last; nothing where there is nothing.
    """
    decision = charged_now(row, today)
    if decision is not None and decision.verdict is not Verdict.ALLOWED:
        yield Panel(_("What the signer is charged, as things stand today"), why(decision))
    for panel in why_panels(row, MONTH_END):
        yield Panel(_("The end of the month, as it was recorded"), panel.body)
