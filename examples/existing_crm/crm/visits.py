from crm.models import Account
from visitcore_django.sources import CustomerSource, HostCustomer


class AccountSource(CustomerSource[Account]):
    """
    Accounts as customers of visitcore.
    """

    model = Account

    def customer(self, row: Account) -> HostCustomer:
        """One account."""
        return HostCustomer(
            code=row.number,
            name=row.company,
            owner=row.adviser,
            since=row.opened,
            grade=row.size,
            figures={"sales": row.turnover},
            active=not row.closed,
        )
