"""
Tenants, and which of them were met.
"""

from datetime import date

from attrs import frozen

from visitcore.facts.checked import checked
from visitcore.facts.visit import Visit


@frozen(kw_only=True, field_transformer=checked)
class Tenancy:
    """
    One tenant's lease.

    Attributes:
        code: Code of the tenant.
        since: First day of the lease.
        until: First day on which it no longer runs; ``None`` while no end is fixed.
    """

    code: str
    since: date
    until: date | None = None


@frozen(kw_only=True, field_transformer=checked)
class TenantsMet:
    """
    A year of talks with tenants, or of visits to them.

    Attributes:
        on: The day asked about; the last day of the period closes it.
        tenants: The leases; ``None`` where nobody listed them.
        meetings: The talks or visits, each with the tenant as its customer; ``None`` where nobody kept them.
        attended: Codes of the tenants at the meetings, asked for where the share is taken of those.
        key: Key of the quota, e.g. ``service.tenant_talks``.
    """

    on: date
    tenants: tuple[Tenancy, ...] | None = None
    meetings: tuple[Visit, ...] | None = None
    attended: tuple[str, ...] | None = None
    key: str = "service.tenant_visits"
