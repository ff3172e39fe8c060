from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve

from visitcore.codec.policy import load_policy
from visitcore.facts.credit import CreditPapers, LedgerEvent
from visitcore.rules.credit_ledger import replay
from visitcore.rules.credit_papers import look_at

POLICY = load_policy("CR")
PAPERS = CreditPapers(file_data=True, opener_id_copy=True, contract_type="distribution", settlement_agreement=True)
EMPTY = replay(POLICY, [])


def looked_at(papers=PAPERS, on=date(2024, 1, 2), account=EMPTY):
    """
    What is said of papers on a day.
    """
    return look_at(POLICY.on(on), papers, account)


def test_all_papers_qualify():
    """
    Four findings, all kept, nothing missing.
    """
    papers = looked_at()

    assert (True, ()) == (papers.eligible, papers.missing)
    assert [True] * 4 == [finding.holds for finding in papers.findings]


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"file_data": False}, "CR-01.2"),
        ({"opener_id_copy": False}, "CR-01.2"),
        ({"contract_type": ""}, "CR-01.3"),
        ({"contract_type": "lease"}, "CR-01.3"),
        ({"settlement_agreement": False}, "CR-01.3"),
    ],
)
def test_one_paper_short_does_not(change, rule):
    """
    The finding of its rule is broken, and so is that of qualifying.
    """
    papers = looked_at(evolve(PAPERS, **change))

    assert papers.eligible is False
    assert [rule, "CR-01.1"] == [finding.rule.id for finding in papers.findings if finding.holds is False]


@pytest.mark.parametrize("name", ["file_data", "opener_id_copy", "contract_type", "settlement_agreement"])
def test_a_paper_not_known_of_is_missing(name):
    """
    It is never taken for there or for not there.
    """
    papers = looked_at(evolve(PAPERS, **{name: None}))

    assert (None, (f"papers.{name}",)) == (papers.eligible, papers.missing)


def test_one_paper_short_settles_it_whatever_is_not_known():
    """
    A contract of the wrong type is enough, known file or not.
    """
    papers = looked_at(CreditPapers(contract_type="lease"))

    assert (False, ()) == (papers.eligible, papers.missing)


@pytest.mark.parametrize(("paid", "eligible"), [("4999.99", False), ("5000", True)])
def test_a_cent_of_last_year_is_enough(paid, eligible):
    """
    Both sides of nothing open.
    """
    ledger = [
        LedgerEvent(on=date(2023, 12, 31), kind="invoice", id="I1", amount=Decimal(5000), class_="normal"),
        LedgerEvent(on=date(2023, 12, 31), kind="payment", amount=Decimal(paid), for_="I1"),
    ]
    account = replay(POLICY, ledger)

    assert looked_at(on=date(2023, 12, 31), account=account).eligible is True
    assert looked_at(on=date(2024, 1, 1), account=account).eligible is eligible
