"""
Where customers come from: the class that a host writes to hand over its own.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, ClassVar, Final, Generic, Literal, TypeVar

from attrs import field, frozen
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model, QuerySet

from visitcore_django.conf import conf, imported
from visitcore_django.models import Customer

__all__ = ["NOT_KEPT", "CustomerSource", "HostCustomer", "customer_of", "origin_of", "source"]

M = TypeVar("M", bound=Model)


class NotKept(Enum):
    """
    Stands for what the host does not keep.
    """

    NOT_KEPT = "not kept"


NOT_KEPT: Final = NotKept.NOT_KEPT
"""Stands for what the host does not keep; whatever is here stays as it is."""

Missing = Literal[NotKept.NOT_KEPT]


@frozen(kw_only=True)
class HostCustomer:
    """
    A customer as the host tells it; what is left out stays as it is here.

    Attributes:
        code: The company's own code; unique.
        name: Name as written.
        owner: Who looks after the customer: a user, or a log-in name; ``None`` where nobody does.
        team: Code of the team; left out, the team of the owner.
        region: ``local`` or ``out_of_town``; ``None`` where unknown.
        since: First day as a customer.
        category: The company's own category, free text.
        grade: Grade in the host; it counts until a grade is given here.
        active: Whether the customer is one still.
        figures: Further columns by name, such as grading needs them; a changed one is added as of the day.
    """

    code: str
    name: str | Missing = NOT_KEPT
    owner: Any = NOT_KEPT
    team: str | Missing | None = NOT_KEPT
    region: str | Missing | None = NOT_KEPT
    since: date | Missing | None = NOT_KEPT
    category: str | Missing | None = NOT_KEPT
    grade: str | Missing | None = NOT_KEPT
    active: bool = True
    figures: Mapping[str, Decimal | int | str | bool | date | None] = field(factory=dict)


class CustomerSource(Generic[M]):
    """
    Hands over the host's customers; a subclass names the table and tells one row.

    Attributes:
        model: The host's table; its key may be of any type.
    """

    model: ClassVar[type[Model]]

    def rows(self) -> QuerySet[M]:
        """
        The rows that are customers, with whatever `customer` reads; narrow or ``select_related`` them here.
        """
        rows: QuerySet[M] = self.model._default_manager.all()  # type: ignore[assignment]
        return rows

    def customer(self, row: M) -> HostCustomer:
        """
        One row as a customer.
        """
        raise NotImplementedError

    def gone(self, customer: Customer) -> bool:
        """
        Whether a customer whose row is gone becomes inactive; it is never deleted.
        """
        return True

    def origin(self) -> str:
        """
        The name under which the table is kept with each customer, e.g. ``crm.account``.
        """
        return origin_of(self.model)


def origin_of(model: type[Model]) -> str:
    """
    The name of a table of origin; a proxy has that of its table.
    """
    return (model._meta.concrete_model or model)._meta.label_lower


class SourceFault(ImproperlyConfigured):
    """
    What the settings name cannot be used as a source.

    Attributes:
        what: What is wrong with it.
        fix: What to do.
    """

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(f"{what}. {fix}")
        self.what, self.fix = what, fix


def source() -> CustomerSource[Any] | None:
    """
    The source that the settings name; ``None`` where there is none.

    Raises:
        SourceFault: If what they name is no source, or one that is not finished.
    """
    path = conf().CUSTOMER_SOURCE
    if not path:
        return None
    name_one = "Name a subclass of visitcore_django.sources.CustomerSource by its dotted path."
    try:
        found = imported(path)
    except ImproperlyConfigured as error:
        raise SourceFault(str(error), name_one) from error
    if not (isinstance(found, type) and issubclass(found, CustomerSource)):
        raise SourceFault(f"{path} is no subclass of CustomerSource", name_one)
    table = getattr(found, "model", None)
    if not (isinstance(table, type) and issubclass(table, Model) and not table._meta.abstract):
        raise SourceFault(f"{path} names no table of yours", "Write `model = Account` in it, with your model.")
    if found.customer is CustomerSource.customer:
        raise SourceFault(f"{path} does not say how a row reads", "Write its method `customer(self, row)`.")
    try:
        made: CustomerSource[Any] = found()
    except Exception as error:
        fix = "It is made without arguments; let it read what it needs from the settings."
        raise SourceFault(f"{path} cannot be made: {type(error).__name__}: {error}", fix) from error
    _named(path, made)
    return made


def customer_of(row: Model) -> Customer | None:
    """
    The customer that stands for a row of the host; ``None`` where none was taken over yet.
    """
    return Customer.objects.filter(source_model=_kept_as(type(row)), source_key=str(row.pk)).first()


def _named(path: str, made: CustomerSource[Any]) -> None:
    """
    Refuse a source under whose name no customer can be kept.
    """
    room = Customer._meta.get_field("source_model").max_length or 0
    fix = f"Have its method `origin(self)` return a text of at most {room} letters, such as {origin_of(made.model)!r}."
    try:
        name: Any = made.origin()
    except Exception as error:
        raise SourceFault(f"{path} cannot name its table: {type(error).__name__}: {error}", fix) from error
    if not isinstance(name, str) or not name.strip() or len(name) > room:
        raise SourceFault(f"{path} names its table {name!r}", fix)


def _kept_as(model: type[Model]) -> str:
    """
    The name that the customers of a table have it under: as the source says, where it is the source's table.
    """
    name = origin_of(model)
    try:
        found = source()
    except ImproperlyConfigured:  # told by the system checks
        return name
    return found.origin() if found is not None and origin_of(found.model) == name else name
