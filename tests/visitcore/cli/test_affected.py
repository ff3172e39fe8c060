from argparse import Namespace
from datetime import date
from pathlib import Path

import pytest

from visitcore.cli.affected import affected
from visitcore.codec.policy import load_policy
from visitcore.codec.rejected import Rejects


@pytest.fixture
def compared(sheets):
    """
    The customers of the sheet by two policies.
    """

    def _compared(old, new):
        options = Namespace(customers=Path("customers.csv"), columns=None, lang="en")
        sums, customers = affected(options, load_policy(old), load_policy(new), date(2024, 6, 14), Rejects())
        return sums, customers

    return _compared


def test_each_customer_with_another_cadence_is_a_row(compared):
    """
    Who it is, how often before and how often from now on; one that stays unknown is no change.
    """
    sums, customers = compared("ABC", "DST")

    assert ["C1", "C2", "C3", "C6"] == [row["customer"] for row in customers.rows]
    assert [("A", 2), ("B", 1), ("C", 1)] == [(row["grade"], row["customers"]) for row in sums.rows]
    assert "On 2024-06-14, 4 of 6 customers get another cadence" == sums.heading.en


def test_where_one_policy_asks_for_no_visit_there_is_none(compared):
    """
    A policy that says nothing about cadences asks for none.
    """
    _sums, customers = compared("ABC", "SVM")

    assert {"none"} == {row["new"].en for row in customers.rows}
    assert {"C4", "C5"} <= {row["customer"] for row in customers.rows}
    assert {"undetermined"} == {row["old"].en for row in customers.rows if row["customer"] in ("C4", "C5")}


def test_the_same_policy_changes_nobody(compared):
    """
    Nobody is listed, and the sentence says so.
    """
    sums, customers = compared("ABC", "ABC")

    assert ([], [], "no customer's cadence changes") == (sums.rows, customers.rows, customers.none.en)
