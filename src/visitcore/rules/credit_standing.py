"""
What stands on a credit account: its invoices, and its quantities on a day.
"""

from datetime import date
from decimal import Decimal
from unicodedata import normalize

from attrs import define, frozen


@frozen(kw_only=True)
class Standing:
    """
    The quantities of an account on a day, as they are when asked; sums in the currency of the pack.

    Attributes:
        day: The day.
        basis: Goods, or money, of the window before the day that make the limit.
        past_term: Open parts of invoices past their payment term.
        special: The special limit in force; ``None`` where there is none.
        limit: What may be owed in all.
        outstanding: What is owed; less than nothing where money lies on account.
        headroom: What may still leave; less than nothing where the limit is passed.
        step: Steps over the limit that have been made and still count.
        hold: Whether the sales department must decide before anything more leaves on credit.
        earmarked: Money paid towards the next shipment.
    """

    day: date
    basis: Decimal
    past_term: Decimal
    special: Decimal | None
    limit: Decimal
    outstanding: Decimal
    headroom: Decimal
    step: int
    hold: bool
    earmarked: Decimal


def same_number(written: str) -> str:
    """
    The number of a document with nothing left that does not tell it from another: blanks, widths and capitals.

    >>> same_number(" Ｉ1 ") == same_number("i1")
    True
    """
    return "".join(normalize("NFKC", written).casefold().split())


@define(eq=False)
class OpenInvoice:
    """
    An invoice of the account, net of returns.

    Attributes:
        id: Its number.
        day: Its local day.
        amount: Its amount.
        open: The part not paid yet.
        class_: Its class in the ledger.
        signer: Role of the one who signed for it.
    """

    id: str
    day: date
    amount: Decimal
    open: Decimal
    class_: str
    signer: str | None

    @property
    def over_limit(self) -> bool:
        """
        Whether it left over the limit.
        """
        return self.class_ != "normal"

    @property
    def is_step(self) -> bool:
        """
        Whether it was a step over the limit that somebody signed for.
        """
        return self.class_ not in ("normal", "unapproved")
