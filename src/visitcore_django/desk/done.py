"""
Closes the reminders of what a deed has done, without waiting for the next sweep.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db import models
from django.db.models import DateField, F, Q, Value
from django.db.models.functions import Greatest
from django.utils import timezone

from visitcore_django.desk.owed import is_owed, mark_of_plan
from visitcore_django.models import Reminder, VisitPlan
from visitcore_django.models.base import Subject

ABOUT = ("customer", "visitplan", "visitreport", "visit", "promise", "complaint", "callbackmatter", "approval")
"""Tables of whose rows somebody is reminded until something is done at the desk."""


def close_done(rows: Iterable[models.Model]) -> None:
    """
    Close the reminders about some rows, and about what they point to, of which nothing is owed any more.

    A deed that makes something owed opens no reminder: the next sweep does.

    Args:
        rows: What the deed was about, and what came of it.
    """
    asked: list[Q] = []
    near: dict[str, set[int]] = {}
    for row in rows:
        for table, key in _near(row):
            near.setdefault(table, set()).add(key)
        if isinstance(row, VisitPlan):  # somebody is reminded of a plan before there is one
            asked.append(Q(subject_kind="visitplan", subject_id=0, open_key__contains=f":{mark_of_plan(row)}:"))
    asked += [Q(subject_kind=table, subject_id__in=keys) for table, keys in near.items()]
    if not asked:
        return
    now = timezone.now()
    found = Reminder.objects.filter(reduce(or_, asked), open_key__isnull=False, closed_on=None)
    close([row.pk for row in found if not is_owed(row, now)], timezone.localdate(now))


def close(keys: list[int], on: date) -> None:
    """
    Close reminders whose matter is done, on a day that is never before the one on which they were opened.
    """
    if not keys:
        return
    gone = Reminder.objects.filter(pk__in=keys)
    day = Greatest(F("opened_on"), Value(on, output_field=DateField()))
    gone.filter(closed_on=None).update(closed_on=day)
    gone.update(open_key=None)


def _near(row: models.Model) -> Iterator[tuple[str, int]]:
    """
    Table and key of a row, of those it points to, and of what it is about, as far as somebody is reminded of them.
    """
    if isinstance(row, Reminder):  # somebody's word on it does nothing to what it is about
        return
    told = [(row._meta.model_name, row.pk)]
    pointing: list[Any] = [column for column in row._meta.concrete_fields if column.related_model is not None]
    told += [(column.related_model._meta.model_name, getattr(row, column.attname)) for column in pointing]
    if isinstance(row, Subject):
        told.append((row.subject_kind, row.subject_id))
    yield from ((table, key) for table, key in told if table in ABOUT and key is not None)
