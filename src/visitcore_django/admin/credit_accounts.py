"""
Credit accounts: the list by head-room, and the page with papers, chart and the run day by day.
"""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from visitcore_django import desk
from visitcore_django.admin.amounts import money_cell
from visitcore_django.admin.buttons import Button, Panel
from visitcore_django.admin.complaint_words import two_lines
from visitcore_django.admin.credit_filters import StandingFilter
from visitcore_django.admin.credit_forms import PapersForm, PaymentForm, ReturnForm, SpecialLimitForm
from visitcore_django.admin.credit_panels import account_panels, standing_today
from visitcore_django.admin.enter import Entering, EnterMixin
from visitcore_django.admin.wording import explained, named
from visitcore_django.desk.credit import may_grant
from visitcore_django.models import CreditAccount

EVERY = "days"
"""What the address says to show every day: ``?days=all``."""


_READ = {"contract_type": "contract"}
"""What stands in place of a column for whoever only looks."""


def _writes(person: Any, _row: Any) -> bool:
    return bool(person.has_perm("visitcore_django.add_ledgerentry"))


@admin.register(CreditAccount)
class CreditAccountAdmin(EnterMixin):
    """
    Credit accounts.
    """

    form = PapersForm
    list_display = [
        "customer",
        money_cell(CreditAccount, "limit"),
        money_cell(CreditAccount, "outstanding"),
        money_cell(CreditAccount, "headroom"),
        money_cell(CreditAccount, "past_term"),
        "worked_out_on",
    ]
    list_select_related = ["customer"]
    list_filter = [StandingFilter]
    search_fields = ["customer__code", "customer__name"]
    autocomplete_fields = ["customer"]
    ordering = ["headroom", "pk"]
    fieldsets = [
        (None, {"fields": ["customer"]}),
        (
            gettext_lazy("Papers"),
            {"fields": [("file_data", "opener_id_copy"), ("contract_type", "settlement_agreement")]},
        ),
    ]
    enterings = (
        Entering(name="payment", label=gettext_lazy("Take a payment"), form=PaymentForm, may=_writes),
        Entering(name="return", label=gettext_lazy("Take goods back"), form=ReturnForm, may=_writes),
        Entering(name="limit", label=gettext_lazy("Grant a special limit"), form=SpecialLimitForm, may=may_grant),
    )

    class Media:
        css: ClassVar = {"all": ["visitcore/visitcore.css"]}

    @admin.display(description=gettext_lazy("as of"), ordering="standing_on", empty_value="–")
    def worked_out_on(self, row: CreditAccount) -> SafeString:
        """
        Of which day the columns are; where that is not today, that the page of the account shows today.
        """
        if row.standing_on is None:
            return two_lines("–", _("not worked out yet"))
        stale = row.standing_on < timezone.localdate()
        return two_lines(row.standing_on.isoformat(), _("its page shows today") if stale else "")

    @admin.display(description=gettext_lazy("type of the business contract"), empty_value="–")
    def contract(self, row: CreditAccount) -> str | None:
        """
        What people call the type of the contract.
        """
        return named(row.contract_type) or None

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """
        An account stays with its customer.
        """
        return [] if obj is None else ["customer"]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """
        The papers, with version and token behind them where they can be changed.
        """
        customer, (label, papers) = super().get_fieldsets(request, obj)
        if obj is not None and not self.has_change_permission(request, obj):
            told = [tuple(_READ.get(name, name) for name in line) for line in papers["fields"]]
            return [customer, (label, {"fields": told})]
        return [customer, (label, {"fields": [*papers["fields"], "version", "token"]})]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """
        An account is history; it stays.
        """
        return False

    def save_model(self, request: HttpRequest, obj: CreditAccount, form: Any, change: bool) -> None:
        """
        Have the desk open the account, or write the papers.
        """
        if change:
            desk.set_papers(obj, by=request.user)
            return
        names = ("file_data", "opener_id_copy", "contract_type", "settlement_agreement")
        papers = {name: getattr(obj, name) for name in names}
        token = form.cleaned_data.get("token") or None
        obj.pk = desk.open_account(obj.customer, by=request.user, token=token, **papers).pk

    def buttons(self, request: HttpRequest, row: CreditAccount) -> list[Button]:
        """
        Ship, take money and goods, grant a special limit, settle the month.
        """
        found = []
        if request.user.has_perm(f"{self.opts.app_label}.add_shipmentrequest"):
            found.append(Button(name="ship", label=_("Ask for a shipment"), do=self._ship, main=True))
        found += self.enter_buttons(request, row)
        today = timezone.localdate()
        settles = self.has_change_permission(request, row)
        if settles and desk.accounts_at_month_end(today).filter(pk=row.pk).exists():
            found.append(Button(name="month_end", label=_("Settle the end of the month"), do=self._settle))
        return found

    def panels(self, request: HttpRequest, row: CreditAccount) -> list[Panel]:
        """
        How it stands, the chart, what is open, what left, and the days.
        """
        every_day = request.GET.get(EVERY) == "all"
        return list(account_panels(row, timezone.localdate(), every_day=every_day))

    def above(self, request: HttpRequest, row: CreditAccount) -> Any:
        """
        How the account stands, above the form that asks.
        """
        return standing_today(row, timezone.localdate())

    def lookup_allowed(self, lookup: str, value: str, request: Any = None) -> bool:
        """
        The page of one account takes a word on how many days to show.
        """
        return lookup == EVERY or super().lookup_allowed(lookup, value, request)

    def _ship(self, _request: HttpRequest, row: CreditAccount) -> HttpResponse:
        where = reverse(f"admin:{self.opts.app_label}_shipmentrequest_add")
        return HttpResponseRedirect(f"{where}?account={row.pk}")

    def _settle(self, request: HttpRequest, row: CreditAccount) -> str:
        done = desk.month_end_credit(timezone.localdate(), accounts=[row])
        if not done:
            return _("No last shipment over the limit is late; nobody is charged.")
        messages.info(request, explained(done[0]))
        return _("Recorded; nothing is booked by it.")
