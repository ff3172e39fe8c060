"""
What stands on the page of a shipment below its form.
"""

from collections.abc import Iterator
from datetime import date

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from visitcore import VisitcoreError, decide_shipment
from visitcore_django.admin.buttons import Panel
from visitcore_django.admin.credit_panels import standing_today
from visitcore_django.admin.history import approvals_panel, why_panels
from visitcore_django.admin.why import why
from visitcore_django.admin.wording import error_in_words, named
from visitcore_django.desk.credit_possible import Possible, possible
from visitcore_django.facts.credit import ledger_of, shipment_fact
from visitcore_django.models import ShipmentRequest
from visitcore_django.models.money import money
from visitcore_django.policies import running

DECISION = "decide_shipment"
State = ShipmentRequest.State


def shipment_panels(row: ShipmentRequest, today: date) -> Iterator[Panel]:
    """
    What would be or was decided, what is still possible, who was asked, and how the account stands.
    """
    if row.state in (State.REQUESTED, State.RETURNED):
        yield Panel(_("If it were released today"), _preview(row, max(today, row.on)))
    else:
        yield from why_panels(row, DECISION)
    if row.state == State.REFUSED:
        yield Panel(_("What is still possible"), _possible(row, today))
    yield from approvals_panel(row)
    url = reverse("admin:visitcore_django_creditaccount_change", args=[row.account_id])
    link = format_html('<p><a href="{}">{}</a></p>', url, _("Open the credit account"))
    yield Panel(_("The account today"), standing_today(row.account, today) + link)


def _preview(row: ShipmentRequest, day: date) -> SafeString | str:
    """
    The decision as it would be; nothing is recorded.
    """
    try:
        facts = shipment_fact(row, row.account, ledger_of(row.account), day)
        return why(decide_shipment(facts, running(day).policy))
    except VisitcoreError as error:
        return error_in_words(error)


def _possible(row: ShipmentRequest, today: date) -> SafeString | str:
    try:
        found = possible(row, today)
    except VisitcoreError as error:
        return error_in_words(error)
    told = {"lines": [] if found is None else _ways(found, row)}
    return render_to_string("visitcore/credit_possible.html", told)


def _ways(found: Possible, row: ShipmentRequest) -> list[str]:
    currency = row.account.currency
    lines = []
    if found.at_once == row.amount:
        return [_("As the account stands now, all of it may leave: submit it again.")]
    if found.at_once:
        lines.append(_("Up to %(amount)s may leave at once.") % {"amount": money(found.at_once, currency)})
    if found.signed:
        said = {"amount": money(found.signed, currency), "who": named(found.by)}
        lines.append(_("Up to %(amount)s may leave where %(who)s agrees.") % said)
    if found.prepaid:
        said = {"amount": money(row.amount, currency)}
        lines.append(_("All of it may leave once %(amount)s is paid for it beforehand and a plan is on file.") % said)
    return lines
