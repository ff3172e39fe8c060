from hypothesis import given
from hypothesis import strategies as st

from visitcore.rules.callback_alike import may_be_another

LIFT, UNKNOWN = {"who": "Wang", "what": "lift"}, {"who": "Wang", "what": None}
_VALUES = st.sampled_from([None, "a", "b"])
_NAMES = st.one_of(st.fixed_dictionaries({"who": _VALUES}), st.fixed_dictionaries({"who": _VALUES, "what": _VALUES}))


def test_what_is_not_known_may_be_the_same():
    """
    Alike in what is known of both, and one of the two of the month; what differs in one name is another.
    """
    assert [True, True] == may_be_another([LIFT, UNKNOWN], [True, False])
    assert [False, False] == may_be_another([LIFT, UNKNOWN], [False, False])
    assert [False, False] == may_be_another([LIFT, {"who": "Li", "what": None}], [True, True])
    assert [False, False] == may_be_another([LIFT, {"who": None}], [True, True])
    assert [False] == may_be_another([UNKNOWN], [True])


@given(st.lists(st.tuples(_NAMES, st.booleans()), max_size=8))
def test_it_says_what_every_pair_says(matters):
    """
    Counting finds what going through all pairs finds.
    """

    def alike(one, other):
        return one.keys() == other.keys() and all(
            None in (one[name], other[name]) or one[name] == other[name] for name in one
        )

    pairs = [
        any(at != place and (inside or there) and alike(mine, other) for place, (other, there) in enumerate(matters))
        for at, (mine, inside) in enumerate(matters)
    ]

    assert pairs == may_be_another([mine for mine, _ in matters], [inside for _, inside in matters])
