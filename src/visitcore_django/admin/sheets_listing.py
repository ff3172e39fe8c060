"""
Any list as a sheet to take away: the columns of its screen as they read there, then what else a row holds.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from copy import copy
from datetime import date, datetime, time
from decimal import Decimal
from functools import partial
from html import unescape
from itertools import islice
from operator import attrgetter
from typing import Any

import tablib
from attrs import frozen
from django.contrib.admin.utils import get_fields_from_path, label_for_field, lookup_field
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth import get_user_model
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from visitcore.explain.prose import policy_called
from visitcore_django.admin.decisions_filters import record_in_words
from visitcore_django.admin.laid import LaidList
from visitcore_django.admin.wording import named_all
from visitcore_django.models import Customer, DecisionRecord
from visitcore_django.models.language import lang
from visitcore_django.models.naming import person_name
from visitcore_django.sheets.columns import way_of
from visitcore_django.sheets.widgets import FlagWidget, MomentWidget

CHUNK = 1000
"""Rows that are read at once."""

_HIDDEN = re.compile(r'<span aria-hidden="true">.*?</span>', re.DOTALL)
_TAGS = re.compile(r"<[^>]*>")
_NAMES = re.compile(r"[a-z][a-z0-9_]*(?:, ?[a-z][a-z0-9_]*)*")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?: \d\d:\d\d)?")
_NOTHING = frozenset({"", "-", "–", "—"})
_INTERNAL = {
    *("id", "version", "open_key", "subject_kind", "subject_id", "hash", "seal", "policy_hash"),
    *("part", "past", "permission", "alive", "says_en", "says_zh"),
}
"""Columns by which rows are kept, and which no screen shows."""
_SEVERAL = {"next_by", "needs", "approved_by", "missing"}
_OWN = {"number", "case", "code", "currency"}
_ONE = 100
"""Room from which on a text is somebody's own; names of the policy need less, several of them aside."""
_TYPED = (models.DateField, models.DecimalField, models.IntegerField, models.BooleanField)


@frozen
class Shown:
    """
    One column of a list that is taken away.

    Attributes:
        header: Its header.
        of: What a row has in it.
        field: The plain column behind it; ``None`` where there is none.
    """

    header: str
    of: Callable[[Any], Any]
    field: Any = None


def listing(page: Any, request: HttpRequest) -> tablib.Dataset:
    """
    The rows of a list as it is filtered, under the headers of its screen.
    """
    columns = list(columns_of(page, request))
    dataset = tablib.Dataset(headers=[capfirst(column.header) for column in columns])
    links = [column.field for column in columns if isinstance(column.field, models.ForeignKey)]
    for row in _rows(page, request, links):
        dataset.append([column.of(row) for column in columns])
    return dataset


def columns_of(page: Any, request: HttpRequest) -> Iterator[Shown]:
    """
    The columns of a list: those of its screen, those of its sheet alone, then the plain ones that are not among them.
    """
    taken: set[str] = set()
    plain = {field.name: field for field in page.model._meta.concrete_fields}
    by_label = {str(field.verbose_name): field for field in plain.values()}
    shown = page.get_list_display(request)
    for name in shown:
        if name == "action_checkbox":
            continue
        header = str(label_for_field(name, page.model, page))
        field = plain.get(name) or by_label.get(header)
        path = _sorted_by(page, name) if field is None else field.name
        behind = path.partition("__")[0]
        if field is not None or _is_name(plain.get(behind)) or leads_to_customer(page.model, path):
            taken.add(behind)
        taken.add(header)
        yield from _code_before(page.model, path)
        if name in page.in_sheets:
            label, of = page.in_sheets[name]
            yield Shown(str(label), of)
        else:
            yield Shown(header, _as_shown(page, name, field), field)
    for label, of in (told for name, told in page.in_sheets.items() if name not in shown):
        yield Shown(str(label), of)
    for field in plain.values():
        left_out = field.name in _INTERNAL or isinstance(field, models.JSONField | models.TextField)
        if not left_out and not {field.name, str(field.verbose_name)} & taken:
            yield from _code_before(page.model, field.name)
            yield Shown(str(field.verbose_name), partial(cell_of, field), field)


def _sorted_by(page: Any, name: Any) -> str:
    """
    The path to what a column of the screen is sorted by; empty where it is none.
    """
    path = getattr(getattr(page, name, None), "admin_order_field", None) if isinstance(name, str) else None
    return path.removeprefix("-") if isinstance(path, str) else ""


def leads_to_customer(model: Any, path: str) -> bool:
    """
    Whether a path leads to a customer, or to something of one.
    """
    way = way_of(model, path)
    return bool(way) and get_fields_from_path(model, way)[-1].related_model is Customer


def _code_before(model: Any, path: str) -> Iterator[Shown]:
    """
    The code of a customer, to sort and to look up by, before the name.
    """
    if leads_to_customer(model, path):
        customer = attrgetter(way_of(model, path).replace("__", "."))
        yield Shown(_("customer code"), lambda row: getattr(customer(row), "code", None))


def cell_of(field: Any, row: Any) -> Any:
    """
    What a row has in a plain column, as people write it: days and numbers as such, words and names for the rest.
    """
    value = getattr(row, field.name)
    if field.choices:
        return getattr(row, f"get_{field.name}_display")()
    if isinstance(field, models.ForeignKey):
        return None if value is None else _called(value)
    if field.name == "policy_name":
        return policy_called(value).in_(lang())
    if _is_name(field) and _NAMES.fullmatch(value or ""):
        return named_all(value)
    return value if isinstance(value, str) else text_of(value)


def _called(row: Any) -> str:
    """
    What another row is called: a person by the full name, a decision by what was asked and answered.
    """
    if isinstance(row, DecisionRecord):
        return record_in_words(row)
    return person_name(row) if isinstance(row, get_user_model()) else str(row)


def text_of(value: Any) -> Any:
    """
    What a screen shows, as a cell: without markup and signs, days as such, and nothing for a dash.
    """
    if isinstance(value, bool):
        return FlagWidget().render(value)
    if isinstance(value, date):
        return MomentWidget().render(value) if isinstance(value, datetime) else value
    if value is None or isinstance(value, int | Decimal | time):
        return value
    text = str(value)
    if isinstance(value, SafeString):
        text = unescape(_TAGS.sub(" ", _HIDDEN.sub("", text)))
    text = " ".join(text.split())
    if _MOMENT.fullmatch(text):
        return datetime.fromisoformat(text) if " " in text else date.fromisoformat(text)
    return None if text in _NOTHING else text


def _is_name(field: Any) -> bool:
    """
    Whether a column holds names of the policy, and no words of a person's own.
    """
    if not isinstance(field, models.CharField):
        return False
    return field.name in _SEVERAL or ((field.max_length or _ONE) < _ONE and field.name not in _OWN)


def _as_shown(page: Any, name: Any, field: Any) -> Callable[[Any], Any]:
    """
    What stands in a column of the screen; the day, the number or the choice behind it where there is one.
    """

    def of(row: Any) -> Any:
        behind = isinstance(field, _TYPED) or (field is not None and (field.choices or field.name == name))
        value = cell_of(field, row) if behind else None
        if value is not None or (field is not None and field.name == name):
            return value
        try:
            return text_of(lookup_field(name, row, page)[2])
        except ObjectDoesNotExist:
            return None

    return of


def _laid(rows: Any, lay_beside: Callable[[list[Any]], None]) -> Iterator[Any]:
    """
    The rows, some at once with what a screen lays beside them.
    """
    left = rows.iterator(chunk_size=CHUNK)
    while some := list(islice(left, CHUNK)):
        lay_beside(some)
        yield from some


def _rows(page: Any, request: HttpRequest, links: Iterable[Any]) -> Iterable[Any]:
    """
    The rows as the list finds them, with those that they lead to, and with what it lays beside those of a page.
    """
    shown = page.get_changelist_instance(request)
    if isinstance(shown, LaidList):
        return _laid(shown.get_queryset(request), shown.lay_beside)
    if type(shown).get_results is not ChangeList.get_results:
        whole = copy(page)
        whole.list_per_page = whole.list_max_show_all = max(shown.get_queryset(request).count(), 1)
        return whole.get_changelist_instance(request).result_list  # type: ignore[no-any-return]
    paths = [
        path
        for link in links
        for path in (link.name, f"{link.name}__customer")
        if path == link.name or hasattr(link.related_model, "customer")
    ]
    rows = shown.get_queryset(request)
    rows = rows.select_related(*paths) if paths else rows
    return rows.iterator(chunk_size=CHUNK)  # type: ignore[no-any-return]
