"""
Gifts to customers: asked for, approved and given out of the store.
"""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from visitcore.rules.gifts import ARRANGERS
from visitcore_django import desk
from visitcore_django.admin.answers import answer_buttons
from visitcore_django.admin.asking import AskingAdmin
from visitcore_django.admin.buttons import Button, Panel
from visitcore_django.admin.complaint_words import two_lines
from visitcore_django.admin.gift_filters import ReceiptFilter
from visitcore_django.admin.gift_form import CHECKED, DRAWN, GiftForm
from visitcore_django.admin.history import approvals_panel, needed_in_words, why_panels
from visitcore_django.admin.meal_words import missing_words
from visitcore_django.admin.meals_told import worth_of
from visitcore_django.admin.months import MonthFilter
from visitcore_django.admin.persons import PersonFilter
from visitcore_django.admin.states import RefusedList, broken, state_badge
from visitcore_django.admin.stock import ItemField, currency_today
from visitcore_django.admin.wording import named_all, sentences
from visitcore_django.desk.gift_drawing import drawing, may_draw
from visitcore_django.desk.gift_ways import lacks_receipt
from visitcore_django.desk.gifts import CANCELLABLE, OPEN, RIGHT, has_rules
from visitcore_django.desk.stock import shortage
from visitcore_django.facts.gifts import PREMIUMS
from visitcore_django.models import Approval, Gift
from visitcore_django.models.base import about
from visitcore_django.models.money import money
from visitcore_django.policies import running

State = Gift.State


@admin.register(Gift)
class GiftAdmin(AskingAdmin):
    """
    Gifts to customers.
    """

    form = GiftForm
    open_in = OPEN
    list_display = ["on", "customer", "item", "quantity", "requested_by", "stands", "rule"]
    in_sheets: ClassVar = {"broken": (gettext_lazy("not kept"), broken)}
    list_select_related = ["customer", "item", "requested_by"]
    list_filter = ["state", ReceiptFilter, MonthFilter, ("requested_by", PersonFilter)]
    search_fields = ["customer__code", "customer__name", "item__code", "item__name"]
    date_hierarchy = "on"
    autocomplete_fields = ["customer"]
    readonly_fields = [
        *("stands", "missing_told", "on_the_spot", "signed_told", "slip", "receipt_told"),
        *("value", "worth", "in_stock"),
    ]

    class Media:
        css: ClassVar = {"all": ["visitcore/visitcore.css"]}

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """
        The list that knows why the rules refuse a gift.
        """
        return RefusedList

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def stands(self, row: Gift) -> SafeString:
        """
        The state; below it what is not kept.
        """
        return two_lines(state_badge(row), broken(row))

    @admin.display(description=gettext_lazy("still missing"))
    def missing_told(self, row: Gift) -> str:
        """
        What a draft still lacks.
        """
        return missing_words(row.missing.split(","))

    @admin.display(description=gettext_lazy("value of one"))
    def value(self, row: Gift) -> str:
        """
        What one is worth.
        """
        return money(row.item.value, currency_today())

    @admin.display(description=gettext_lazy("worth in all"))
    def worth(self, row: Gift) -> str:
        """
        What it is worth.
        """
        return worth_of(row)

    @admin.display(description=gettext_lazy("in stock"))
    def in_stock(self, row: Gift) -> int:
        """
        How many there are now.
        """
        return row.item.stock

    @admin.display(description=gettext_lazy("approved by (roles)"))
    def signed_told(self, row: Gift) -> str:
        """
        In which roles it was signed so far.
        """
        return named_all(row.approved_by)

    @admin.display(description=gettext_lazy("receipt signed on"))
    def receipt_told(self, row: Gift) -> str:
        """
        When the customer signed, or that it is still to come.
        """
        return date_format(row.receipted_on) if row.receipted_on else _("still to come")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """
        Only what the policy of today asks about.
        """
        book = running(timezone.localdate()).policy.on(timezone.localdate())
        asked = [
            *(CHECKED if book.find(ARRANGERS) is not None else ()),
            *(DRAWN if book.find(PREMIUMS) is not None else ()),
        ]
        if obj is None:
            return ["customer", "item", "quantity", "on", *asked, "reason"]
        fields = ["customer", "item", ("quantity", "value", "worth", "in_stock"), "on", *asked, "reason"]
        lacks = ["missing_told"] if obj.missing else []
        lacks += [name for name in ("on_the_spot", "slip") if getattr(obj, name)]
        lacks += ["signed_told"] if obj.approved_by else []
        lacks += ["receipt_told"] if obj.receipted_on or lacks_receipt(obj) else []
        who = ["requested_by", *(["changed_by"] if obj.changed_by_id else [])]
        return ["stands", *lacks, *([] if self.has_change_permission(request, obj) else who), *fields]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """
        The kinds of gifts with their stock.
        """
        more = {"form_class": ItemField} if db_field.name == "item" else {}
        return super().formfield_for_foreignkey(db_field, request, **more, **kwargs)

    def save_model(self, request: HttpRequest, obj: Gift, form: Any, change: bool) -> None:
        """
        Have the desk keep it, or ask for it.
        """
        do = desk.request_gift if self.asked_for(request) else desk.draft_gift
        row = do(obj, by=request.user, token=form.cleaned_data.get("token") or None)
        obj.pk = row.pk
        if self.asked_for(request):
            self.tell(request, row)
        elif lacks := self.hindrance(row):
            messages.warning(request, lacks)

    def tell(self, request: HttpRequest, row: Gift) -> None:
        """
        Say what came of asking for it.
        """
        waits = Approval.objects.filter(**about(row), state=Approval.State.OPEN).first()
        said = {"what": missing_words(row.missing.split(",")), "rule": row.rule}
        if row.state == State.REFUSED:
            refused = _("Not handed in: refused by the rules, %(rule)s.") % said
            messages.error(request, sentences(refused, _("Correct what is not kept, told below, and ask again.")))
        elif row.state == State.DRAFT:
            messages.warning(request, _("It stays a draft; still missing: %(what)s.") % said)
        elif waits is not None:
            said["who"] = needed_in_words(waits)
            messages.success(request, _("It waits for approval: %(who)s.") % said)

    def buttons(self, request: HttpRequest, row: Gift) -> list[Button]:
        """
        Ask, answer, draw, call off, note the receipt, take back.
        """
        found = answer_buttons(request, row)
        works = request.user.has_perm(f"{self.opts.app_label}.change_gift")
        if works and row.state in OPEN:
            found.append(Button(name="request", label=_("Ask for approval"), do=self._ask, main=True))
        move = drawing(row.on) if row.state == State.APPROVED else None
        if works and row.state == State.APPROVED and (move is None or may_draw(row, request.user, move)):
            asks = _("Number of the drawing slip")
            found.append(Button(name="draw", label=_("Draw from the store"), do=self._draw, asks=asks, main=True))
        if works and row.state in CANCELLABLE:
            found.append(Button(name="cancel", label=_("Call the gift off"), do=self._cancel))
        if works and lacks_receipt(row):
            found.append(Button(name="receipt", label=_("The customer has signed for it"), do=self._receipt, main=True))
        may_approve = request.user.has_perm(f"{self.opts.app_label}.{RIGHT}")
        if row.state == State.GIVEN and row.receipted_on is None and may_approve:
            found.append(Button(name="take_back", label=_("Take back into the store"), do=self._take_back))
        return found

    def hindrance(self, row: Gift) -> str:
        """
        That there are not so many in the store, as long as none has left it.
        """
        return shortage(row.item, row.quantity) if row.state in CANCELLABLE else ""

    def panels(self, request: HttpRequest, row: Gift) -> list[Panel]:
        """
        The decisions, or plainly that there are no rules; the approvals.
        """
        why = why_panels(row, "check_gift", "look_up", "make_move")
        if not why and not has_rules(row):
            why = [Panel(_("Why"), render_to_string("visitcore/no_rules.html"))]
        return [*why, *approvals_panel(row)]

    def _ask(self, request: HttpRequest, row: Gift) -> None:
        self.tell(request, desk.request_gift(row, by=request.user, token=request.POST.get("token") or None))

    def _cancel(self, request: HttpRequest, row: Gift) -> str:
        desk.cancel_gift(row, by=request.user)
        return _("Called off.")

    def _draw(self, request: HttpRequest, row: Gift) -> str:
        slip, token = request.POST.get("comment", ""), request.POST.get("token") or None
        desk.draw_gift(row, by=request.user, slip=slip, token=token)
        return _("Drawn from the store.")

    def _receipt(self, request: HttpRequest, row: Gift) -> str:
        desk.receipt_gift(row, by=request.user, token=request.POST.get("token") or None)
        return _("The receipt is noted.")

    def _take_back(self, request: HttpRequest, row: Gift) -> str:
        desk.take_back_gift(row, by=request.user, token=request.POST.get("token") or None)
        return _("Back in the store.")
