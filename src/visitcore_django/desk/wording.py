"""
What the library says, in the reader's language.
"""

from collections.abc import Iterable

from visitcore import VisitcoreError
from visitcore.explain.names import fault_in_words, in_people_words, word
from visitcore.ground.errors import FactsError, PolicyError
from visitcore.ground.text import Text
from visitcore_django.models.language import between, lang


def say(text: Text) -> str:
    """
    Words in the reader's language.
    """
    return in_people_words(text).in_(lang())


def roles_in_words(roles: Iterable[str]) -> str:
    """
    Roles of the policy as people call them, one beside the other.
    """
    return between().join(word(role).in_(lang()) for role in roles)


def library_error_in_words(error: VisitcoreError) -> str:
    """
    What an error of the library says; every fault of several, each on a line.
    """
    if isinstance(error, FactsError | PolicyError):
        return "\n".join(fault_in_words(problem).in_(lang()) for problem in error.problems)
    return say(error.told)
