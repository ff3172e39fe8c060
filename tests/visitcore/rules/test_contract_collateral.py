from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve

from visitcore.codec.policy import load_policy
from visitcore.facts.contract import CollateralAsset, LoanContract
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.rules.contract_collateral import (
    ASSET,
    GUARANTEES,
    RECORD_TYPES,
    records_audited,
    records_complete,
    types_with_record,
    with_records,
)

LNS = load_policy("LNS")
DAY = date(2024, 1, 9)
BOOK = LNS.on(DAY)
PLEDGE = CollateralAsset(kind="pledge", description="receipt", owner="Huaning", valuation=Decimal(5))
MORTGAGE = evolve(PLEDGE, kind="mortgage")


def left_open(make, key):
    """
    The book of a company that leaves a value open.
    """
    return evolve(LNS, own=make.pack("OWN", **{key.replace(".", "__"): UNSPECIFIED})).on(DAY)


@pytest.mark.parametrize(
    ("guarantees", "asked", "missing"),
    [
        (None, (), ("contract.guarantees",)),
        ((), (), ()),
        (("credit", "guarantor"), (), ()),
        (("guarantor", "mortgage"), ("mortgage",), ()),
        (("pledge", "pledge"), ("pledge",), ()),
        (("pledge", "plegde"), ("pledge",), (f"{GUARANTEES}[guarantee = plegde]",)),
    ],
)
def test_which_types_ask_for_a_record(guarantees, asked, missing):
    """
    Pledge and mortgage do; a type that nobody knows is named and not taken for one that does not.
    """
    assert (asked, missing) == types_with_record(LoanContract(guarantees=guarantees), BOOK)


def test_an_empty_record_for_each_type_without_one():
    """
    What is there stays, what is missing is added once.
    """
    contract = LoanContract(guarantees=("pledge", "mortgage", "credit"), assets=(PLEDGE,))

    assert (PLEDGE, CollateralAsset(kind="mortgage")) == with_records(contract, BOOK)
    assert (CollateralAsset(kind="pledge"),) == with_records(LoanContract(guarantees=("pledge",)), BOOK)


@pytest.mark.parametrize(
    ("guarantees", "assets", "holds", "seen"),
    [
        (("pledge",), (PLEDGE,), True, None),
        (("pledge",), (), False, ("assets.pledge",)),
        (("credit",), (), False, None),
        (("pledge", "mortgage"), (PLEDGE,), False, ("assets.mortgage",)),
        (("pledge", "mortgage"), (PLEDGE, MORTGAGE), True, None),
        (("pledge",), (evolve(PLEDGE, valuation=None),), False, ("assets[0].valuation",)),
        (("pledge",), (PLEDGE, evolve(PLEDGE, owner=" ", kind="car")), False, ("assets[1].owner", "assets[1].kind")),
        (None, (PLEDGE,), None, None),
        (("pledge",), None, None, None),
    ],
)
def test_whether_the_records_are_complete(guarantees, assets, holds, seen):
    """
    One for each type that asks for one, each filled in; what is not is named.
    """
    told = records_complete(LoanContract(guarantees=guarantees, assets=assets), BOOK)

    assert (holds, seen, holds is None) == (told.holds, told.seen, bool(told.missing))


@pytest.mark.parametrize("key", [GUARANTEES, RECORD_TYPES, ASSET])
def test_a_value_left_open(make, key):
    """
    Without it nothing is said of the records.
    """
    told = records_complete(LoanContract(guarantees=("pledge",), assets=(PLEDGE,)), left_open(make, key))

    assert (None, (key,)) == (told.holds, told.missing)


@pytest.mark.parametrize(
    ("guarantees", "assets", "audited", "holds"),
    [
        (("pledge",), (PLEDGE,), (PLEDGE,), True),
        (("pledge",), (PLEDGE,), None, False),
        (("pledge",), (), (), False),
        (("pledge",), (evolve(PLEDGE, valuation=Decimal("5.01")),), (PLEDGE,), False),
        (("mortgage",), (PLEDGE,), (PLEDGE,), False),
        (("pledge",), (PLEDGE, MORTGAGE), (PLEDGE,), False),
    ],
)
def test_whether_the_records_were_audited_as_they_are(guarantees, assets, audited, holds):
    """
    A cent more, another record or another type of guarantee asks for another audit.
    """
    contract = LoanContract(guarantees=guarantees, assets=assets, audited_assets=audited)

    assert holds is records_audited(contract, BOOK)
