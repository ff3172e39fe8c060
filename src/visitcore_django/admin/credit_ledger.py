"""
The ledger of all accounts: a list to look things up in, and the page of one entry.
"""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from visitcore import VisitcoreError
from visitcore_django.admin.amounts import money_cell
from visitcore_django.admin.base import ReadOnlyAdmin
from visitcore_django.admin.buttons import Button, Panel
from visitcore_django.admin.credit_filters import EntryClassFilter
from visitcore_django.admin.credit_forms import LossForm
from visitcore_django.admin.credit_words import class_words, towards_words
from visitcore_django.admin.enter import Entering, EnterMixin
from visitcore_django.admin.history import why_panels
from visitcore_django.admin.why import why_recorded
from visitcore_django.admin.wording import named
from visitcore_django.desk.credit_losses import LOSS, left_to_lose
from visitcore_django.models import LedgerEntry
from visitcore_django.models.money import money
from visitcore_django.sheets.credit import LedgerSheet


def may_lose(person: Any, row: LedgerEntry) -> bool:
    """
    Whether a person may decide who bears what is lost of an entry: an invoice with something open.
    """
    if row.kind != LedgerEntry.Kind.INVOICE or not person.has_perm("visitcore_django.change_creditaccount"):
        return False
    try:
        return bool(left_to_lose(row, timezone.localdate()).amount)
    except VisitcoreError:
        return False


@admin.register(LedgerEntry)
class LedgerEntryAdmin(EnterMixin, ReadOnlyAdmin):
    """
    What happened on the accounts.
    """

    sheet = LedgerSheet
    list_display = [
        "on",
        "customer",
        "kind",
        "number",
        money_cell(LedgerEntry, "amount", "account__currency"),
        "class_shown",
        "towards_shown",
        "by",
    ]
    list_select_related = ["account__customer", "by"]
    list_filter = ["kind", EntryClassFilter]
    search_fields = ["number", "towards", "account__customer__code", "account__customer__name"]
    search_help_text = gettext_lazy("Number of a document or an invoice, code or name of a customer")
    date_hierarchy = "on"
    ordering = ["-on", "-pk"]
    fields = [
        ("account", "place"),
        ("on", "kind", "number"),
        "amount_shown",
        ("class_shown", "signer_shown"),
        "towards_shown",
        ("first_day", "last_day"),
        ("by", "on_behalf_of", "recorded_at"),
    ]
    readonly_fields = ["amount_shown", "class_shown", "signer_shown", "towards_shown"]
    enterings = (
        Entering(name="loss", label=gettext_lazy("The money is lost: who bears it?"), form=LossForm, may=may_lose),
    )

    class Media:
        css: ClassVar = {"all": ["visitcore/visitcore.css"]}

    @admin.display(description=gettext_lazy("customer"), ordering="account__customer__code")
    def customer(self, row: LedgerEntry) -> str:
        """
        Whose account it is.
        """
        return str(row.account.customer)

    @admin.display(description=gettext_lazy("amount"), ordering="amount")
    def amount_shown(self, row: LedgerEntry) -> str:
        """
        The amount with its currency.
        """
        return money(row.amount, row.account.currency)

    @admin.display(description=gettext_lazy("class of the invoice"), ordering="class_of", empty_value="–")
    def class_shown(self, row: LedgerEntry) -> str:
        """
        How the goods left.
        """
        return class_words(row.class_of)

    @admin.display(description=gettext_lazy("signed by (role)"), empty_value="–")
    def signer_shown(self, row: LedgerEntry) -> str:
        """
        The role that signed.
        """
        return named(row.signer)

    @admin.display(description=gettext_lazy("for invoice"), ordering="towards", empty_value="–")
    def towards_shown(self, row: LedgerEntry) -> str:
        """
        What it is for.
        """
        return towards_words(row.towards)

    def buttons(self, request: HttpRequest, row: LedgerEntry) -> list[Button]:
        """
        Who bears a loss.
        """
        return self.enter_buttons(request, row)

    def panels(self, request: HttpRequest, row: LedgerEntry) -> list[Panel]:
        """
        The decision that it rests on, and who bears what was lost.
        """
        found = [] if row.decision is None else [Panel(_("Why"), why_recorded(row.decision))]
        return [*found, *(Panel(_("Who bears the loss"), panel.body) for panel in why_panels(row, LOSS))]
