"""
The ledger of credit accounts as a sheet: the past of new accounts, and money and goods that came in since.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from visitcore.codec.cells import read_text
from visitcore.codec.columns import COLUMNS, EVENTS, INVOICE_CLASSES, NEXT_SHIPMENT, YUAN
from visitcore.codec.headers import plain
from visitcore_django.desk import take_payment, take_return
from visitcore_django.desk.credit_past import Past
from visitcore_django.models import CreditAccount, Customer, LedgerEntry
from visitcore_django.people.roles import ROLES
from visitcore_django.sheets.columns import Column
from visitcore_django.sheets.deeds import DeedSheet
from visitcore_django.sheets.headings import in_a_row, in_both
from visitcore_django.sheets.typed import as_name, as_there
from visitcore_django.sheets.widgets import DayWidget, NumberWidget, TextWidget
from visitcore_django.sheets.widgets_rows import PersonWidget, RowWidget
from visitcore_django.sheets.widgets_words import NamesWidget, WordWidget

_KNOWN = {column.name: column.headers for column in COLUMNS["ledger"]}
_CUSTOMER = next(column.headers for column in COLUMNS["visits"] if column.name == "customer")
CLASSES = {
    "within": gettext_lazy("within the limit"),
    "cash": gettext_lazy("against cash"),
    "prepaid": gettext_lazy("paid beforehand"),
    "first": gettext_lazy("first over the limit"),
    "last": gettext_lazy("last over the limit"),
    "hold": gettext_lazy("past the payment term"),
    "refuse": gettext_lazy("not released"),
    "unapproved": gettext_lazy("without approval"),
    "normal": gettext_lazy("normal"),
}
"""What people call the classes that goods leave in."""
_PAST = ("normal", "first", "last", "unapproved")
"""Those of them that the past is told in; the others come of a shipment."""
_NEXT = gettext_lazy("the next shipment")
_KINDS = LedgerEntry.Kind


def _roles() -> tuple[str, ...]:
    return tuple(sorted({name for role in ROLES for name in role.acts_as}))


class TowardsWidget(TextWidget):
    """
    The number of an invoice, or the next shipment.
    """

    def __init__(self) -> None:
        super().__init__(as_name)

    def clean(self, value: Any, row: Any = None, **_kwargs: Any) -> str:
        """
        The number, or what stands for the next shipment.
        """
        text = super().clean(value, row)
        return "next" if plain(text) in {*NEXT_SHIPMENT, *map(plain, in_both(_NEXT))} else text

    def render(self, value: Any, obj: Any = None, **_kwargs: Any) -> Any:
        """
        What people call it.
        """
        return str(_NEXT) if value == "next" else value


def _currency(cell: Any) -> str | None:
    text = read_text(cell)
    return None if text is None else "CNY" if plain(text) in YUAN else text.upper()


class LedgerSheet(DeedSheet):
    """
    What happened on credit accounts, in order.

    An account that has no entry yet takes its whole past, and is opened where it is missing.
    Afterwards money and goods that come in are taken one by one, as on the page of the account; goods leave it by a
    shipment only.
    """

    rights = ("add_ledgerentry",)

    customer = Column(
        "account__customer", gettext_lazy("customer code"), RowWidget(Customer), words=_CUSTOMER, needed=True
    )
    name = Column("account__customer__name", gettext_lazy("customer name"), readonly=True)
    on = Column("on", gettext_lazy("day"), DayWidget(), words=_KNOWN["on"], needed=True)
    kind = Column(
        "kind", gettext_lazy("what happened"), WordWidget(_KINDS.choices, EVENTS), words=_KNOWN["kind"], needed=True
    )
    number = Column("number", gettext_lazy("document number"), TextWidget(as_name), words=_KNOWN["id"])
    amount = Column("amount", gettext_lazy("amount"), NumberWidget(), words=_KNOWN["amount"], needed=True)
    class_of = Column(
        "class_of",
        gettext_lazy("class of the invoice"),
        WordWidget(tuple(CLASSES.items()), INVOICE_CLASSES),
        words=_KNOWN["class"],
    )
    signer = Column("signer", gettext_lazy("signed by (role)"), NamesWidget(_roles), words=_KNOWN["signer"])
    towards = Column("towards", gettext_lazy("for invoice"), TowardsWidget(), words=_KNOWN["for"])
    first_day = Column("first_day", gettext_lazy("in force from"), DayWidget(), words=_KNOWN["from"])
    last_day = Column("last_day", gettext_lazy("in force to"), DayWidget(), words=_KNOWN["to"])
    currency = Column("account__currency", gettext_lazy("currency"), TextWidget(_currency), words=_KNOWN["currency"])
    by = Column("by", gettext_lazy("recorded by"), PersonWidget(), readonly=True)

    class Meta(DeedSheet.Meta):
        model = LedgerEntry
        fields = [
            "customer", "name", "on", "kind", "number", "amount", "class_of", "signer", "towards", "first_day",
            "last_day", "currency", "by",
        ]  # fmt: skip

    def __init__(self, user: Any = None, **kwargs: Any) -> None:
        super().__init__(user, **kwargs)
        self._pasts: dict[int, tuple[Past, str]] = {}

    def init_instance(self, row: Any = None) -> LedgerEntry:
        """
        An entry of an account that is looked up later.
        """
        return LedgerEntry(account=CreditAccount())

    def is_known(self, instance: Any) -> bool:
        """
        Whether as many entries alike are there already, from a sheet, from the screen or from a shipment.
        """
        names = ("kind", "on", "amount")
        entries = LedgerEntry.objects.filter(account__customer=instance.account.customer)
        same = entries.filter(**{name: getattr(instance, name) for name in names})
        return self.alike(same, instance, "number", "towards") >= self.nth

    def may_happen_again(self, instance: Any) -> bool:
        """
        Where it has no number, the customer may well have paid the same twice.
        """
        return not instance.number

    def complete(self, instance: Any) -> None:
        """
        Refuse a class that only a shipment gives.

        Raises:
            ValidationError: If it is one.
        """
        if instance.class_of not in ("", *_PAST):
            said = {"text": CLASSES[instance.class_of], "words": "、".join(str(CLASSES[name]) for name in _PAST)}
            words = _("“%(text)s” comes of a shipment; what is past has one of: %(words)s.")
            raise ValidationError({"class_of": words % said})

    def hand_in(self, instance: Any) -> LedgerEntry:
        """
        Tell it as a part of the past, or take it.

        Raises:
            ValidationError: If its amount is in another currency.
            DeskError, FactsError: If it cannot be written.
        """
        customer = instance.account.customer
        account = CreditAccount.objects.filter(customer=customer).first()
        comes_in = {_KINDS.PAYMENT: take_payment, _KINDS.RETURN: take_return}.get(instance.kind)
        if comes_in is None or account is None or not account.entries.exists():
            self._tell(customer, instance)
            return instance  # type: ignore[no-any-return]
        asked = instance.account.currency
        if asked and account.currency and asked != account.currency:
            said = _("This account is kept in %(currency)s; give the amount in it.") % {"currency": account.currency}
            raise ValidationError({"account__currency": said})
        numbers = account.entries.filter(kind=_KINDS.INVOICE).exclude(number=None).values_list("number", flat=True)
        told = {"towards": as_there(instance.towards, numbers), "on": instance.on, "token": self.token}
        return comes_in(account, instance.amount, instance.number, by=self.user, **told)

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        """
        Write the pasts, now that all of them is told, and note the accounts that are opened with them.
        """
        super().after_import(dataset, result, **kwargs)
        opened = [str(past.customer) for past, _token in self._pasts.values() if past.account is None]
        if opened:
            words = _("No credit account yet, so one is opened, with these rows as its past: %(customers)s.")
            self.notes.append(words % {"customers": in_a_row(opened)})
        if result.has_errors() or result.has_validation_errors():
            return
        for past, token in self._pasts.values():
            past.write(token=token)

    def _tell(self, customer: Customer, instance: LedgerEntry) -> None:
        past, _token = self._pasts.get(customer.pk) or (Past(customer, by=self.user), "")
        names = ("kind", "on", "number", "amount", "class_of", "signer", "towards", "first_day", "last_day")
        told = {name: getattr(instance, name) for name in names}
        invoices = [event.id for event in past.events if event.kind == "invoice" and event.id]
        told["towards"] = as_there(instance.towards, invoices)
        past.tell(**told, currency=instance.account.currency)
        self._pasts[customer.pk] = (past, self.token)
