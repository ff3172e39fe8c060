from typing import Any

from django.db import migrations

MADE = (
    """
    CREATE FUNCTION visitcore_pairs(told text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
        SELECT array_agg(substr(told, at, 2)) FROM generate_series(1, char_length(told) - 1) AS at
    $$
    """,
    """
    CREATE INDEX visitcore_cus_name_pairs ON visitcore_django_customer USING gin (visitcore_pairs(UPPER(name::text)))
    """,
)
DROPPED = ("DROP INDEX visitcore_cus_name_pairs", "DROP FUNCTION visitcore_pairs(text)")


def make(_apps: Any, schema_editor: Any) -> None:
    run(schema_editor, MADE)


def drop(_apps: Any, schema_editor: Any) -> None:
    run(schema_editor, DROPPED)


def run(schema_editor: Any, statements: tuple[str, ...]) -> None:
    if schema_editor.connection.vendor == "postgresql":
        for statement in statements:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("visitcore_django", "0001_initial")]

    operations = [migrations.RunPython(make, drop)]
