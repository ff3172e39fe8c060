"""
Credit accounts at the desk: opened, their papers kept, and money, returns and special limits taken.
"""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from visitcore import LedgerEvent
from visitcore.blocks.register import Register
from visitcore_django.desk.brought import stored
from visitcore_django.desk.credit_history import not_ahead, post_past
from visitcore_django.desk.credit_ledger import OpenLedger
from visitcore_django.desk.credit_month import resettle
from visitcore_django.desk.deciding import today
from visitcore_django.desk.door import door
from visitcore_django.desk.errors import DeskError, FourEyesError, NotAllowedError
from visitcore_django.desk.listed import demand_listed, demand_words
from visitcore_django.desk.once import Token, once
from visitcore_django.desk.rights import demand, hand_of
from visitcore_django.models import CreditAccount, Customer, LedgerEntry, ShipmentRequest
from visitcore_django.people.writers import writers_of
from visitcore_django.policies import running

KIND = LedgerEntry.Kind
HOLD_SIGNER, CONTRACT = "credit.signer.hold", "credit.contract"


@door()
def open_account(
    customer: Customer,
    *,
    by: Any,
    opening: Iterable[LedgerEvent] = (),
    file_data: bool | None = None,
    opener_id_copy: bool | None = None,
    contract_type: str = "",
    settlement_agreement: bool | None = None,
    at: datetime | None = None,
    token: Token = None,
) -> CreditAccount:
    """
    Open a customer's credit account.

    Args:
        customer: The customer.
        by: Who opens it.
        opening: What happened before the desk was used, before today and in order; history, taken as it stands.
        file_data: Whether the data of the customer file are there; ``None`` where that is not known, as below.
        opener_id_copy: Whether the copy of the opener's identity card is there.
        contract_type: The type of the business contract, one of ``one_of("credit.contract", "contract_type", day)``;
            empty where that is not known.
        settlement_agreement: Whether the contract has a settlement agreement.
        at: The instant; now where left out.
        token: The token that came with the request.

    Raises:
        NotAllowedError: If *by* may not.
        DeskError: If the customer has an account, the policy lists no such contract, or the opening is no past yet.
        FactsError: If the opening ledger holds something that cannot have happened.
    """
    demand(by, "add_creditaccount", customer)
    papers = {
        "file_data": file_data,
        "opener_id_copy": opener_id_copy,
        "contract_type": contract_type,
        "settlement_agreement": settlement_agreement,
    }
    events = tuple(opening)
    if events:
        demand(by, "add_ledgerentry", customer)
    day = today(at)

    def do() -> CreditAccount:
        held = Customer.objects.select_for_update().get(pk=customer.pk)
        if CreditAccount.objects.filter(customer=held).exists():
            raise DeskError(_("This customer has a credit account already; open that one."))
        demand_words("contract_type", [contract_type], contract_types(day))
        account = CreditAccount.objects.create(customer=held, **papers)
        post_past(OpenLedger(account.pk, day), events, day, by=by)
        account.refresh_from_db()
        return account

    return once(token, "open_account", CreditAccount, do, by=by, asked=(customer, papers, *map(repr, events)))


def contract_types(day: date) -> tuple[str, ...]:
    """
    The types of business contract that the policy of a day knows; empty where it lists none.
    """
    held = running(day).policy.on(day).find(CONTRACT)
    if held is None or not isinstance(held.value, Register):
        return ()
    return tuple(value for field in held.value.fields for value in field.one_of)


@door()
@transaction.atomic
def set_papers(account: CreditAccount, *, by: Any) -> CreditAccount:
    """
    Write what the customer has handed in, as it stands in the row given.

    Raises:
        NotAllowedError: If *by* may not.
        StaleError: If somebody else has changed the papers meanwhile.
        DeskError: If the policy lists no such contract.
    """
    demand(by, "change_creditaccount", account)
    demand_listed(account, stored(account), {"contract_type": contract_types(today())})
    account.save(update_fields=["file_data", "opener_id_copy", "contract_type", "settlement_agreement"])
    return account


@door()
def take_payment(
    account: CreditAccount,
    amount: Decimal,
    number: str = "",
    *,
    by: Any,
    towards: str = "",
    on: date | None = None,
    at: datetime | None = None,
    token: Token = None,
) -> LedgerEntry:
    """
    Take a payment; one that came in before the end of a month that is settled has it settled anew.

    Args:
        account: The account.
        amount: How much came in.
        number: Number of the receipt; none comes twice.
        by: Who records it.
        towards: Number of the invoice it is for, ``next`` for the next shipment; empty for the oldest open ones.
        on: The day it came in; today where left out.
        at: The instant; now where left out.
        token: The token that came with the request.

    Raises:
        NotAllowedError: If *by* may not.
        DeskError: If the day lies ahead.
        FactsError: If it cannot have happened.
    """
    more = {"number": number.strip(), "towards": towards.strip()}
    return _take(account, KIND.PAYMENT, amount, by=by, on=on, at=at, token=token, **more)


@door()
def take_return(
    account: CreditAccount,
    amount: Decimal,
    number: str = "",
    *,
    by: Any,
    towards: str,
    on: date | None = None,
    at: datetime | None = None,
    token: Token = None,
) -> LedgerEntry:
    """
    Take goods back that left on an invoice; arguments and errors are those of `take_payment`.
    """
    more = {"number": number.strip(), "towards": towards.strip()}
    return _take(account, KIND.RETURN, amount, by=by, on=on, at=at, token=token, **more)


@door()
def set_special_limit(
    account: CreditAccount,
    amount: Decimal,
    first_day: date,
    last_day: date,
    *,
    by: Any,
    number: str = "",
    at: datetime | None = None,
    token: Token = None,
) -> LedgerEntry:
    """
    Grant a limit for some days to a customer past the payment term; both days count.

    Who may is the role that the policy names, and nobody whose own shipment waits for it.

    Raises:
        NotAllowedError, FourEyesError: If *by* may not.
        FactsError: If the days are in the wrong order.
    """
    for_whom = None if by is None else _granter(account, by, today(at))
    more = {"number": number.strip(), "first_day": first_day, "last_day": last_day, "for_whom": for_whom}
    return _write(account, KIND.SPECIAL_LIMIT, amount, by=by, on=None, at=at, token=token, **more)


def may_grant(person: Any, account: CreditAccount, at: datetime | None = None) -> bool:
    """
    Whether somebody may grant a special limit now.
    """
    try:
        _granter(account, person, today(at))
    except NotAllowedError:
        return False
    return True


def _granter(account: CreditAccount, by: Any, day: date) -> Any:
    """
    The one for whom *by* grants a limit; ``None`` where in his own name.
    """
    granter = running(day).policy.on(day).find(HOLD_SIGNER)
    needs = [] if granter is None or not isinstance(granter.value, str) else [granter.value]
    hand = hand_of(by, "release_shipmentrequest", None, account, day, needs)
    hands = {one.pk for one in (by, hand.for_whom) if one is not None}
    for waiting in account.shipments.filter(state=ShipmentRequest.State.REFERRED):
        if hands & writers_of(waiting):
            raise FourEyesError
    return hand.for_whom


def _take(account: CreditAccount, kind: LedgerEntry.Kind, amount: Decimal, *, by: Any, **more: Any) -> LedgerEntry:
    demand(by, "add_ledgerentry", account)
    return _write(account, kind, amount, by=by, **more)


def _write(
    account: CreditAccount,
    kind: LedgerEntry.Kind,
    amount: Decimal,
    *,
    by: Any,
    on: date | None,
    at: datetime | None,
    token: Token,
    **more: Any,
) -> LedgerEntry:
    day = timezone.localdate(at)
    not_ahead(on or day, day)

    def do() -> LedgerEntry:
        ledger = OpenLedger(account.pk, day)
        entry = ledger.post(kind.value, amount, on=on or day, by=by, **more)
        ledger.keep_standing(day)
        resettle(account, entry.on, by=by)
        return entry

    entry = once(token, f"take_{kind.value}", LedgerEntry, do, by=by, asked=(account, amount, on, more))
    account.refresh_from_db()
    return entry
