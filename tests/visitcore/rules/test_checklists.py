from datetime import date

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from visitcore.blocks.checklist import Checklist, Item
from visitcore.decisions.verdict import Verdict
from visitcore.facts.question import Ticks
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy import Strength
from visitcore.rules.checklists import check_list

LIST = Checklist(
    items=(
        Item(name="greeting", label=Text("Greeting", "问候"), rule="DST-01"),
        Item(name="purpose", label=Text("Purpose", "目的"), rule="DST-02"),
        Item(name="gift", optional=True, rule="DST-02"),
        Item(name="sample", when="new_product"),
    )
)


def asked(make, ticked, *, items=LIST, strengths=("required", "required", "required"), flags=None):
    """
    The decision of a pack with one checklist, resting on a rule per item and one for the whole.
    """
    rules = [
        make.rule(f"DST-0{number}", strength=Strength(strength), kind="checklist")
        for number, strength in enumerate(strengths, 1)
    ]
    dated = make.dated(items, key="checklists.it", rules=tuple(rules))
    policy = make.policy(make.pack(rules=rules, checklists__it=(dated,)))
    facts = Ticks(key="checklists.it", on=date(2024, 3, 5), ticked=ticked, flags=flags or {"new_product": False})
    return check_list(facts, policy)


def told(decision):
    """
    Each rule with what it came to.
    """
    return [(finding.rule.id, finding.holds) for finding in decision.findings]


def test_every_mandatory_item_done_is_allowed(make):
    """
    Optional items and items of other circumstances may stay open.
    """
    decision = asked(make, ("greeting", "purpose"))

    assert Verdict.ALLOWED is decision.verdict
    assert (2, 2, ()) == (decision.outcome.done, decision.outcome.total, decision.outcome.unticked)
    assert [("DST-03", True), ("DST-01", True), ("DST-02", True)] == told(decision)


def test_an_open_item_is_refused_by_its_own_rule(make):
    """
    The rule of the item is cited, the others are kept.
    """
    decision = asked(make, ("greeting",))

    assert Verdict.REFUSED is decision.verdict
    assert [("DST-03", False), ("DST-01", True), ("DST-02", False)] == told(decision)
    assert Text("not done: Purpose", "未完成：目的") == decision.findings[-1].says


def test_an_item_counts_where_its_circumstance_holds(make):
    """
    With a new product the sample is wanted too.
    """
    decision = asked(make, ("greeting", "purpose"), flags={"new_product": True})

    assert (Verdict.REFUSED, ("sample",)) == (decision.verdict, decision.outcome.unticked)


@pytest.mark.parametrize(
    ("ticked", "verdict"),
    [(("greeting", "purpose"), Verdict.UNDETERMINED), (("greeting",), Verdict.REFUSED)],
)
def test_an_unknown_circumstance_hides_no_open_item(make, ticked, verdict):
    """
    What is surely open refuses; otherwise the circumstance has to be known.
    """
    decision = asked(make, ticked, flags={"other": True})

    assert verdict is decision.verdict
    assert ("flags.new_product",) == decision.missing


def test_ticks_that_nobody_kept_are_missing(make):
    """
    Unknown is not the same as none.
    """
    assert ("ticked",) == asked(make, None).missing
    assert ("checklists.it",) == asked(make, (), items=UNSPECIFIED).missing
    assert Verdict.REFUSED is asked(make, ()).verdict


def test_a_soft_list_is_told_and_not_refused(make):
    """
    Where no binding rule is broken, an open item is only told.
    """
    decision = asked(make, (), strengths=("soft", "note", "soft"))

    assert Verdict.ALLOWED is decision.verdict
    assert [False, False, False] == [finding.holds for finding in decision.findings]


def test_the_order_counts_where_it_shall(make):
    """
    An item ticked after a later one is out of order.
    """
    ordered = evolve(LIST, ordered=True)
    decision = asked(make, ("purpose", "greeting"), items=ordered)

    assert (Verdict.REFUSED, ("greeting",)) == (decision.verdict, decision.outcome.out_of_order)
    assert "out of order: Greeting" in [finding.says.en for finding in decision.findings]
    assert Verdict.ALLOWED is asked(make, ("greeting", "purpose"), items=ordered).verdict


def test_a_tick_beside_the_list_is_told(make):
    """
    A name the list does not have changes nothing and is not passed over in silence.
    """
    decision = asked(make, ("greeting", "purpose", "porpoise"))

    assert Verdict.ALLOWED is decision.verdict
    assert "not an item of this list: porpoise" == decision.findings[-1].says.en


names = st.sets(st.sampled_from(["greeting", "purpose", "gift", "sample"]))


@given(ticked=names, more=names, new=st.booleans())
def test_ticking_more_never_turns_an_answer_bad(make, ticked, more, new):
    """
    A list that is done stays done when more of it is ticked.
    """
    flags = {"new_product": new}
    before = asked(make, tuple(sorted(ticked)), flags=flags)
    after = asked(make, tuple(sorted(ticked | more)), flags=flags)

    assert before.outcome.done <= after.outcome.done
    assert before.verdict is not Verdict.ALLOWED or after.verdict is Verdict.ALLOWED
