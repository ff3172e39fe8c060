"""
What happened on a credit account before the desk was used: told event by event, written in one go.
"""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from visitcore import LedgerEvent, replay, take
from visitcore_django.desk.credit import open_account
from visitcore_django.desk.credit_history import demand_past, post_past
from visitcore_django.desk.credit_ledger import OpenLedger, event_of
from visitcore_django.desk.deciding import today
from visitcore_django.desk.errors import DeskError
from visitcore_django.desk.once import Token, once
from visitcore_django.desk.rights import demand
from visitcore_django.models import CreditAccount, Customer
from visitcore_django.policies import running


class Past:
    """
    The past of one customer's account, of which nothing is written before all of it is told.

    An account that is not there yet is opened with it; a ledger that has begun takes none.

    Attributes:
        events: What was told, in order.
    """

    def __init__(self, customer: Customer, *, by: Any, at: datetime | None = None) -> None:
        """
        Begin to tell; the policy of the day reckons it.

        Args:
            customer: The customer.
            by: Who tells it.
            at: The instant; now where left out.

        Raises:
            NotAllowedError: If *by* may not write the ledger, or not open the account that is missing.
            DeskError: If the ledger has begun.
        """
        demand(by, "add_ledgerentry", customer)
        self.customer, self.by, self.at = customer, by, at
        self.account = CreditAccount.objects.filter(customer=customer).first()
        if self.account is None:
            demand(by, "add_creditaccount", customer)
        elif self.account.entries.exists():
            raise DeskError(_begun())
        self.events: list[LedgerEvent] = []
        self._day = today(at)
        self._told = replay(running(self._day).policy, ())

    def tell(self, **columns: Any) -> None:
        """
        Tell the next thing that happened.

        Args:
            columns: The columns of its entry, and the ``currency`` of its amount where it is known.

        Raises:
            DeskError: If it is of today or its day lies ahead, or it is a special limit that is in force still.
            FactsError: If it cannot have happened, in the words of the rules.
        """
        event = event_of({name: value for name, value in columns.items() if value not in (None, "")})
        demand_past(event, self._day)
        take(self._told, event)
        self.events.append(event)

    def write(self, *, token: Token = None) -> CreditAccount:
        """
        Write all of it, and open the account where there is none.

        Args:
            token: The token that came with the request.

        Raises:
            DeskError: If somebody else was quicker.
        """
        if self.account is None:
            return open_account(self.customer, by=self.by, opening=self.events, at=self.at, token=token)
        account = self.account

        def do() -> CreditAccount:
            ledger = OpenLedger(account.pk, self._day)
            if ledger.events:
                raise DeskError(_begun())
            post_past(ledger, self.events, self._day, by=self.by)
            return account

        done = once(token, "write_past", CreditAccount, do, by=self.by, asked=(account, *map(repr, self.events)))
        done.refresh_from_db()
        return done


def _begun() -> str:
    return _(
        "The ledger of this account has begun; its past comes before its first entry. Goods leave it by a shipment, "
        "money and goods come in on its page."
    )
