"""
What a sheet has brought, in the history of each row.
"""

from typing import Any

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from visitcore_django.models.language import lang

FLAGS = {"new": ADDITION, "update": CHANGE}
"""What the history calls what became of a row; a row that is as before has no entry."""
_LONGEST = 200
"""Characters that the history keeps of what a row is called."""


def write_down(model: Any, person: Any, file: str, result: Any) -> None:
    """
    Enter every row that was made or changed into its history.

    Args:
        model: The table of the rows.
        person: Who brought them.
        file: What the person calls the file.
        result: What came of the sheet.
    """
    kind = ContentType.objects.get_for_model(model, for_concrete_model=False)
    LogEntry.objects.bulk_create(
        LogEntry(
            user_id=person.pk,
            content_type=kind,
            object_id=str(row.object_id),
            object_repr=str(row.object_repr)[:_LONGEST],
            action_flag=FLAGS[row.import_type],
            change_message=in_words(file, row.changed),
        )
        for row in result.rows
        if row.import_type in FLAGS
    )


def in_words(file: str, changed: list[tuple[str, str, str]]) -> str:
    """
    Which file it was, and every cell with what it held and holds.
    """
    between, end, colon = ("；", "。", "：") if lang() == "zh" else ("; ", ".", ": ")
    cells = between.join(
        f"{header}{colon}{before} → {after or '–'}" if before else f"{header}{colon}{after}"
        for header, before, after in changed
    )
    return _("Imported from “%(file)s”") % {"file": file} + (f"{colon}{cells}{end}" if cells else end)
