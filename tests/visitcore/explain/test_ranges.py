import pytest

from visitcore.explain.ranges import range_in_words
from visitcore.ground.text import Text


@pytest.mark.parametrize(
    ("written", "en", "zh"),
    [
        ("any", "any", "任意"),
        (">= 80", "80 or more", "80及以上"),
        ("> 5", "more than 5", "大于5"),
        ("<= 3", "3 or less", "3及以下"),
        ("< 60", "less than 60", "小于60"),
        ("= 5", "5", "5"),
        ("[60..80)", "from 60 to less than 80", "60至80（不含）"),
        ("(0..1]", "more than 0 to 1", "0（不含）至1"),
        (">= 16:30", "16:30 or later", "16:30及以后"),
        ("> 09:00", "after 09:00", "09:00之后"),
        ("<= 09:00", "09:00 or earlier", "09:00及以前"),
        ("< 08:00", "before 08:00", "08:00之前"),
        ("[08:00..16:30)", "from 08:00 to before 16:30", "08:00至16:30（不含）"),
        ("(08:00..16:30]", "after 08:00 to 16:30", "08:00（不含）至16:30"),
    ],
)
def test_a_range_in_words(written, en, zh):
    """
    Each end says whether it is included; a time of day is earlier or later, a number less or more.
    """
    assert Text(en, zh) == range_in_words(written)


@pytest.mark.parametrize("written", ["A", "5", "local", "", "grade >= 80", "[a", "2024-03-08"])
def test_anything_else_is_no_range(written):
    """
    A word or a bare number is left to others.
    """
    assert range_in_words(written) is None
