"""
How a row is reached from a person: whose it is, and whose team's.
"""

from attrs import field, frozen


def _names(given: str | tuple[str, ...]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else given


@frozen(kw_only=True)
class Reach:
    """
    Look-up paths, as Django writes them, from a row to the people who see it.

    Attributes:
        own: Paths to users whose own row it is.
        team: Paths to the team that it belongs to.
        team_alone: Paths to the team of a row that belongs to no customer.
        wrote: Paths to users who wrote it, and so never sign for it.
        shared: Whether everybody with the right to view the table sees every row.
    """

    own: tuple[str, ...] = field(default=(), converter=_names)
    team: tuple[str, ...] = field(default=(), converter=_names)
    team_alone: tuple[str, ...] = field(default=(), converter=_names)
    wrote: tuple[str, ...] = field(default=(), converter=_names)
    shared: bool = False


BY_CUSTOMER = Reach(own="customer__owner", team="customer__team")
"""A row that belongs to a customer is seen by those who see the customer."""
