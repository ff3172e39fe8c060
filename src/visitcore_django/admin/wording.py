"""
The words of the policy in the reader's language.
"""

from django.utils import timezone

from visitcore import VisitcoreError
from visitcore.explain.names import in_people_words, word
from visitcore.ground.errors import FactsError, PolicyError
from visitcore.ground.text import Text
from visitcore_django.models import DecisionRecord
from visitcore_django.models.language import between, lang
from visitcore_django.policies import listed


def say(text: Text) -> str:
    """
    Words in the reader's language.
    """
    return in_people_words(text).in_(lang())


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
    return ("" if lang() == "zh" else " ").join(told)


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
    if isinstance(error, FactsError | PolicyError):
        return "\n".join(say(problem.told) for problem in error.problems)
    if isinstance(error, VisitcoreError):
        text = getattr(error, "told", None)
        return say(text) if isinstance(text, Text) else str(error)
    return str(error)
