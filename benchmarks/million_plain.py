"""
A copy of the table of customers for `million_customers.py`: the same columns, and only the indexes of Django's own.
"""

from typing import Any

from django.db import connection, models

from visitcore_django.models import Customer


def _copied(column: Any) -> Any:
    """
    A column as it is, without a way back from the table that it points to.
    """
    _name, _path, args, said = column.deconstruct()
    if column.is_relation:
        said["related_name"] = "+"
    return type(column)(*args, **said)


class Meta:
    """
    No constraint and no index is named.
    """

    app_label = "visitcore_django"
    managed = False


PlainCustomer: Any = type(
    "PlainCustomer",
    (models.Model,),
    {"__module__": __name__, "Meta": Meta, **{one.name: _copied(one) for one in Customer._meta.concrete_fields}},
)


def copy() -> None:
    """
    Make the copy, with every row.
    """
    with connection.schema_editor() as editor:
        editor.create_model(PlainCustomer)
    names = ", ".join(connection.ops.quote_name(one.column) for one in Customer._meta.concrete_fields)
    there, here = (connection.ops.quote_name(model._meta.db_table) for model in (PlainCustomer, Customer))
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {there} ({names}) SELECT {names} FROM {here}")
