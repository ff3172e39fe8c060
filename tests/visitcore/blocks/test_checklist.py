import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitcore.blocks.checklist import Checklist, Item, Ticked

OPENING = Checklist(items=tuple(Item(name=name) for name in ("greeting", "self", "company", "purpose")))
STEPS = Checklist(items=tuple(Item(name=name) for name in ("opening", "exchange", "summary", "closing")), ordered=True)
DEMAND = Checklist(
    items=(
        Item(name="demand_asked", rule="R-1"),
        Item(name="goods_brought", when="possible", rule="R-1"),
        Item(name="leaflet", optional=True, rule="R-2"),
    )
)
names = [item.name for item in DEMAND.items]
ticks = st.lists(st.sampled_from([*names, "other"]), unique=True)
flags = st.dictionaries(st.just("possible"), st.sampled_from([True, False, None]))


def test_one_item_open_is_three_of_four():
    """
    What is not ticked is named.
    """
    ticked = OPENING.check({"greeting", "self", "company"})

    assert Ticked(done=3, total=4, unticked=("purpose",)) == ticked
    assert not ticked.complete


def test_everything_ticked_is_complete():
    """
    Ticking twice counts once, and a name the list does not have is reported but does no harm.
    """
    ticked = OPENING.check(["purpose", "greeting", "self", "company", "company", "song"])

    assert Ticked(done=4, total=4, unknown=("song",)) == ticked
    assert ticked.complete


@pytest.mark.parametrize(
    ("given_flags", "expected"),
    [
        ({"possible": True}, Ticked(done=1, total=2, unticked=("goods_brought",))),
        ({"possible": False}, Ticked(done=1, total=1)),
        ({"possible": None}, Ticked(done=1, total=1, missing_flags=("possible",))),
        ({}, Ticked(done=1, total=1, missing_flags=("possible",))),
    ],
)
def test_goods_are_asked_for_only_where_they_can_be_brought(given_flags, expected):
    """
    A flag that is true brings the item in, false leaves it out, and one that is not known is reported.
    """
    ticked = DEMAND.check(["demand_asked"], given_flags)

    assert expected == ticked
    assert (given_flags.get("possible") is False) == ticked.complete


def test_a_ticked_item_needs_no_flag():
    """
    Goods that were brought settle the question whether they could be.
    """
    assert Ticked(done=2, total=2) == DEMAND.check(["demand_asked", "goods_brought"])


@pytest.mark.parametrize(
    ("ticked", "late"),
    [
        (["opening", "exchange", "summary", "closing"], ()),
        (["opening", "summary", "exchange", "closing"], ("exchange",)),
        (["closing", "opening", "exchange", "summary"], ("opening", "exchange", "summary")),
        (["opening", "chat", "exchange"], ()),
    ],
)
def test_steps_come_in_the_order_of_the_list(ticked, late):
    """
    A step taken after one that comes later is out of order.
    """
    assert late == STEPS.check(ticked).out_of_order


def test_a_skipped_step_is_open():
    """
    Leaving a step out is not a matter of order.
    """
    assert Ticked(done=3, total=4, unticked=("summary",)) == STEPS.check(["opening", "exchange", "closing"])


def test_an_order_cannot_be_told_from_a_set():
    """
    Where the order counts, a set is a mistake in the program.
    """
    with pytest.raises(TypeError, match="give a list"):
        STEPS.check({"opening"})


@pytest.mark.parametrize(("ticked", "open_"), [(["a"], ("b", "c")), (["a", "c"], ()), (["a", "b", "c"], ())])
def test_at_least_so_many_items(ticked, open_):
    """
    Two of three are enough, whichever they are.
    """
    two = Checklist(items=tuple(Item(name=name) for name in "abc"), at_least=2)

    assert open_ == two.check(ticked).unticked
    assert len(ticked) == two.check(ticked).done


@pytest.mark.parametrize(
    ("checklist", "where", "what"),
    [
        (Checklist(items=()), "items", "without items"),
        (Checklist(items=(Item(name="a"), Item(name="a"))), "items", "'a' stands here 2 times"),
        (Checklist(items=(Item(name="a", optional=True),)), "items", "nothing on this checklist is mandatory"),
        (Checklist(items=(Item(name="a"),), at_least=0), "at_least", "at least 0 of 1"),
        (Checklist(items=(Item(name="a"),), at_least=2), "at_least", "at least 2 of 1"),
    ],
)
def test_a_faulty_checklist_says_where_and_how_to_mend_it(checklist, where, what):
    """
    Each fault is one problem with its place and its cure.
    """
    (problem,) = checklist.problems()

    assert where == problem.where
    assert what in problem.what
    assert problem.fix


def test_a_sound_checklist_has_no_problems_and_cites_each_rule_once():
    """
    The rules on the items come in the order of the list.
    """
    assert not DEMAND.problems()
    assert ("R-1", "R-2") == DEMAND.cited()


def test_wrong_types_are_refused_at_once():
    """
    A list of names is not a checklist.
    """
    with pytest.raises(TypeError):
        Checklist(items=["greeting"])


@given(ticked=ticks, more=ticks, circumstances=flags)
def test_adding_ticks_never_unticks(ticked, more, circumstances):
    """
    With more ticked, no more items are open and no less is done.
    """
    before, after = DEMAND.check(ticked, circumstances), DEMAND.check([*ticked, *more], circumstances)

    assert set(after.unticked) <= set(before.unticked)
    assert set(after.missing_flags) <= set(before.missing_flags)
    assert before.done <= after.done


@given(ticked=st.lists(st.sampled_from([item.name for item in STEPS.items]), unique=True))
def test_a_list_is_in_order_exactly_when_sorting_changes_nothing(ticked):
    """
    Nothing is out of order where the ticks follow the list, and something is where they do not.
    """
    places = [item.name for item in STEPS.items]

    assert (ticked == sorted(ticked, key=places.index)) == (not STEPS.check(ticked).out_of_order)


@given(ticked=ticks, circumstances=flags)
def test_done_and_open_make_up_the_total(ticked, circumstances):
    """
    Every item that counts is either done or open.
    """
    answer = DEMAND.check(ticked, circumstances)

    assert answer.total == answer.done + len(answer.unticked)
