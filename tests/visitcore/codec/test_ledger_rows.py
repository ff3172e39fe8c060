from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from visitcore.codec.ledger_rows import at_place, read_ledger, structure_ledger
from visitcore.codec.rejected import Rejects
from visitcore.facts.credit import LedgerEvent
from visitcore.ground.errors import FactsError, SheetError
from visitcore.ground.problem import Problem

ENGLISH = "on,kind,id,amount,class,signer,for,from,to"
CHINESE = "日期,类型,单据编号,金额（元）,发货类别,签批人,对应单据,起始日期,终止日期"


@pytest.fixture
def read(tmp_path):
    """
    Reads text as a ledger.
    """

    def read_text(text):
        path = tmp_path / "ledger.csv"
        path.write_text(text, encoding="utf-8")
        return read_ledger(path, Rejects(), ZoneInfo("Asia/Shanghai"))

    return read_text


EVENTS = (
    LedgerEvent(
        on=date(2024, 3, 1), kind="invoice", id="I1", amount=Decimal("40000.00"), class_="first", signer="boss"
    ),
    LedgerEvent(on=date(2024, 3, 2), kind="payment", amount=Decimal(5), for_="I1"),
    LedgerEvent(on=date(2024, 3, 2), kind="payment", amount=Decimal(5), for_="next"),
    LedgerEvent(on=date(2024, 3, 3), kind="return", id="R1", amount=Decimal(1), for_="I1"),
    LedgerEvent(
        on=date(2024, 3, 4), kind="special_limit", amount=Decimal(75), from_=date(2024, 4, 1), to=date(2024, 4, 10)
    ),
)


@pytest.mark.parametrize(
    "text",
    [
        f"""{ENGLISH}
2024-03-01,invoice,I1,40000.00,first,boss,,,
2024-03-02,payment,,5,,,I1,,
2024-03-02,payment,,5,,,next,,
2024-03-03,return,R1,1,,,I1,,
2024-03-04,special_limit,,75,,,,2024-04-01,2024-04-10
""",
        f"""{CHINESE}
2024年3月1日,开票,I1,"40,000.00",首次,boss,,,
2024/3/2,回款,,５,,,I1,,
2024/3/2,汇款,,5,,,下次发货,,

2024-03-03,退货,R1,1,,,I1,,
2024-03-04,特批额度,,75,,,,2024-04-01,2024-04-10
""",
    ],
)
def test_a_ledger_is_read_in_either_language(read, text):
    """
    Headers and words of both languages, full-width digits, blank lines.
    """
    assert EVENTS == tuple(row.event for row in read(text))


def test_every_faulty_row_is_told_at_once(read):
    """
    No row is left out; each fault has its row and its column, and the order is that of the sheet.
    """
    with pytest.raises(SheetError) as caught:
        read(f"{ENGLISH}\n2024-03-01,sale,I1,1,,,,,\nsoon,invoice,I2,-1,normal,,,,\n2024-03-02,payment,,1.005,,,,,\n")

    assert ["row 2: kind", "row 3: on", "row 4: amount"] == [problem.where for problem in caught.value.problems]


@pytest.mark.parametrize("amount", ["-1", "0.001", ""])
def test_an_unsound_amount_is_no_row(read, amount):
    """
    Negative, a third decimal, empty.
    """
    with pytest.raises(SheetError, match="row 2"):
        read(f"{ENGLISH}\n2024-03-01,payment,,{amount},,,,,\n")


def test_objects_keep_their_place():
    """
    Of a line of JSON that is no event the line is told.
    """
    good = {"on": "2024-03-02", "kind": "payment", "amount": "5", "for": "I1"}

    assert [("line 1", EVENTS[1])] == [(row.place, row.event) for row in structure_ledger([("line 1", good)], "x")]
    with pytest.raises(FactsError) as caught:
        structure_ledger([("line 1", good), ("line 2", {**good, "class": "gold"}), ("line 3", {"amount": -1})], "x")

    places = [problem.where for problem in caught.value.problems]

    assert "line 2: class" == places[0]
    assert "line 3: amount" in places
    assert {"line 3"} == {place[:6] for place in places[1:]}


def test_a_fault_of_a_whole_row_has_only_its_place():
    """
    There is no column to name.
    """
    assert "row 7" == at_place(Problem("", "x"), "row 7").where
    assert "row 7: on" == at_place(Problem("on", "x"), "row 7").where


@pytest.mark.parametrize("word", ["CNY", "人民币", "元", "￥"])
def test_the_yuan_goes_by_many_words(read, word):
    """
    A column of currencies is read, and no word for the yuan is another currency.
    """
    (row,) = read(f"{ENGLISH},币种\n2024-03-01,payment,,5,,,,,,{word}\n")

    assert "CNY" == row.event.currency


@pytest.mark.parametrize(("column", "word", "known"), [("类型", "赠送", "退货"), ("发货类别", "黄金", "末次")])
def test_a_word_that_is_not_known_is_told_with_those_that_are(read, column, word, known):
    """
    Under the header that the sheet has, in the words that a sheet may have.
    """
    cells = {"日期": "2024-03-01", "类型": "开票", "单据编号": "I1", "金额": "5", "发货类别": "正常", column: word}
    with pytest.raises(SheetError) as caught:
        read(f"{','.join(cells)}\n{','.join(cells.values())}\n")

    (problem,) = caught.value.problems
    assert f"row 2: {column}" == problem.where
    assert word in problem.what.zh
    assert known in problem.fix.zh


def test_a_row_knows_its_headers(read):
    """
    So that what is found out later can be told under them.
    """
    (row,) = read("日期,类型,金额\n2024-03-01,回款,5\n")

    assert "row 2: 金额" == at_place(Problem("amount", "x"), row.place, row.headers).where
