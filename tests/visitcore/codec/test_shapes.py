from decimal import Decimal

import pytest

from visitcore.blocks.cadence import Cadence, Every
from visitcore.blocks.consequence import Consequence
from visitcore.blocks.flow import Move
from visitcore.blocks.ladder import Ladder, Rung
from visitcore.blocks.scale import Scale
from visitcore.blocks.table import Table
from visitcore.codec.faults import Invalid, problems_of
from visitcore.codec.shapes import SHAPES, block_converter, rules_on
from visitcore.ground.period import Period
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED


def table(then, outcome="text", **row):
    """
    A table of one row.
    """
    rows = [{"when": {"paid": True}, "then": then, **row}]
    return block_converter().structure({"inputs": {"paid": "flag"}, "outcome": outcome, "rows": rows}, Table)


def faults(then, outcome="text", **row):
    """
    What is wrong with a table of one row, as (path, what).
    """
    with pytest.raises(Invalid) as told:
        table(then, outcome, **row)
    return [(problem.where, problem.what.en) for problem in problems_of(told.value)]


@pytest.mark.parametrize(
    ("outcome", "then", "expected"),
    [
        ("text", "A", "A"),
        ("flag", False, False),
        ("number", 60, 60),
        ("number", Decimal("0.80"), Decimal("0.80")),
        ("list", ["a", "b"], ("a", "b")),
        ("cadence", {"times": 2, "per": "week"}, Cadence(times=2, per=Period.WEEK)),
        ("cadence", {"every": {"days": 30}}, Cadence(every=Every(days=30))),
        ("cadence", "unspecified", UNSPECIFIED),
        ("text", "unspecified", UNSPECIFIED),
        ("cadence", "none", None),
        ("text", "none", "none"),
    ],
)
def test_a_row_holds_what_its_table_says(outcome, then, expected):
    """
    Text, number, yes or no, list or block, whatever the outcome is; or nothing that the document gives.
    """
    assert expected == table(then, outcome).rows[0].then


@pytest.mark.parametrize(
    ("outcome", "then", "where", "what"),
    [
        ("text", 5, "rows[0].then", "5 is no text"),
        ("flag", "yes", "rows[0].then", "'yes' is neither true nor false"),
        ("number", "60", "rows[0].then", "'60' is no number"),
        ("number", True, "rows[0].then", "true is no number"),
        ("number", 0.5, "rows[0].then", "0.5 is no number"),
        ("list", "a", "rows[0].then", "'a' is no list"),
        ("cadence", "weekly", "rows[0].then", "'weekly' is no table of names and values"),
        ("cadence", {"per": "weak"}, "rows[0].then.per", "'weak' is no period"),
        ("cadense", "x", "", "'cadense' is no kind of outcome"),
        (5, "x", "", "5 is no kind of outcome"),
    ],
)
def test_a_row_holds_nothing_else(outcome, then, where, what):
    """
    What does not fit the outcome is a fault, with the way to it.
    """
    assert [(where, what)] == faults(then, outcome)


def test_a_verdict_on_a_row_is_one_of_the_five():
    """
    A row that is itself an answer gives one that exists.
    """
    assert "not_applicable" == table("x", verdict="not_applicable").rows[0].verdict
    assert [("rows[0].verdict", "'alowed' is no verdict")] == faults("x", verdict="alowed")
    assert [("rows[0].verdict", "5 is no verdict")] == faults("x", verdict=5)


def test_a_table_in_a_table_has_an_outcome_of_its_own():
    """
    The outer table goes on with its own outcome where the inner one ends.
    """
    inner = {"inputs": {"big": "flag"}, "outcome": "number", "rows": [{"when": {}, "then": 5}]}
    rows = [{"when": {"paid": True}, "then": inner}, {"when": {"paid": False}, "then": inner}]
    data = {"inputs": {"paid": "flag"}, "outcome": "table", "rows": rows}

    assert [5, 5] == [row.then.rows[0].then for row in block_converter().structure(data, Table).rows]


def test_a_band_holds_what_its_scale_says():
    """
    Scales are read like tables.
    """
    data = {"outcome": "cadence", "bands": [{"when": ">= 0", "then": {"times": 1, "per": "month"}}]}

    assert Cadence(per=Period.MONTH) == block_converter().structure(data, Scale).bands[0].then


def test_a_cell_is_never_a_float():
    """
    A condition out of a float is refused before it is compared with anything.
    """
    with pytest.raises(Invalid) as told:
        block_converter().structure(
            {"when": {"score": [0.5]}, "then": "A"}, Table.__attrs_attrs__.rows.type.__args__[0]
        )

    assert ["when.score"] == [problem.where for problem in problems_of(told.value)]


def test_a_move_comes_from_one_state_or_several():
    """
    The key is ``from``; one state needs no list.
    """
    move = block_converter().structure({"name": "send", "from": "draft", "to": "sent"}, Move)

    assert ("draft",) == move.from_


def test_every_shape_can_be_written(trial):
    """
    The pack of the tests leaves no shape out.
    """
    used = {name for parameter in trial["parameter"] for entry in parameter["history"] for name in entry}

    assert set(SHAPES) <= used


def test_rules_are_found_on_every_part():
    """
    On rungs, and on whatever hangs on them; each with the way to it.
    """
    fine = Consequence(kind="fine", what=Text("a fine", "罚款"))
    ladder = Ladder(rungs=(Rung(count="= 1", by="boss", rule="TRY-01"), Rung(count=">= 2", then=fine, rule="TRY-02")))
    nested = table({"rungs": [{"count": "= 1", "by": "boss", "rule": "TRY-03"}]}, "ladder", rule="TRY-01")

    assert [("rungs[0].rule", "TRY-01"), ("rungs[1].rule", "TRY-02")] == list(rules_on(ladder))
    assert [("rows[0].then.rungs[0].rule", "TRY-03"), ("rows[0].rule", "TRY-01")] == list(rules_on(nested))
    assert [] == list(rules_on(Decimal(5)))
