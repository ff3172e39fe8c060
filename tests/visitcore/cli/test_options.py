from argparse import Namespace
from datetime import date
from pathlib import Path

import pytest

from visitcore.cli.options import add_output, add_policy, count, day, ending_of, format_of, lang_of, month
from visitcore.cli.parser import Parser
from visitcore.cli.telling import CallError

FORMATS = ("text", "json", "csv", "xlsx", "md")


def options(output=None, style=None):
    """
    The words of a call as far as they name a format.
    """
    return Namespace(format=style, output=None if output is None else Path(output), formats=FORMATS)


@pytest.mark.parametrize(
    ("output", "style", "expected"),
    [
        (None, None, "text"),
        (None, "json", "json"),
        ("due.csv", None, "csv"),
        ("DUE.XLSX", None, "xlsx"),
        ("due.txt", None, "text"),
        ("due.markdown", None, "md"),
        ("due", None, "text"),
        ("due.dat", "csv", "csv"),
        ("due.csv", "json", "json"),
    ],
)
def test_the_format_is_named_or_read_off_the_file(output, style, expected):
    """
    A named format goes before the ending of the file; without either it is text.
    """
    assert expected == format_of(options(output, style))


def test_an_ending_that_is_no_format_is_refused():
    """
    Nobody gets a text file that is called a PDF.
    """
    with pytest.raises(CallError, match=r"due\.pdf: no format has the ending \.pdf; add --format, one of text, json"):
        format_of(options("due.pdf"))


def test_a_dash_is_the_terminal():
    """
    Nobody means a file by that name.
    """
    parser = Parser(prog="x")
    add_output(parser, *FORMATS)

    assert parser.parse_args(["-o", "-"]).output is None


def test_no_file_has_no_ending():
    """
    The terminal has none either.
    """
    assert "" == ending_of(None)


def test_days_months_and_counts_are_read():
    """
    Days and months in ISO form, counts from one.
    """
    assert date(2024, 6, 14) == day("2024-06-14")
    assert date(2024, 7, 1) == month("2024-07")
    assert 1 == count("1")


@pytest.mark.parametrize(
    ("read", "text", "told"),
    [
        (day, "2024-02-30", "'2024-02-30' is no day; write it as 2024-06-14"),
        (day, "14.6.2024", "'14.6.2024' is no day; write it as 2024-06-14"),
        (day, "9999-12-31", "9999-12-31 lies in the year 9999; give one from 1900 to 2199"),
        (month, "1899-12", "1899-12-01 lies in the year 1899; give one from 1900 to 2199"),
        (month, "2024-13", "'2024-13' is no month; write it as 2024-07"),
        (month, "2024-07-01", "'2024-07-01' is no month; write it as 2024-07"),
        (month, "July 24", "'July 24' is no month; write it as 2024-07"),
        (count, "0", "'0' is no number of visits; write 1 or more"),
        (count, "-3", "'-3' is no number of visits; write 1 or more"),
        (count, "2.5", "'2.5' is no number of visits; write 1 or more"),
        (count, "many", "'many' is no number of visits; write 1 or more"),
    ],
)
def test_what_is_no_day_month_or_count_is_told_with_an_example(read, text, told):
    """
    The value is shown, and how to write it.
    """
    with pytest.raises(CallError) as caught:
        read(text)

    assert told == str(caught.value)
    assert text in caught.value.in_("zh")


def test_the_language_is_english_or_chinese():
    """
    Any other word is English.
    """
    assert ["en", "zh", "en"] == [lang_of(Namespace(lang=lang)) for lang in ("en", "zh", "de")]


def test_the_shared_options_stand_where_they_are_added():
    """
    Policy, calendar, format and output are read into the same names everywhere.
    """
    parser = Parser(prog="x")
    add_policy(parser)
    add_output(parser, *FORMATS)

    read = parser.parse_args(["--format", "md", "-o", "a.md", "--calendar", "days.csv"])

    assert ("standard", Path("days.csv"), "md", Path("a.md"), FORMATS) == (
        read.policy,
        read.calendar,
        read.format,
        read.output,
        read.formats,
    )
