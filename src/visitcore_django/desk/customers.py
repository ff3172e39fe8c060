"""
Customers at the desk: filed, changed, and given figures.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from visitcore_django.desk.brought import only_written, stored
from visitcore_django.desk.deciding import today
from visitcore_django.desk.door import door
from visitcore_django.desk.due import hold, refresh_due
from visitcore_django.desk.errors import DeskError
from visitcore_django.desk.figures_read import demand_figure
from visitcore_django.desk.listed import demand_listed
from visitcore_django.desk.once import Token, once, written
from visitcore_django.desk.rights import demand
from visitcore_django.models import Customer, CustomerFigure, Membership
from visitcore_django.people.scope import sees
from visitcore_django.policies import listed


@door(new="customer")
def save_customer(customer: Customer, *, by: Any, at: datetime | None = None, token: Token = None) -> Customer:
    """
    File a customer or change one, and see how it stands now; the owner's team is filled in where none is given.

    A grade that is changed is one given here, which the host does not take back; an emptied one is the host's again.

    Args:
        customer: The row as it is to be.
        by: Who saves it.
        at: The instant; now where left out.
        token: What makes a repeated request do nothing.

    Raises:
        NotAllowedError: If *by* may not, or does not look after the customer.
        StaleError: If somebody else has changed it meanwhile.
        DeskError: If it has no code, the policy knows no such grade, its first day as a customer lies ahead, or *by*
            would not see it any more.
    """
    new = customer._state.adding
    if new:
        demand(by, "add_customer")
    else:
        demand(by, "change_customer", stored(customer))
    customer.code, customer.name = customer.code.strip(), customer.name.strip()
    if not customer.code:
        raise DeskError(_("Give the customer a code."))

    def do() -> Customer:
        hold(customer)
        held = None if new else stored(customer)
        if held is not None:
            only_written(customer, held)
        _demand_known(customer, held, today(at))
        if customer.grade != ("" if held is None else held.grade):
            customer.grade_given = bool(customer.grade)
        if customer.team_id is None and customer.owner_id is not None:
            mine = Membership.objects.filter(user=customer.owner_id).select_related("team").first()
            customer.team = None if mine is None else mine.team
        if by is not None and not sees(by, customer):
            raise DeskError(
                _(
                    "You would not see this customer any more. Choose an owner or a team that you look after, or ask "
                    "somebody who sees every customer."
                )
            )
        customer.save()
        refresh_due(customer, today(at))
        return customer

    return once(token, "save_customer", Customer, do, by=by, asked=(written(customer, "team"),))


@door(new="figures", fills=("customer",))
def record_figures(
    customer: Customer, figures: Sequence[CustomerFigure], *, by: Any, at: datetime | None = None
) -> list[CustomerFigure]:
    """
    Add figures of a customer, and see how it stands now; none of the earlier ones is changed.

    Args:
        customer: The customer.
        figures: Rows with name, value and day, not saved yet. Any name will do; those that grading reads are
            ``figures_today()`` of `visitcore_django.sheets.figures`.
        by: Who records them.
        at: The instant; now where left out.

    Raises:
        NotAllowedError: If *by* may not, or does not look after the customer.
        DeskError: If one has no name or no value, does not hold what the figure is, is recorded for the day already, or
            its day lies ahead.
    """
    demand(by, "add_customerfigure", customer)
    day = today(at)

    def do() -> Customer:
        hold(customer)
        for figure in figures:
            figure.customer = customer
            demand_figure(figure)
            if figure.as_of > day:
                ahead = _("A figure is as of a day that has come; give today or an earlier day.")
                raise DeskError(ahead, column="as_of")
            if CustomerFigure.objects.filter(customer=customer, name=figure.name, as_of=figure.as_of).exists():
                said = {"name": figure.name, "day": figure.as_of}
                raise DeskError(_("“%(name)s” of %(day)s is recorded already; give another day.") % said)
            figure.save(force_insert=True)
        refresh_due(customer, day)
        return customer

    once(None, "record_figures", Customer, do)
    return list(figures)


def _demand_known(customer: Customer, held: Customer | None, day: date) -> None:
    """
    Raise where a grade is new and the policy of the day does not know it, or the first day as a customer lies ahead.
    """
    demand_listed(customer, held, {"grade": listed("visits.cadence", "grade", day)})
    since = customer.since
    if since is not None and since > day and since != getattr(held, "since", None):
        said = _("The first day as a customer lies ahead; give today or an earlier day, or leave it empty.")
        raise DeskError(said, column="since")
