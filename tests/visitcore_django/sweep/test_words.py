from django.utils.translation import override

from visitcore.ground.text import Text
from visitcore_django.models import Approval
from visitcore_django.sweep.words import ROOM, both, called


def test_a_sentence_is_told_in_both_languages_whatever_the_one_in_use():
    """
    English and Chinese are made at once, each with its own words.
    """
    with override("de"):
        said = both("visited enough")
        mixed = both("%(who)s: %(what)s", who="li", what=Text("late", "逾期"))

    assert ("visited enough", True) == (said.en, said.zh != said.en)
    assert mixed.en.startswith("li") and "late" in mixed.en
    assert "逾期" in mixed.zh


def test_a_sentence_fits_its_column():
    """
    What is longer than the column is cut, so that a long name stops no sweep.
    """
    assert ROOM == len(both("%(who)s: %(what)s", who="x" * 600, what="y").en)


def test_a_row_is_called_in_both_languages():
    """
    A request says in each what it is about.
    """
    name = called(Approval(subject_kind="visitplan", title="li 2024-07"))

    assert ("Visit plan li 2024-07", "拜访计划 li 2024-07") == (name.en, name.zh)
