"""
Reads and writes columns of many rows as the database itself holds them, without making objects of them.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connections, router
from django.db.models import F, Model, QuerySet, TextField
from django.db.models.functions import Cast, TruncDate

REMEMBERED = 4096
"""Days whose distance from UTC is remembered."""

ONE_DAY = timedelta(days=1)

FALLBACK = 200
"""Rows in one statement where the database knows no quicker way to write."""


def read_rows(rows: QuerySet[Any, Any]) -> list[tuple[Any, ...]]:
    """
    The columns of a query as the driver of the database gives them; an instant may come without its zone.
    """
    sql, params = rows.query.sql_with_params()
    with connections[rows.db].cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def local_days(model: type[Model], column: str, zone: ZoneInfo) -> tuple[Any, Callable[[Any], date]]:
    """
    The quickest way to the local day of an instant: what is asked of the database, and what is made of its answer.

    Args:
        model: The table.
        column: Its column.
        zone: The zone in which the instant has its day.

    Returns:
        An expression for a query that `read_rows` reads, and what makes a day of its value.
    """
    connection = connections[router.db_for_read(model)]
    if connection.vendor == "postgresql":
        return TruncDate(column, tzinfo=zone), _as_it_is
    if connection.vendor == "sqlite" and connection.timezone is UTC:
        return Cast(column, TextField()), _of_utc_text(zone)
    kept_in = connection.timezone

    def day(moment: datetime) -> date:
        if kept_in is None:
            return moment.date()
        return moment.replace(tzinfo=moment.tzinfo or kept_in).astimezone(zone).date()

    return F(column), day


def _of_utc_text(zone: ZoneInfo) -> Callable[[str], date]:
    """
    Gives the local day of an instant as SQLite keeps it: a text in UTC.

    Zones are asked once for each day; on a day with one distance from UTC the rest is counting minutes.
    """

    @lru_cache(maxsize=REMEMBERED)
    def around(text: str) -> tuple[int | None, tuple[date, date, date]]:
        midnight = datetime.fromisoformat(text).replace(tzinfo=UTC)
        first, last = (moment.astimezone(zone).utcoffset() for moment in (midnight, midnight + ONE_DAY))
        minutes, seconds = divmod((first or timedelta()).total_seconds(), 60)
        day = midnight.date()
        return int(minutes) if first == last and not seconds else None, (day - ONE_DAY, day, day + ONE_DAY)

    def day(text: str) -> date:
        minutes, days = around(text[:10])
        if minutes is None:
            return datetime.fromisoformat(text).replace(tzinfo=UTC).astimezone(zone).date()
        minutes += int(text[11:13]) * 60 + int(text[14:16])
        return days[1 + minutes // 1440]

    return day


def write_rows(model: type[Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """
    Write some columns of rows that are there.

    PostgreSQL takes them as one statement, SQLite as one statement prepared once; any other database as Django writes
    them.

    Args:
        model: The table.
        columns: Names of its fields.
        rows: The key of each row and its values: texts, whole numbers, flags and days.
    """
    if not rows:
        return
    connection = connections[router.db_for_write(model)]
    write = {"postgresql": _postgresql, "sqlite": _sqlite}.get(connection.vendor, _django)
    write(connection, model, columns, rows)


def _postgresql(connection: Any, model: type[Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    meta: Any = model._meta
    fields = [meta.pk, *map(meta.get_field, columns)]
    names = [connection.ops.quote_name(field.column) for field in fields]
    arrays = ", ".join(
        f"%s::{field.rel_db_type(connection) if field.primary_key else field.db_type(connection)}[]" for field in fields
    )
    puts = ", ".join(f"{name} = told.{name}" for name in names[1:])
    table = connection.ops.quote_name(meta.db_table)
    told = f"unnest({arrays}) AS told ({', '.join(names)})"
    sql = f"UPDATE {table} SET {puts} FROM {told} WHERE {table}.{names[0]} = told.{names[0]}"  # noqa: S608 (names only)
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(column) for column in zip(*rows, strict=True)])


def _sqlite(connection: Any, model: type[Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    meta: Any = model._meta
    quote = connection.ops.quote_name
    puts = ", ".join(f"{quote(meta.get_field(name).column)} = %s" for name in columns)
    sql = f"UPDATE {quote(meta.db_table)} SET {puts} WHERE {quote(meta.pk.column)} = %s"  # noqa: S608 (names only)
    with connection.cursor() as cursor:
        cursor.executemany(sql, [(*map(_text_of_day, values), key) for key, *values in rows])


def _django(_connection: Any, model: type[Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    told = [model(pk=key, **dict(zip(columns, values, strict=True))) for key, *values in rows]
    model._base_manager.bulk_update(told, list(columns), batch_size=FALLBACK)


def _text_of_day(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _as_it_is(value: Any) -> Any:
    return value
