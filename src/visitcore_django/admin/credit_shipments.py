"""
Shipments on account: the list of what waits, and the page with its reasons and its next step.
"""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from visitcore_django import desk
from visitcore_django.admin.amounts import money_cell
from visitcore_django.admin.answers import answer_buttons
from visitcore_django.admin.asking import AskingAdmin
from visitcore_django.admin.base import VersionedForm
from visitcore_django.admin.buttons import Button, Panel
from visitcore_django.admin.credit_filters import ClassFilter
from visitcore_django.admin.credit_shipment_panels import shipment_panels
from visitcore_django.admin.credit_words import class_words
from visitcore_django.admin.states import state_badge, there_are
from visitcore_django.admin.wording import named
from visitcore_django.desk.credit_requests import OPEN
from visitcore_django.models import ShipmentRequest
from visitcore_django.models.money import money

State = ShipmentRequest.State
COLUMNS = ("on", "number", "amount", "cash", "plan", "ticket")


class ShipmentForm(VersionedForm):
    """
    What is to leave.
    """

    class Meta:
        model = ShipmentRequest
        fields: ClassVar = ["account", *COLUMNS]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "on" in self.fields and not self.instance.pk:
            self.fields["on"].initial = timezone.localdate
        if "cash" in self.fields:
            self.fields["cash"].help_text = _("Finance releases goods that are paid in cash, and takes the money.")
        if "plan" in self.fields:
            self.fields["plan"].widget = forms.NullBooleanSelect()


@admin.register(ShipmentRequest)
class ShipmentRequestAdmin(AskingAdmin):
    """
    Goods that are to leave on account.
    """

    form = ShipmentForm
    asks = ("_release", gettext_lazy("Save and ask for release"))
    open_in = OPEN
    list_display = [
        "number",
        "customer",
        "on",
        money_cell(ShipmentRequest, "amount", "account__currency"),
        "stands",
        "class_shown",
        "waits_for",
        "requested_by",
    ]
    list_select_related = ["account__customer", "requested_by"]
    list_filter = ["state", ClassFilter]
    search_fields = ["number", "account__customer__code", "account__customer__name"]
    autocomplete_fields = ["account"]
    date_hierarchy = "on"
    readonly_fields = ["amount_shown", "cash_shown", "class_shown", "waits_for", "stands", "requested_by", "changed_by"]

    class Media:
        css: ClassVar = {"all": ["visitcore/visitcore.css"]}

    @admin.display(description=gettext_lazy("customer"), ordering="account__customer__code")
    def customer(self, row: ShipmentRequest) -> str:
        """
        Who gets the goods.
        """
        return str(row.account.customer)

    @admin.display(description=gettext_lazy("value of the goods"))
    def amount_shown(self, row: ShipmentRequest) -> str:
        """
        The value with its currency.
        """
        return money(row.amount, row.account.currency)

    @admin.display(description=gettext_lazy("cash paid for it"))
    def cash_shown(self, row: ShipmentRequest) -> str:
        """
        The cash with its currency.
        """
        return money(row.cash, row.account.currency)

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def stands(self, row: ShipmentRequest) -> SafeString:
        """
        The state with its sign.
        """
        return state_badge(row)

    @admin.display(description=gettext_lazy("class of the invoice"), ordering="class_of", empty_value="–")
    def class_shown(self, row: ShipmentRequest) -> str:
        """
        In which class they leave, or why not.
        """
        return class_words(row.class_of)

    @admin.display(description=gettext_lazy("who decides next"), ordering="next_by", empty_value="–")
    def waits_for(self, row: ShipmentRequest) -> str:
        """
        The role that it waits for.
        """
        return named(row.next_by)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """
        What to fill in; where nothing can be changed any more, what was filled in.
        """
        stands = [there_are(obj, "stands", ("class_shown", "class_of"), ("waits_for", "next_by"))]
        if obj is not None and not self.has_change_permission(request, obj):
            who = there_are(obj, "requested_by", ("changed_by", "changed_by_id"))
            paid = there_are(obj, ("cash_shown", "cash"), ("plan", "plan"), "ticket")
            told = ["account", ("on", "number", "amount_shown"), paid, who]
            return [(None, {"fields": [*stands, *told]})]
        asked = ["account", ("on", "number", "amount"), ("cash", "plan", "ticket"), "version", "token"]
        return [(None, {"fields": asked if obj is None else [*stands, *asked]})]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """
        Goods stay with the account that they were asked for on.
        """
        found = super().get_readonly_fields(request, obj)
        return found if obj is None else [*found, "account"]

    def save_model(self, request: HttpRequest, obj: ShipmentRequest, form: Any, change: bool) -> None:
        """
        Have the desk keep it, and decide where that was asked.
        """
        token = form.cleaned_data.get("token") or ""
        if not change:
            told = {name: getattr(obj, name) for name in COLUMNS}
            row = desk.request_shipment(obj.account, by=request.user, token=token or None, **told)
            obj.pk = row.pk
        else:
            row = desk.change_shipment(obj, by=request.user) if form.has_changed() else obj
        if self.asked_for(request):
            self._tell(request, desk.release_shipment(row, by=request.user, token=f"{token} release"))

    def buttons(self, request: HttpRequest, row: ShipmentRequest) -> list[Button]:
        """
        Answer, release, take back, write down what left all the same.
        """
        found = answer_buttons(request, row)
        works = self.may_work(request, row)
        writes = request.user.has_perm(f"{self.opts.app_label}.add_ledgerentry")
        if works and row.state in OPEN and (writes or not row.cash):
            label = _("Ask for release") if row.state == State.REQUESTED else _("Submit again")
            found.append(Button(name="release", label=label, do=self._release, main=True))
        if works and row.state == State.REFERRED:
            found.append(Button(name="withdraw", label=_("Take back"), do=self._withdraw))
        if writes and row.state == State.REFUSED:
            label = _("The goods left all the same")
            found.append(Button(name="unapproved", label=label, do=self._unapproved))
        return found

    def panels(self, request: HttpRequest, row: ShipmentRequest) -> list[Panel]:
        """
        How the account stands, why, and who was asked.
        """
        return list(shipment_panels(row, timezone.localdate()))

    def _release(self, request: HttpRequest, row: ShipmentRequest) -> None:
        self._tell(request, desk.release_shipment(row, by=request.user, token=request.POST.get("token") or None))

    def _withdraw(self, request: HttpRequest, row: ShipmentRequest) -> str:
        desk.withdraw_shipment(row, by=request.user)
        return _("Taken back; it can be changed and released again.")

    def _unapproved(self, request: HttpRequest, row: ShipmentRequest) -> str:
        desk.record_unapproved(row, by=request.user, token=request.POST.get("token") or None)
        return _("Written down as goods that left without approval.")

    def _tell(self, request: HttpRequest, row: ShipmentRequest) -> None:
        said = {"class": class_words(row.class_of), "who": named(row.next_by)}
        if row.state == State.RELEASED:
            messages.success(request, _("Released: %(class)s.") % said)
        elif row.state == State.REFERRED:
            messages.warning(request, _("It waits for %(who)s: %(class)s.") % said)
        elif row.state == State.REFUSED:
            messages.error(request, _("Refused by the rules; the reason and what is still possible stand below."))
        else:
            messages.warning(request, _("It cannot be decided yet; what is missing stands below."))
