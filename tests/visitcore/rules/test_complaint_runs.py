import pytest

from visitcore.codec.policy import load_policy
from visitcore.ground.errors import PolicyError
from visitcore.rules.complaint_runs import run_keys, run_of


def written(make, value):
    """
    A clock named ``closing`` as a policy has it.
    """
    return make.dated(key="complaints.runs.closing", value=value)


def test_a_clock_is_read_from_a_plain_map(make):
    """
    What is left out is the clock's own term, and no pause.
    """
    run = run_of(written(make, {"from": "received", "to": ("closed",), "owes": "store"}))

    assert ("closing", "complaints.clock.closing", "received", "all") == (run.name, run.term, run.from_, run.need)
    assert ("", "") == (run.pause, run.control)


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        (7, "7 is no map"),
        ({"from": "received", "owes": "store"}, "'to' is left out"),
        ({"from": "received", "to": ("closed",), "owes": "store", "colour": "red"}, "no 'colour'"),
        (
            {"from": "received", "to": ("closed",), "owes": "store", "pause": "waiting"},
            "both its beginning and its end",
        ),
        ({"from": "received", "to": "closed", "owes": "store"}, "tuple"),
        ({"from": "received", "to": ("closed",), "owes": "store", "need": "some"}, "need"),
    ],
)
def test_a_clock_that_cannot_be_read_says_why(make, value, fault):
    """
    Every fault of a clock is told with what to write.
    """
    with pytest.raises(PolicyError, match=fault):
        run_of(written(make, value))


def test_every_clock_of_the_packs_can_be_read():
    """
    The clocks that come along are sound, and each has its term.
    """
    for code in ("CPC", "OMS"):
        policy = load_policy(code)
        for key in run_keys(policy):
            held = policy.layers(key)[0].entries[0]

            assert policy.layers(run_of(held).term)
