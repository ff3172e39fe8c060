"""
Reads and writes columns of many rows as the database itself holds them, without making objects of them.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connections, router
from django.db.models import Model, QuerySet

REMEMBERED = 65_536
"""Instants whose day is remembered: many customers are visited at the same full hour."""

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


def local_days(model: type[Model], zone: ZoneInfo) -> Callable[[Any], date]:
    """
    Gives the local day of an instant such as `read_rows` brings it.

    Args:
        model: The table it comes from.
        zone: The zone in which it has its day.
    """
    kept_in = connections[router.db_for_read(model)].timezone

    @lru_cache(maxsize=REMEMBERED)
    def day(moment: datetime) -> date:
        if moment.tzinfo is None:
            if kept_in is None:
                return moment.date()
            moment = moment.replace(tzinfo=kept_in)
        return moment.astimezone(zone).date()

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
