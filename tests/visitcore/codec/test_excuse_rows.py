from datetime import date

import pytest

from visitcore.codec.excuse_rows import read_excuses
from visitcore.codec.rejected import Rejects
from visitcore.facts.visit import Excuse
from visitcore.ground.errors import SheetError
from visitcore.ground.span import Span


@pytest.fixture
def read(tmp_path):
    """
    Reads text as a sheet of excuses; gives the rows and the rejects.
    """

    def read_text(text, **options):
        path, rejects = tmp_path / "excuses.csv", Rejects()
        path.write_text(text, encoding="utf-8")
        return list(read_excuses(path, rejects, **options)), rejects

    return read_text


@pytest.mark.parametrize("headers", ["customer,from,to,reason", "客户编号,起,止,原因"])
def test_the_last_day_is_excused_too(read, headers):
    """
    From and to are both inside.
    """
    rows, _rejects = read(f"{headers}\nC1,2024-06-01,2024/6/30,装修停业\n")

    span = Span(date(2024, 6, 1), date(2024, 7, 1))
    assert [(2, Excuse(customer="C1", span=span, reason="装修停业"))] == rows


def test_one_day_is_enough(read):
    """
    An excuse may hold for a single day.
    """
    ((_row, excuse),), _rejects = read("customer,from,to,reason\nC1,2024-06-01,2024-06-01,x\n")

    assert date(2024, 6, 1) in excuse.span
    assert date(2024, 6, 2) not in excuse.span


@pytest.mark.parametrize(
    ("line", "column", "said"),
    [
        (",2024-06-01,2024-06-30,x", "customer", "code is empty"),
        ("C2,2024-06-01,2024-06-30,x", "customer", "no customer has this code"),
        ("小计,,,3", "customer", "totals or signatures"),
        ("客户编号,开始日期,结束日期,原因", "customer", "repeats the headers"),
        ("C1,,2024-06-30,x", "from", "the day is empty"),
        ("C1,2024-06-01,,x", "to", "the day is empty"),
        ("C1,2024-06-01,forever,x", "to", "is not a day"),
        ("C1,2024-06-30,2024-06-01,x", "to", "before the first"),
        ("C1,2024-06-01,2024-06-30, ", "reason", "the reason is empty"),
        ("C1,2024-06-01,2024-06-30,-", "reason", "the reason is empty"),
    ],
)
def test_a_faulty_excuse_is_rejected(read, line, column, said):
    """
    Without customer, both days in order and a reason there is no excuse.
    """
    rows, rejects = read(f"customer,from,to,reason\n{line}\nC1,2024-06-01,2024-06-30,y\n", known={"C1"})

    (found,) = rejects.found
    assert [3] == [row.row for row in rows]
    assert (2, column) == (found.row, found.column)
    assert said in found.reason.en
    assert found.reason.zh


def test_an_excuse_of_a_customer_whose_row_was_rejected(tmp_path):
    """
    It is not told that nobody has the code, but where the customer's own row stands.
    """
    path, rejects = tmp_path / "excuses.csv", Rejects()
    rejects.lose("customers.csv", 7, "C9")
    path.write_text("customer,from,to,reason\nC9,2024-06-01,2024-06-30,x\n", encoding="utf-8")

    rows = list(read_excuses(path, rejects, known={"C1"}))

    assert [] == rows
    assert [True] == ["see row 7 of customers.csv" in found.reason.en for found in rejects.found]


def test_a_missing_column_is_refused_at_once(tmp_path):
    """
    A sheet of excuses without reasons is refused.
    """
    path = tmp_path / "excuses.csv"
    path.write_text("customer,from,to\n", encoding="utf-8")

    with pytest.raises(SheetError, match="lacks the column 'reason'"):
        read_excuses(path, Rejects())
