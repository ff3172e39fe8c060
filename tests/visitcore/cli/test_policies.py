from argparse import Namespace
from datetime import date
from pathlib import Path

import pytest

from visitcore.cli.policies import packs_of, policy_of
from visitcore.codec.library import DEFAULTS, pack_files
from visitcore.ground.errors import SheetError


def test_the_policy_is_the_one_named(desk):
    """
    By ``--policy``, or by the name of an argument.
    """
    options = Namespace(policy="DST")

    assert "DST" == policy_of(options).name
    assert "ABC" == policy_of(options, "ABC").name


def test_the_calendar_is_laid_over_it(desk):
    """
    The company's own days count, and the policy is another one by its hash.
    """
    (desk / "days.csv").write_text("date,works,reason\n2024-06-14,no,outing\n")
    plain, laid = policy_of(Namespace(policy="DST")), policy_of(Namespace(policy="DST", calendar=Path("days.csv")))

    assert plain.calendar("DST").is_workday(date(2024, 6, 14))
    assert not laid.calendar("DST").is_workday(date(2024, 6, 14))
    assert plain.hash != laid.hash


def test_a_calendar_that_is_not_there_is_an_error(desk):
    """
    It is named with its path.
    """
    with pytest.raises(SheetError, match=r"nowhere\.csv"):
        policy_of(Namespace(policy="DST", calendar=Path("nowhere.csv")))


def test_without_a_policy_all_packs_are_meant(desk):
    """
    Every pack of the library, and last the defaults; with a policy those that it reads.
    """
    assert [*pack_files(), DEFAULTS] == [pack.code for pack in packs_of(Namespace(policy=None))]
    assert {"DST", DEFAULTS} == {pack.code for pack in packs_of(Namespace(policy="DST"))}
