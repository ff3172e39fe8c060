from decimal import Decimal

import pytest

from visitcore.blocks.cadence import Cadence
from visitcore.blocks.held import problems_held, rules_held
from visitcore.blocks.ladder import Ladder, Rung
from visitcore.blocks.scale import Band, Scale
from visitcore.blocks.table import Row, Table
from visitcore.ground.period import Period
from visitcore.ground.unspecified import UNSPECIFIED

MONTHLY = Cadence(per=Period.MONTH)
NEVER = Cadence(times=0, per=Period.MONTH)
LADDER = Ladder(rungs=(Rung(count=">= 1", by="boss", rule="B"),))


@pytest.mark.parametrize("then", ["A", Decimal(5), True, ("a", "b"), None, UNSPECIFIED, MONTHLY])
def test_what_is_sound_has_no_problem(then):
    """
    A plain value, nothing at all, or a sound block has nothing against itself.
    """
    assert [] == list(problems_held("rows", [Row(when={}, then=then)]))
    assert ("A",) == rules_held([Row(when={}, then=then, rule="A")])


def test_a_block_that_is_held_is_looked_at():
    """
    The fault of a block inside a row carries the way to it.
    """
    rows = Row(when={}, then=MONTHLY), Row(when={}, then=NEVER)

    assert ["rows[1].then.times"] == [problem.where for problem in problems_held("rows", rows)]


def test_rules_on_a_block_that_is_held_are_cited():
    """
    First the rule of the row, then those inside, each once.
    """
    rows = Row(when={}, then=LADDER, rule="A"), Row(when={}, then=LADDER), Row(when={}, then="x", rule="A")

    assert ("A", "B") == rules_held(rows)


def test_a_table_and_a_scale_tell_what_they_hold():
    """
    No fault hides in a row or band.
    """
    table = Table(inputs={"paid": "flag"}, outcome="cadence", rows=(Row(when={}, then=NEVER),))
    scale = Scale(outcome="ladder", bands=(Band(when=">= 0", then=Ladder(rungs=()), rule="A"),))

    assert ["rows[0].then.times"] == [problem.where for problem in table.problems()]
    assert ["bands[0].then.rungs"] == [problem.where for problem in scale.problems()]
    assert (("A",), ()) == (scale.cited(), table.cited())
