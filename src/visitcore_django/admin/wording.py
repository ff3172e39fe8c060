"""
The words of the policy in the reader's language.
"""

from django.utils import timezone

from visitcore import VisitcoreError
from visitcore.explain.names import word
from visitcore_django.desk.wording import library_error_in_words
from visitcore_django.models import DecisionRecord
from visitcore_django.models.language import between, lang
from visitcore_django.policies import listed


def named(name: str) -> str:
    """
    What people call a role, a state, an item or an input of the policy.
    """
    return word(name).in_(lang()) if name else ""


def named_all(names: str) -> str:
    """
    The same for several names with commas between them.
    """
    return between().join(named(name.strip()) for name in names.split(",") if name.strip())


def joined(*parts: str) -> str:
    """
    The parts that are there, with a comma between.
    """
    return ("，" if lang() == "zh" else ", ").join(part for part in parts if part)


def sentences(*told: str) -> str:
    """
    Sentences in a row.
    """
    return ("" if lang() == "zh" else " ").join(filter(None, told))


def explained(record: DecisionRecord) -> str:
    """
    A recorded decision in sentences.
    """
    return record.told_zh if lang() == "zh" else record.told_en


def choices_of(key: str, name: str) -> list[tuple[str, str]]:
    """
    What an input of a table may be under the policy that runs today, for a list to choose from.

    Args:
        key: Key of the table, e.g. ``expenses.meal.cap``.
        name: Name of the input.

    Returns:
        Each value with its words; empty where the policy has no such table, or the input is no list of words.
    """
    return [(value, named(value)) for value in listed(key, name, timezone.localdate())]


def error_in_words(error: Exception) -> str:
    """
    What an error says in the reader's language; every fault of several.
    """
    return library_error_in_words(error) if isinstance(error, VisitcoreError) else str(error)
