from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from visitcore_site.days import TODAY, at
from visitcore_site.host.models import Account, AccountSource

from visitcore_django.sources import NOT_KEPT, HostCustomer
from visitcore_django.syncing.reading import read, written
from visitcore_django.syncing.terms import Terms

pytestmark = pytest.mark.django_db


def told(**columns):
    """
    A row that the host tells like this, as it is read.
    """

    class Source(AccountSource):
        def customer(self, row):
            return HostCustomer(**{"code": "C1", **columns})

    return read(Source(), Account(), Terms.of(TODAY))


def test_what_the_host_does_not_keep_is_left_out():
    """
    A host that knows code and name only changes nothing else.
    """
    found = told(name=" Müller ")

    assert {"code": "C1", "name": "Müller", "active": True} == found.values
    assert found.owner is NOT_KEPT and found.team is NOT_KEPT


def test_nothing_is_not_the_same_as_not_kept():
    """
    A host that says there is no owner, grade or first day empties them.
    """
    found = told(owner=None, team="", grade=None, since=None)

    assert found.owner is None and found.team is None
    assert ("", None) == (found.values["grade"], found.values["since"])


def test_an_owner_is_a_user_or_a_log_in_name():
    """
    Both are read as the name that the person logs in with.
    """
    assert "li" == told(owner=User(username="li")).owner
    assert "li" == told(owner=" li ").owner


def test_a_first_moment_is_taken_for_its_local_day():
    """
    A moment becomes the day that it falls on here.
    """
    assert date(2024, 6, 14) == told(since=at(date(2024, 6, 14), 1)).values["since"]
    assert date(2024, 6, 14) == told(since=datetime(2024, 6, 14, 23)).values["since"]


@pytest.mark.parametrize(
    ("columns", "column", "reason"),
    [
        ({"code": " "}, "code", "empty"),
        ({"code": None}, "code", "empty"),
        ({"code": 7}, "code", "no text"),
        ({"code": "x" * 65}, "code", "64"),
        ({"name": "x" * 201}, "name", "200"),
        ({"name": "a\x00b"}, "name", "cannot be stored"),
        ({"name": "a\ud800"}, "name", "cannot be stored"),
        ({"since": date(1, 1, 1)}, "since", "no day"),
        ({"since": TODAY + timedelta(days=1)}, "since", "lies ahead"),
        ({"since": at(TODAY + timedelta(days=1), 9)}, "since", "lies ahead"),
        ({"active": "no"}, "active", "neither True nor False"),
        ({"active": None}, "active", "neither True nor False"),
        ({"figures": None}, "figures", "no figures by name"),
        ({"region": "moon"}, "region", "unknown"),
        ({"since": "yesterday"}, "since", "no day"),
        ({"team": 3}, "team", "no code"),
        ({"owner": 3}, "owner", "no user"),
        ({"figures": {"": 1}}, "figures", "no name"),
        ({"figures": {" ": 1}}, "figures", "no name"),
        ({"figures": {7: 1}}, "figures", "no name"),
        ({"figures": {"x" * 65: 1}}, "figures", "64"),
        ({"figures": {"a\x00b": 1}}, "figures", "cannot be stored"),
        ({"figures": {"a\ud800": 1}}, "figures", "cannot be stored"),
        ({"figures": {"sales": float("nan")}}, "sales", "no number"),
        ({"figures": {"sales": [1]}}, "sales", "no figure"),
        ({"figures": {"sales": "x" * 101}}, "sales", "100"),
        ({"figures": {"sales": "a\x00b"}}, "sales", "cannot be stored"),
    ],
)
def test_a_fault_names_its_column(columns, column, reason):
    """
    What cannot be stored is told with its column, and nothing of the row is taken.
    """
    (fault,) = told(**columns).told

    assert column == fault.column
    assert reason in fault.reason
    assert fault.fix


def test_a_figure_with_a_bad_name_is_told_by_its_name():
    """
    The advice is for the name, which is shortened like every value, and the figure itself has nothing to mend.
    """
    (fault,) = told(figures={"x" * 200: 1}).told

    assert ("x" * 59 + "…", "Shorten it.") == (fault.value, fault.fix)


def test_a_row_is_told_with_its_code():
    """
    Faults and notes have the customer's code, unless that is what is at fault.
    """
    (note,) = told(grade="Platinum").notes

    assert ("C1",) == note.codes == told(region="moon").told[0].codes
    assert () == told(code=7).told[0].codes


def test_every_fault_of_a_row_is_told_at_once():
    """
    Three faults are told together.
    """
    assert ["code", "region", "since"] == [fault.column for fault in told(code="", region="x", since=1).told]


@pytest.mark.parametrize("answer", [None, {"code": "C1"}, "C1"])
def test_an_answer_of_another_kind_is_told(answer):
    """
    A source that gives a dict, or forgets to return, is told row by row.
    """

    class Source(AccountSource):
        def customer(self, row):
            return answer

    (fault,) = read(Source(), Account(), Terms.of(TODAY)).told

    assert ("customer", "is no HostCustomer") == (fault.column, fault.reason)


def test_a_failure_of_the_hosts_code_is_told():
    """
    A row that the host's own code fails on does not stop the others.
    """

    class Broken(AccountSource):
        def customer(self, row):
            raise KeyError("adviser")

    (fault,) = read(Broken(), Account(), Terms.of(TODAY)).told

    line = Broken.customer.__code__.co_firstlineno + 1
    assert f"KeyError: 'adviser' ({__file__}, line {line})" == fault.reason


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        (False, "false"),
        (Decimal("1E+3"), "1000"),
        (Decimal("12.50"), "12.50"),
        (7, "7"),
        (date(2024, 6, 14), "2024-06-14"),
        (" key ", "key"),
    ],
)
def test_a_figure_is_kept_as_it_is_read_again(value, text):
    """
    Numbers are written out in full, days as ISO days.
    """
    assert text == written(value)


def test_a_figure_that_is_unknown_is_left_out():
    """
    Nothing is recorded for a figure that the host does not know.
    """
    assert {"sales": "1"} == told(figures={"sales": 1, "trend": None}).figures


def test_a_grade_that_the_policy_does_not_know_is_left_out_and_told():
    """
    The grade that stands here stays; the note names those that there are. ``a`` means ``A``, as in a sheet.
    """
    found = told(grade="Platinum")
    (note,) = found.notes

    assert "grade" not in found.values and not found.told
    assert ("grade", True, "Known are: A, B, C.") == (note.column, note.taken, note.fix)
    assert "A" == told(grade="a").values["grade"]


def test_a_figure_that_nothing_reads_is_kept_and_told():
    """
    A slip in a name is no reason to lose the figure, and the note says what grading reads.
    """
    found = told(figures={"sails": 7})
    (note,) = found.notes

    assert {"sails": "7"} == found.figures
    assert ("sails", True) == (note.column, note.kept)
    assert "sales, " in note.fix and "trend" in note.fix


@pytest.mark.parametrize("name", ["sales", "annual_sales", "Annual sales", "年度销售额"])
def test_a_figure_may_be_called_as_in_a_sheet(name):
    """
    What the heading of a sheet may say, the host may say too.
    """
    found = told(figures={name: Decimal("12.50")})

    assert ({"sales": "12.50"}, ()) == (found.figures, found.notes)


@pytest.mark.parametrize(("name", "value"), [("sales", "viel"), ("sales", True), ("first_cooperation", "one day")])
def test_a_figure_of_the_wrong_kind_is_left_out_and_told(name, value):
    """
    A text where a number belongs is refused as in a sheet; the rest of the row is taken.
    """
    found = told(figures={name: value, "trend": "b"})
    (note,) = found.notes

    assert {"trend": "B"} == found.figures
    assert (name, True, False) == (note.column, note.taken, note.kept)


def test_an_empty_figure_says_nothing():
    """
    An empty text is no figure.
    """
    assert {} == told(figures={"sales": " ", "trend": ""}).figures
