import copy
import pickle
from datetime import time
from decimal import Decimal
from itertools import product

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from visitcore.blocks.table import Answer, Row, Table
from visitcore.ground.unspecified import UNSPECIFIED

HALVES = [Decimal(n) / 2 for n in range(9)]
HOURS = [time(n // 2, n % 2 * 30) for n in range(48)]
#: For each input its domain, and every value that a cell with whole ends can tell apart.
INPUTS = {
    "grade": (["A", "B", "C"], ["A", "B", "C"]),
    "local": ("flag", [True, False]),
    "score": ("number [0..4]", HALVES),
    "count": ("integer [0..4]", [0, 1, 2, 3, 4]),
    "at": ("time", HOURS),
}


def ends(name):
    """
    The ends that a cell of an ordered input may have, with their text.
    """
    if name == "at":
        return [(f"{hour:02}:00", time(hour)) for hour in (8, 12, 16)]
    return [(str(n), n) for n in range(1, 4)]


def cells(name):
    """
    Cells of one input: the raw cell and the set of values it holds, worked out without the library.
    """
    values = INPUTS[name][1]
    if name == "grade":
        return st.sets(st.sampled_from(values), min_size=1).map(lambda some: (sorted(some), frozenset(some)))
    if name == "local":
        return st.booleans().map(lambda flag: (flag, frozenset([flag])))
    each = [
        cell
        for text, end in ends(name)
        for cell in (
            (f"< {text}", frozenset(value for value in values if value < end)),
            (f"<= {text}", frozenset(value for value in values if value <= end)),
            (f"= {text}", frozenset(value for value in values if value == end)),
            (f"> {text}", frozenset(value for value in values if value > end)),
            (f">= {text}", frozenset(value for value in values if value >= end)),
        )
    ]
    each += [
        (f"[{low}..{high})", frozenset(value for value in values if first <= value < last))
        for low, first in ends(name)
        for high, last in ends(name)
        if first < last
    ]
    return st.sampled_from(each)


@st.composite
def any_tables(draw, hits=("unique", "any", "first", "collect")):
    """
    A table of any quality over one to three inputs, and per row the values that each input may have.
    """
    names = draw(st.lists(st.sampled_from(sorted(INPUTS)), min_size=1, max_size=3, unique=True))
    rows, allowed = [], []
    for _ in range(draw(st.integers(1, 5))):
        when = {name: draw(cells(name)) for name in names if draw(st.booleans())}
        rows.append(Row(when={name: raw for name, (raw, _) in when.items()}, then=draw(st.integers(1, 3))))
        allowed.append({name: when[name][1] if name in when else frozenset(INPUTS[name][1]) for name in names})
    table = Table(inputs={name: INPUTS[name][0] for name in names}, rows=rows, hit=draw(st.sampled_from(hits)))
    return table, allowed


@st.composite
def whole_tables(draw):
    """
    A table without gaps and overlaps, made by splitting its domain again and again.
    """
    names = draw(st.lists(st.sampled_from(sorted(INPUTS)), min_size=1, max_size=3, unique=True))
    parts = [{}]
    for _ in range(draw(st.integers(0, 5))):
        part = parts.pop(draw(st.integers(0, len(parts) - 1)))
        parts += draw(st.sampled_from([name for name in names if name not in part] or [None]).map(split(part)))
    rows = [Row(when=part, then=at) for at, part in enumerate(parts)]
    return Table(inputs={name: INPUTS[name][0] for name in names}, rows=draw(st.permutations(rows)))


def split(part):
    """
    Split one part of a domain along an input that it does not speak of yet.
    """
    halves = {
        "grade": ["A", ["B", "C"]],
        "local": [True, False],
        "score": ["< 1", "[1..2]", "(2..4]"],
        "count": ["<= 1", ">= 2"],
        "at": ["< 08:00", "[08:00..16:30)", ">= 16:30"],
    }
    return lambda name: [part] if name is None else [{**part, name: cell} for cell in halves[name]]


def points(table):
    """
    Every case of a table that its cells can tell apart.
    """
    for values in product(*(INPUTS[name][1] for name in table.inputs)):
        yield dict(zip(table.inputs, values, strict=True))


def some_points(table):
    """
    A strategy for single cases of a table.
    """
    return st.fixed_dictionaries({name: st.sampled_from(INPUTS[name][1]) for name in table.inputs})


def matching(allowed, point):
    """
    The rows that match a case, worked out without the library.
    """
    return [at for at, row in enumerate(allowed) if all(value in row[name] for name, value in point.items())]


REGIONS = Table(
    inputs={"grade": ["A", "B", "C"], "local": "flag", "staff": "integer >= 0"},
    rows=(
        Row(when={"grade": "A"}, then=2, rule="R-1"),
        Row(when={"grade": "B", "local": True}, then=2, rule="R-2"),
        Row(when={"grade": "B", "local": False}, then=1, rule="R-3"),
        Row(when={"grade": "C"}, then=UNSPECIFIED, rule="R-1"),
    ),
)


@given(whole_tables(), st.data())
def test_a_checked_table_answers_exactly_once(table, data):
    """
    Where a table has no problem, every case of its domain has one row.
    """
    answer = table.ask(data.draw(some_points(table)))

    assert () == table.problems()
    assert (1, (), ()) == (len(answer.rows), answer.missing, answer.outside)


@given(any_tables(), st.data())
def test_the_rows_are_those_whose_conditions_hold(made, data):
    """
    First hit keeps the first of them; otherwise all of them are shown.
    """
    table, allowed = made
    point = data.draw(some_points(table))
    rows = [table.rows[at] for at in matching(allowed, point)]

    assert tuple(rows[:1] if table.hit == "first" else rows) == table.ask(point).rows


@given(any_tables())
def test_gaps_are_found_exactly_where_there_are_some(made):
    """
    There is a gap if and only if trying every case finds one, and each sample is one.
    """
    table, allowed = made
    empty = [point for point in points(table) if not matching(allowed, point)]
    gaps = table.gaps()

    assert bool(empty) == bool(gaps)
    assert all(table.ask(point) == Answer() for point in gaps)


@given(any_tables())
def test_overlaps_are_found_exactly_where_there_are_some(made):
    """
    Two rows overlap if and only if trying every case finds both, and the sample is such a case.
    """
    table, allowed = made
    pairs = {
        (one, other)
        for point in points(table)
        for one in matching(allowed, point)
        for other in matching(allowed, point)
        if one < other
    }
    found = table.overlaps()
    plain = evolve(table, hit="collect")

    assert pairs == {(one, other) for one, other, _ in found}
    for one, other, point in found:
        rows = plain.ask(point).rows
        assert table.rows[one] in rows
        assert table.rows[other] in rows


@given(any_tables(hits=("first",)))
def test_rows_behind_others_are_never_reached(made):
    """
    On first hit a row is never reached if and only if trying every case never gives it.
    """
    table, allowed = made
    reached = {found[0] for point in points(table) if (found := matching(allowed, point))}

    assert tuple(at for at in range(len(table.rows)) if at not in reached) == table.unreached()


@given(whole_tables(), st.data())
def test_a_removed_row_leaves_a_gap(table, data):
    """
    Without one of its rows a table has a gap, and the sample shown really has no answer.
    """
    gone = data.draw(st.sampled_from(table.rows))
    rest = evolve(table, rows=[row for row in table.rows if row is not gone])
    gaps = rest.gaps()

    assert gaps
    assert all(table.ask(point).rows == (gone,) for point in gaps)
    assert all(rest.ask(point) == Answer() for point in gaps)


@given(whole_tables(), st.data())
def test_the_order_of_rows_does_not_matter(table, data):
    """
    A table with the unique hit policy answers the same, however its rows are sorted.
    """
    point = data.draw(some_points(table))
    mixed = evolve(table, rows=data.draw(st.permutations(table.rows)))

    assert table.ask(point) == mixed.ask(point)


@given(any_tables(), st.data())
def test_learning_more_never_changes_an_answer(made, data):
    """
    An answer given while inputs are unknown is the answer whatever they turn out to be.
    """
    table, _ = made
    point = data.draw(some_points(table))
    unknown = data.draw(st.sets(st.sampled_from(sorted(point))))
    early = table.ask({**point, **dict.fromkeys(unknown)})
    late = table.ask(point)

    assert set(early.missing) <= unknown
    if not early.missing:
        assert {row.then for row in early.rows} == {row.then for row in late.rows}


@given(any_tables(hits=("unique", "first", "any")), st.data())
def test_what_is_missing_matters(made, data):
    """
    No input is called missing unless some values of the unknown inputs make its value change the answer.
    """
    table, _ = made
    unknown = data.draw(st.sets(st.sampled_from(sorted(table.inputs)), min_size=1))
    point = {name: value for name, value in data.draw(some_points(table)).items() if name not in unknown}
    missing = table.ask(point).missing
    cases = [case for case in points(table) if point.items() <= case.items()][:400]

    for name in missing:
        seen = {}
        for case in cases:
            others = tuple(sorted((other, str(value)) for other, value in case.items() if other != name))
            seen.setdefault(others, set()).add(tuple(sorted({row.then for row in table.ask(case).rows})))
        assert len(cases) == 400 or any(len(answers) > 1 for answers in seen.values())


def test_a_row_answers_for_its_case():
    """
    The one row that matches carries value and rule.
    """
    row = REGIONS.ask({"grade": "B", "local": False, "staff": 3}).row

    assert row == REGIONS.rows[2]


def test_an_unknown_input_that_does_not_matter_is_not_asked_for():
    """
    An A is visited twice, wherever it is.
    """
    assert Answer(rows=REGIONS.rows[:1]) == REGIONS.ask({"grade": "A"})


def test_rows_that_say_the_same_answer_together():
    """
    A local customer of grade A or B is visited twice; both rows are shown, and the first stands for them.
    """
    table = evolve(REGIONS, inputs={**REGIONS.inputs, "grade": ["A", "B"]}, rows=REGIONS.rows[:3])
    answer = table.ask({"local": True})

    assert table.rows[:2] == answer.rows
    assert table.rows[0] == answer.row


def test_an_unknown_input_that_matters_is_missing():
    """
    For a B it matters whether it is local; without a grade both matter; the staff never does.
    """
    assert Answer(missing=("local",)) == REGIONS.ask({"grade": "B", "local": None})
    assert Answer(missing=("grade", "local")) == REGIONS.ask({})


def test_a_value_outside_its_domain_is_shown():
    """
    A grade that the table does not know is no gap.
    """
    assert Answer(outside=(("grade", "D"),)) == REGIONS.ask({"grade": "D", "local": True})
    assert Answer(outside=(("staff", -1),)) == REGIONS.ask({"grade": "A", "staff": -1})


def test_decimals_are_compared_exactly():
    """
    The last digit decides, however many there are.
    """
    table = Table(inputs={"share": "number"}, rows=[Row(when={"share": "> 0.8"}, then="over")])

    assert Answer() == table.ask({"share": Decimal("0.80")})
    assert Answer(rows=table.rows) == table.ask({"share": Decimal("0.8" + "0" * 40 + "1")})


@pytest.mark.parametrize("value", [0.8, True])
def test_inexact_numbers_are_refused(value):
    """
    A float or a bool for a number is a mistake of the caller.
    """
    with pytest.raises(TypeError, match="Decimal"):
        REGIONS.ask({"grade": "A", "staff": value})


def test_collecting_nothing_is_an_answer():
    """
    With collect, cases without a row and with several are both fine.
    """
    table = Table(
        inputs={"late": "flag", "rude": "flag"},
        rows=[Row(when={"late": True}, then=["note"]), Row(when={"rude": True}, then=["talk"])],
        hit="collect",
    )

    assert () == table.problems()
    assert Answer() == table.ask({"late": False, "rude": False})
    assert Answer(rows=table.rows) == table.ask({"late": True, "rude": True})
    assert Answer(missing=("rude",)) == table.ask({"late": True})


def test_any_hit_allows_rows_that_say_the_same():
    """
    Overlapping rows are a problem only where they differ.
    """
    rows = [Row(when={"late": True}, then=1), Row(when={}, then=1)]
    same = Table(inputs={"late": "flag"}, rows=rows, hit="any")
    other = evolve(same, rows=[rows[0], evolve(rows[1], then=2)])

    assert () == same.problems()
    assert rows[0] == same.ask({"late": True}).row
    assert ["rows[1]"] == [problem.where for problem in other.problems()]
    assert other.ask({"late": True}).row is None


def test_a_gap_is_shown_with_a_case():
    """
    The problem names a case that no row answers.
    """
    table = evolve(REGIONS, rows=(*REGIONS.rows[:2], REGIONS.rows[3]))

    (problem,) = table.problems()

    assert ("rows", "no row matches") == (problem.where, problem.what)
    assert "grade = B, local = false, staff = 0" == problem.sample


def test_an_overlap_is_shown_with_both_rows_and_a_case():
    """
    The problem stands at the later row and names the earlier one.
    """
    table = evolve(REGIONS, rows=(*REGIONS.rows, Row(when={"grade": "B", "local": False, "staff": "> 9"}, then=3)))

    (problem,) = table.problems()

    assert ("rows[4]", "matches the same case as rows[2]") == (problem.where, problem.what)
    assert "grade = B, local = false, staff = 10" == problem.sample


def test_a_row_outside_the_domain_is_never_reached():
    """
    A condition that no value of the domain meets is a mistake.
    """
    table = evolve(REGIONS, rows=(*REGIONS.rows, Row(when={"staff": "< 0"}, then=3)))

    assert (4,) == table.unreached()
    assert ["rows[4]"] == [problem.where for problem in table.problems()]


def test_a_row_behind_others_is_a_problem():
    """
    On first hit a row below the one that matches everything is never reached.
    """
    rows = [Row(when={"grade": "A"}, then=2), Row(when={}, then=1), Row(when={"grade": "B"}, then=3)]
    table = Table(inputs={"grade": ["A", "B"]}, rows=rows, hit="first")

    assert ["rows[2]"] == [problem.where for problem in table.problems()]
    assert 1 == table.ask({"grade": "B"}).row.then


def test_every_unreadable_part_is_named_at_once():
    """
    All faults are collected, each with its place.
    """
    table = Table(
        inputs={"grade": ["A", "B"], "score": "numbr", "local": "flag"},
        rows=[
            Row(when={"grade": "D"}, then=1),
            Row(when={"scor": ">= 80", "score": ">= 80", "local": "yes"}, then=2),
        ],
        hit="best",
    )
    places = ["hit", "inputs.score", "rows[0].when.grade", "rows[1].when.scor", "rows[1].when.local"]

    assert places == [problem.where for problem in table.problems()]


def test_an_unreadable_table_is_not_asked():
    """
    The error names the first problem.
    """
    table = Table(inputs={"grade": ["A", "B"]}, rows=[Row(when={"grade": "D"}, then=1)])

    with pytest.raises(ValueError, match=r"rows\[0\].when.grade: unknown value 'D'"):
        table.ask({"grade": "A"})


def test_a_table_without_rows_is_a_problem():
    """
    An empty table answers nothing.
    """
    table = Table(inputs={"grade": ["A"]}, rows=(), hit="collect")

    assert ["rows"] == [problem.where for problem in table.problems()]
    assert ({"grade": "A"},) == table.gaps()


def test_rules_are_cited_once_each_in_order():
    """
    A table rests on the rules of its rows.
    """
    assert ("R-1", "R-2", "R-3") == REGIONS.cited()


def test_an_asked_table_is_still_a_plain_value():
    """
    What is compiled on the first question is neither compared nor carried along.
    """
    asked = evolve(REGIONS)
    asked.ask({"grade": "A"})

    assert REGIONS == asked
    assert REGIONS == copy.deepcopy(asked) == pickle.loads(pickle.dumps(asked))


def test_lists_and_tuples_make_the_same_table():
    """
    Lists out of a file are settled into tuples.
    """
    rows = [Row(when={"grade": ["A", "B"]}, then=1)]

    assert Table(inputs={"grade": ("A", "B")}, rows=tuple(rows)) == Table(inputs={"grade": ["A", "B"]}, rows=rows)


def test_a_wide_table_is_checked_quickly():
    """
    Six inputs and forty rows are halved where a row ends, never laid out case by case.
    """
    inputs = {f"x{n}": "number [0..128)" for n in range(6)}
    parts = [{}]
    for n in range(39):
        part, name = parts.pop(0), f"x{n % 6}"
        low, high = part.get(name, (0, 128))
        middle = (low + high) // 2
        parts += [{**part, name: (low, middle)}, {**part, name: (middle, high)}]
    rows = [Row(when={name: f"[{low}..{high})" for name, (low, high) in part.items()}, then=part) for part in parts]

    assert 40 == len(rows)
    assert () == Table(inputs=inputs, rows=rows).problems()
    assert Table(inputs=inputs, rows=rows[1:]).gaps()


def test_an_answer_knows_what_its_rows_say():
    """
    Of several rows each is told, and the first verdict that one of them carries counts.
    """
    silent, refusing = Row(when={}, then=1), Row(when={"late": True}, then=2, verdict="refused")
    table = Table(inputs={"late": "flag"}, rows=(silent, refusing), hit="collect")

    assert ((1, 2), "refused") == (table.ask({"late": True}).said, table.ask({"late": True}).verdict)
    assert ((1,), "") == (table.ask({"late": False}).said, table.ask({"late": False}).verdict)
