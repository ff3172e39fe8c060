"""
Reads one row of the host, with every fault of it.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from attrs import field, frozen
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from visitcore_django.models import Customer, CustomerFigure
from visitcore_django.models.fit import YEARS, is_sound
from visitcore_django.models.language import between
from visitcore_django.sources import NOT_KEPT, CustomerSource, HostCustomer
from visitcore_django.syncing.host import stumbled
from visitcore_django.syncing.terms import Terms
from visitcore_django.syncing.told import Told, shown

TEXTS = ("code", "name", "region", "category", "grade")


@frozen(kw_only=True)
class Read:
    """
    A row as it is to be written.

    Attributes:
        key: Key of the row in the host.
        values: Columns of the customer by name; those that the host does not keep are left out.
        owner: Log-in name of the owner, ``None`` for nobody.
        team: Code of the team, ``None`` for none.
        figures: Figures by name, as they are written.
        told: Faults; with one of them the row is not taken.
        notes: What is told of a row that is taken.
    """

    key: str
    values: dict[str, Any] = field(factory=dict)
    owner: Any = NOT_KEPT
    team: Any = NOT_KEPT
    figures: dict[str, str] = field(factory=dict)
    told: tuple[Told, ...] = ()
    notes: tuple[Told, ...] = ()


def read(source: CustomerSource[Any], row: Model, terms: Terms) -> Read:
    """
    One row as the source tells it; whatever goes wrong is told.
    """
    key = str(row.pk)
    try:
        said: Any = source.customer(row)
    except Exception as error:  # noqa: BLE001 (one row that the host's code fails on must not stop the others)
        fix = _("Mend the row, or the class that CUSTOMER_SOURCE names.")
        reason = stumbled(source, error)
        return Read(key=key, told=(Told(row=key, column="customer", value=shown(row), reason=reason, fix=fix),))
    if not isinstance(said, HostCustomer):
        why, fix = _("is no HostCustomer"), _("Have customer() return one.")
        return Read(key=key, told=(Told(row=key, column="customer", value=shown(said), reason=why, fix=fix),))
    faults = tuple(_faults(said, terms))
    codes = () if any(name == "code" for name, *_why in faults) else (said.code.strip(),)
    whose: dict[str, Any] = {"row": key, "codes": codes}
    if faults:
        told = (Told(**whose, column=name, value=shown(on), reason=why, fix=fix) for name, on, why, fix in faults)
        return Read(key=key, told=tuple(told))
    values, figures = dict(_values(said)), dict[str, str]()
    notes = (*_grade(whose, values, terms), *_figures(whose, said.figures, figures, terms))
    return Read(
        key=key,
        values=values,
        owner=_named(said.owner.get_username() if isinstance(said.owner, Model) else said.owner),  # type: ignore[attr-defined]
        team=_named(said.team),
        figures=figures,
        notes=notes,
    )


def written(value: Any) -> str:
    """
    A figure as it is kept.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else str(value).strip()


def _values(said: Any) -> Iterator[tuple[str, Any]]:
    for name in TEXTS:
        value = getattr(said, name)
        if value is not NOT_KEPT:
            yield name, (value or "").strip()
    if said.since is not NOT_KEPT:
        yield "since", _day(said.since)
    yield "active", said.active


def _grade(whose: dict[str, Any], values: dict[str, Any], terms: Terms) -> Iterator[Told]:
    """
    Put the grade as the policy writes it; one that it does not know is left out and told.
    """
    text = values.get("grade")
    if not text:
        return
    found = terms.grade(text)
    if found is not None:
        values["grade"] = found
        return
    del values["grade"]
    fix = _("Known are: %(known)s.") % {"known": between().join(terms.known_grades())}
    yield Told(**whose, column="grade", value=shown(text), reason=_("is no grade of the policy"), fix=fix, taken=True)


def _figures(whose: dict[str, Any], said: Mapping[str, Any], put: dict[str, str], terms: Terms) -> Iterator[Told]:
    """
    Put the figures as a sheet reads them; what nobody reads is kept and told, what cannot be read is left out and told.
    """
    for called, value in said.items():
        if value is None:
            continue
        name = terms.figure(called)
        told: dict[str, Any] = {**whose, "column": called, "value": shown(value)}
        if not terms.is_read(name):
            fix = _("Grading reads: %(known)s.") % {"known": between().join(terms.graded)}
            yield Told(**told, reason=_("is a figure that nothing reads"), fix=fix, kept=True)
        try:
            text = terms.value(name, value) if terms.is_known(name) else written(value)
        except ValidationError as error:
            fix = _("Correct the row in the host, and run the command again.")
            yield Told(**told, reason="; ".join(error.messages), fix=fix, taken=True)
            continue
        if text:
            put[name] = text


def _named(value: Any) -> Any:
    """
    A name without blanks around it; ``None`` where it is empty.
    """
    return value.strip() or None if isinstance(value, str) else value


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return timezone.localdate(value) if timezone.is_aware(value) else value.date()
    day: date | None = value
    return day


def _faults(said: Any, terms: Terms) -> Iterator[tuple[str, Any, str, str]]:
    for name in TEXTS:
        value = getattr(said, name)
        if value is not NOT_KEPT:
            yield from ((name, value, *why) for why in _text_faults(name, value))
    if not isinstance(said.since, date) and said.since is not None and said.since is not NOT_KEPT:
        yield "since", said.since, _("is no day"), _("Give a date.")
    if said.team is not NOT_KEPT and said.team is not None and not isinstance(said.team, str):
        yield "team", said.team, _("is no code of a team"), _("Give the team's code as text.")
    users = (str, get_user_model())
    if said.owner is not NOT_KEPT and said.owner is not None and not isinstance(said.owner, users):
        yield "owner", said.owner, _("is no user"), _("Give the user, or the log-in name.")
    if isinstance(said.since, date) and said.since.year not in YEARS:
        yield "since", said.since, _("is no day that anybody keeps"), _("Give a date.")
    elif isinstance(said.since, date) and (_day(said.since) or terms.on) > terms.on:
        yield "since", said.since, _("lies ahead"), _("Give the first day as a customer, today or before, or None.")
    if not isinstance(said.active, bool):
        yield "active", said.active, _("is neither True nor False"), _("Give True or False.")
    if not isinstance(said.figures, Mapping):
        yield "figures", said.figures, _("are no figures by name"), _("Give a dict of names and figures.")
        return
    for name, figure in said.figures.items():
        unnamed = [("figures", name, *why) for why in _figure_name_faults(name)]
        yield from unnamed or ((name, figure, *why) for why in _figure_faults(figure))


def _text_faults(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if value is not None and not isinstance(value, str):
        yield _("is no text"), _("Give a text.")
        return
    text = (value or "").strip()
    field_: Any = Customer._meta.get_field(name)
    if name == "code" and not text:
        yield _("is empty"), _("Give every customer its own code.")
    yield from _fitting(text, field_.max_length)
    if text and field_.choices and text not in dict(field_.choices):
        known = between().join(str(choice) for choice, _label in field_.choices)
        yield _("is unknown"), _("Known are: %(known)s.") % {"known": known}


def _figure_name_faults(name: Any) -> Iterator[tuple[str, str]]:
    most = CustomerFigure._meta.get_field("name").max_length or 0
    if not isinstance(name, str) or not name.strip():
        yield _("is no name of a figure"), _("Give a text of up to %(most)d characters.") % {"most": most}
        return
    yield from _fitting(name, most)


def _figure_faults(value: Any) -> Iterator[tuple[str, str]]:
    if value is None:
        return
    fix = _("Give a number, a text, a day, or yes or no.")
    if not isinstance(value, Decimal | int | float | str | date):
        yield _("is no figure"), fix
    elif isinstance(value, Decimal | float) and not Decimal(value).is_finite():
        yield _("is no number"), fix
    else:
        yield from _fitting(written(value), CustomerFigure._meta.get_field("value").max_length or 0)


def _fitting(text: str, most: int) -> Iterator[tuple[str, str]]:
    if len(text) > most:
        yield _("is longer than %(most)d characters") % {"most": most}, _("Shorten it.")
    if not is_sound(text):
        yield _("holds a character that cannot be stored"), _("Remove it.")
