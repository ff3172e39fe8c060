import copy
import pickle

import pytest

from visitcore.ground.unspecified import UNSPECIFIED, Unspecified


def test_unspecified_is_not_a_value_to_count_with():
    """
    The mark is false, so that nobody takes it for a number by accident.
    """
    assert not UNSPECIFIED


def test_unspecified_shows_itself():
    """
    A value that shows the mark in a message shows its name.
    """
    assert "UNSPECIFIED" == repr(UNSPECIFIED)


@pytest.mark.parametrize(
    "twin",
    [
        copy.copy(UNSPECIFIED),
        copy.deepcopy(UNSPECIFIED),
        pickle.loads(pickle.dumps(UNSPECIFIED)),
        Unspecified("unspecified"),
    ],
    ids=["copy", "deepcopy", "pickle", "by word"],
)
def test_there_is_one_mark_only(twin):
    """
    However it travels, the mark stays the one that is compared with `is`.
    """
    assert twin is UNSPECIFIED
