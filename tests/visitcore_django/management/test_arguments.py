from argparse import ArgumentTypeError
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from visitcore_django.management.arguments import at_least, day


def test_numbers_and_days_are_read():
    """
    The least number counts, as does the first day of the first year.
    """
    assert [1, 2000] == [at_least(1)("1"), at_least(1)("2000")]
    assert date(1900, 1, 1) == day("1900-01-01")


@pytest.mark.parametrize("text", ["0", "-3", "x", "", "1.5", "1e3"])
def test_what_is_no_such_number_is_refused(text):
    """
    Whatever is below, broken or no number.
    """
    with pytest.raises(ArgumentTypeError, match="is no number from 1 on"):
        at_least(1)(text)


@pytest.mark.parametrize("text", ["yesterday", "2024-02-30", "0001-01-01", "9999-12-31", ""])
def test_what_is_no_day_is_refused(text):
    """
    A day that there was not, and one on which nothing can be reckoned.
    """
    with pytest.raises(ArgumentTypeError, match="like 2024-06-14"):
        day(text)


@pytest.mark.parametrize(
    "words",
    [
        ["visitcore_sweep", "--batch", "0"],
        ["visitcore_sweep", "--batch=-3"],
        ["visitcore_sweep", "--on", "0001-01-01"],
        ["visitcore_sync", "--batch", "0"],
        ["visitcore_sync", "--batch=-3"],
        ["visitcore_replay", "--limit=-1"],
        ["visitcore_replay", "--since", "2024-02-30"],
    ],
)
def test_a_command_says_what_is_wrong_with_its_words(words):
    """
    The option is named, and nothing is done.
    """
    with pytest.raises(CommandError, match=words[1].partition("=")[0]):
        call_command(*words)
