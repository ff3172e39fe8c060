"""
What is asked for on the pages of a credit account: its papers, payments, returns, special limits and losses.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from visitcore import Policy, replay
from visitcore.rules.credit_standing import OpenInvoice
from visitcore_django import desk
from visitcore_django.admin.base import VersionedForm
from visitcore_django.admin.credit_words import currency_of, late_words
from visitcore_django.admin.days import DayInput
from visitcore_django.admin.enter import EnterForm
from visitcore_django.admin.wording import joined, named
from visitcore_django.desk.credit import contract_types
from visitcore_django.desk.credit_losses import left_to_lose
from visitcore_django.desk.credit_moves import due_on
from visitcore_django.facts.credit import ledger_of
from visitcore_django.models import CreditAccount, Deed
from visitcore_django.models.money import money
from visitcore_django.policies import running

CENT = Decimal(1).scaleb(-2)


class PapersForm(VersionedForm):
    """
    What the customer has handed in.
    """

    class Meta:
        model = CreditAccount
        fields: ClassVar = ["customer", "file_data", "opener_id_copy", "contract_type", "settlement_agreement"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "contract_type" in self.fields:
            known = [(name, named(name)) for name in contract_types(timezone.localdate())]
            now = self.instance.contract_type
            if now and now not in dict(known):
                known.append((now, now))
            label = self.fields["contract_type"].label
            self.fields["contract_type"] = forms.ChoiceField(
                label=label, choices=[("", _("not known, or none")), *known], required=False
            )


def _amount(**more: Any) -> forms.DecimalField:
    return forms.DecimalField(label=gettext_lazy("amount"), max_digits=14, decimal_places=2, **more)


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=DayInput, **more)


def _how_late(invoice: OpenInvoice, policy: Policy, currency: str) -> Iterator[str]:
    """
    What is open of an invoice, until when it is paid in time, and how late it is.
    """
    today = timezone.localdate()
    due = due_on(policy, invoice.day, today)
    yield _("open %(open)s") % {"open": money(invoice.open, currency)}
    yield "" if due is None else _("due on %(day)s") % {"day": due}
    yield late_words(due, today)


class PaymentForm(EnterForm):
    """
    Money that came in; more than is owed is asked about once before it is taken.
    """

    amount = _amount(min_value=CENT)
    towards = forms.ChoiceField(
        label=gettext_lazy("what it pays"),
        required=False,
        help_text=gettext_lazy("Money for nothing named pays the oldest open invoices first."),
    )
    on = _day(gettext_lazy("day it came in"), initial=timezone.localdate)
    number = forms.CharField(label=gettext_lazy("number of the receipt"), max_length=64, required=False)
    surplus = forms.BooleanField(
        label=gettext_lazy("the rest stays as money on account"), required=False, widget=forms.HiddenInput
    )

    def __init__(self, row: Any, data: Any = None) -> None:
        super().__init__(row, data)
        account = replay(running(timezone.localdate()).policy, ledger_of(row))
        left = [one for one in account.invoices.values() if one.open]
        self.owed = sum((one.open for one in left), Decimal(0))
        owed = [(one.id, joined(one.id, *_how_late(one, account.policy, currency_of(row)))) for one in left]
        first = [("", _("the oldest open invoices")), ("next", _("the next shipment"))]
        self.fields["towards"].choices = [*first, *owed]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """
        Money beyond what is owed, once the person has said that it is meant; a double click is not asked again.
        """
        told: dict[str, Any] = super().clean() or self.cleaned_data
        amount, currency = told.get("amount"), currency_of(self.row)
        if amount is None or amount <= self.owed or told.get("towards") or told.get("surplus"):
            return told
        if not Deed.objects.filter(token=told.get("token") or "").exists():
            self.fields["surplus"].widget = forms.CheckboxInput()
            said = {"amount": money(amount, currency), "owed": money(self.owed, currency)}
            what = _("%(amount)s is more than the %(owed)s owed. Correct the amount, or tick that the rest is kept.")
            self.add_error("surplus", what % said)
        return told

    def apply(self, person: Any) -> str:
        """
        Take it.
        """
        said = self.cleaned_data
        more = {name: said[name] for name in ("towards", "on", "token")}
        entry = desk.take_payment(self.row, said["amount"], said["number"], by=person, **more)
        return _("Taken: %(amount)s.") % {"amount": money(entry.amount, currency_of(self.row))}


class ReturnForm(EnterForm):
    """
    Goods that came back.
    """

    towards = forms.CharField(label=gettext_lazy("number of their invoice"), max_length=64)
    amount = _amount(min_value=CENT)
    on = _day(gettext_lazy("day they came back"), initial=timezone.localdate)
    number = forms.CharField(label=gettext_lazy("number of the return note"), max_length=64, required=False)

    def apply(self, person: Any) -> str:
        """
        Take them back.
        """
        said = self.cleaned_data
        more = {name: said[name] for name in ("towards", "on", "token")}
        entry = desk.take_return(self.row, said["amount"], said["number"], by=person, **more)
        return _("Taken back: %(amount)s.") % {"amount": money(entry.amount, currency_of(self.row))}


class SpecialLimitForm(EnterForm):
    """
    A limit for some days, for a customer past the payment term.
    """

    amount = _amount(
        min_value=0,
        help_text=gettext_lazy("It takes the place of the limit while something is past its term."),
    )
    first_day = _day(gettext_lazy("in force from"), initial=timezone.localdate)
    last_day = _day(gettext_lazy("in force to"), help_text=gettext_lazy("Both days count."))
    number = forms.CharField(label=gettext_lazy("number of the decision"), max_length=64, required=False)

    def apply(self, person: Any) -> str:
        """
        Grant it.
        """
        said = self.cleaned_data
        more = {name: said[name] for name in ("number", "token")}
        days = said["first_day"], said["last_day"]
        entry = desk.set_special_limit(self.row, said["amount"], *days, by=person, **more)
        return _("Granted: %(amount)s until %(day)s.") % {
            "amount": money(entry.amount, currency_of(self.row)),
            "day": entry.last_day,
        }


class LossForm(EnterForm):
    """
    Money of an invoice that is lost.
    """

    amount = _amount(min_value=CENT, help_text=gettext_lazy("No more than is still open on the invoice."))
    deducted = forms.DecimalField(
        label=gettext_lazy("charged to the signer already"),
        max_digits=14,
        decimal_places=2,
        min_value=0,
        help_text=gettext_lazy("It is set off."),
    )
    verified = forms.NullBooleanField(
        label=gettext_lazy("verified that the goods left without approval"),
        required=False,
    )

    def __init__(self, row: Any, data: Any = None) -> None:
        super().__init__(row, data)
        left = left_to_lose(row, timezone.localdate())
        self.fields["amount"].initial, self.fields["deducted"].initial = left.amount, left.deducted
        if row.class_of != "unapproved":
            del self.fields["verified"]

    def apply(self, person: Any) -> str:
        """
        Decide who bears it.
        """
        said = self.cleaned_data
        more = {"deducted": said["deducted"], "verified": said.get("verified"), "token": said["token"]}
        desk.bear_loss(self.row, said["amount"], by=person, **more)
        return _("Decided and recorded: who bears it stands below. The account itself stays as it is.")
