import pytest

from visitcore.ground.text import Text

WEEK = Text("week", "周")


@pytest.mark.parametrize(("lang", "words"), [("en", "week"), ("zh", "周")])
def test_text_speaks_the_language_asked_for(lang, words):
    """
    Each language gives its own words.
    """
    assert words == WEEK.in_(lang)


def test_text_prints_its_english_words():
    """
    Where no language is asked for, English is spoken.
    """
    assert "week" == str(WEEK)


def test_texts_with_the_same_words_are_the_same():
    """
    A text is a value: equal words, equal text, usable as a key.
    """
    assert {WEEK: 1} == {Text("week", "周"): 1}
    assert Text("week", "星期") != WEEK
