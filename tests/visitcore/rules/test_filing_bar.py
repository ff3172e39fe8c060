from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from visitcore.blocks.term import Term
from visitcore.codec.policy import load_policy
from visitcore.facts.expense import Filing
from visitcore.ground.errors import FactsError
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.rules.filing_bar import filing_bar

CFR = load_policy("CFR")
CONTACT, DINNER, DUE, CLAIM = (date(2024, 3, day) for day in (4, 5, 11, 20))
IN_TIME = Filing(filed=True, contacted_on=CONTACT, filed_on=DUE)
LATE = evolve(IN_TIME, filed_on=date(2024, 3, 12))


@pytest.fixture(scope="module")
def lenient(make):
    """
    A policy under which any filing before the claim heals.
    """
    return evolve(CFR, own=make.pack("OWN", expenses__filing_bar__strict=False))


def bar(filing=IN_TIME, spent=DINNER, claimed=CLAIM, kind="entertainment", policy=CFR):
    """
    Whether one expense is barred.
    """
    return filing_bar(kind, filing, spent, claimed, policy.on(date(2024, 3, 5)))


@pytest.mark.parametrize(
    ("filing", "spent", "claimed", "barred"),
    [
        (IN_TIME, DINNER, CLAIM, False),
        (LATE, DINNER, CLAIM, True),
        (LATE, date(2024, 3, 11), CLAIM, True),
        (LATE, date(2024, 3, 12), CLAIM, False),
        (IN_TIME, DINNER, DUE, False),
        (IN_TIME, DINNER, date(2024, 3, 10), True),
        (Filing(filed=False), DINNER, CLAIM, True),
        (Filing(filed=False, filed_on=date(2024, 3, 21)), DINNER, CLAIM, True),
        (Filing(filed_on=DINNER), DINNER, CLAIM, False),
        (IN_TIME, CONTACT, CLAIM, False),
        (IN_TIME, date(2024, 3, 3), CLAIM, True),
    ],
)
def test_the_filing_at_the_claim_decides(filing, spent, claimed, barred):
    """
    In time for every expense, late only for those from the day of the filing on.
    """
    told = bar(filing, spent, claimed)

    assert (barred, [("CFR-08.1", not barred)]) == (
        told.barred,
        [(one.rule.id, one.holds) for one in told.findings],
    )


def test_the_term_is_told_where_it_counted():
    """
    The fifth working day after the first contact.
    """
    assert DUE == bar().due
    assert "late by the term that ended on 2024-03-11" in bar(LATE).findings[0].says.en
    assert None is bar(Filing(filed_on=DINNER)).due


def test_lenient_any_filing_before_the_claim_heals(lenient):
    """
    But none at all does not, and nobody asks for days that do not matter.
    """
    assert False is bar(LATE, policy=lenient).barred
    assert False is bar(Filing(filed=True), policy=lenient).barred
    assert False is bar(Filing(filed_on=DUE), policy=lenient).barred
    assert True is bar(Filing(filed=False), policy=lenient).barred
    assert True is bar(LATE, claimed=DUE, policy=lenient).barred


@pytest.mark.parametrize(
    ("filing", "kind", "missing"),
    [
        (Filing(), "gift", "filing.filed"),
        (Filing(contacted_on=CONTACT), "gift", "filing.filed"),
        (Filing(filed=True), "gift", "filing.filed_on"),
        (Filing(filed_on=DUE), "gift", "filing.contacted_on"),
        (IN_TIME, None, "kind"),
        (IN_TIME, "salary", "expenses.filing_bar.pays[kind = salary]"),
    ],
)
def test_what_the_answer_hangs_on_is_missing(filing, kind, missing):
    """
    Never more than that.
    """
    told = bar(filing, kind=kind)

    assert ((missing,), None, None) == (told.missing, told.barred, told.findings[0].holds)


def test_not_filed_and_filed_cannot_both_be():
    """
    A mistake of the caller, named.
    """
    with pytest.raises(FactsError, match=r"filing\.filed: not filed, and filed on 2024-03-11"):
        bar(Filing(filed=False, filed_on=DUE))


def test_nobody_is_filed_before_the_first_contact():
    """
    On the day of it they may be; a filing of long before is told, whatever the expense.
    """
    assert False is bar(Filing(contacted_on=DINNER, filed_on=DINNER)).barred
    with pytest.raises(FactsError, match=r"filing\.filed_on: 2024-03-04 lies before the first contact of 2024-03-05"):
        bar(Filing(contacted_on=DINNER, filed_on=CONTACT))
    with pytest.raises(FactsError) as caught:
        bar(Filing(filed=False, contacted_on=DINNER, filed_on=CONTACT))
    assert ["filing.filed", "filing.filed_on"] == [problem.where for problem in caught.value.problems]


def test_the_bar_does_not_reach_contacts_from_before_the_rules():
    """
    In force from 1 July 2013: a contact of 30 June is none of its own, one of 1 July is.
    """
    spent, filed, claim = date(2013, 7, 2), date(2013, 7, 15), date(2013, 7, 20)
    before, since = (
        filing_bar("gift", Filing(contacted_on=day, filed_on=filed), spent, claim, CFR.on(spent))
        for day in (date(2013, 6, 30), date(2013, 7, 1))
    )

    assert (False, False, None) == (before.applies, before.barred, before.findings[0].holds)
    assert (True, True) == (since.applies, since.barred)


def test_a_policy_may_have_no_bar_or_leave_it_open(make):
    """
    Without one nothing is barred, and nothing is said.
    """
    table = CFR.on(DINNER).read("expenses.filing_bar.pays").value
    open_ = {
        name: evolve(CFR, own=make.pack("OWN", **{f"expenses__filing_bar__{name}": UNSPECIFIED}))
        for name in ("pays", "strict", "due")
    }
    alone = make.policy(
        make.pack(
            expenses__filing_bar__pays=evolve(table, rows=tuple(evolve(row, rule="DST-01") for row in table.rows))
        )
    )

    assert (None, ()) == ((silent := bar(policy=make.policy(make.pack(visits__x=1)))).barred, silent.findings)
    assert {name: (f"expenses.filing_bar.{name}",) for name in open_} == {
        name: bar(policy=policy).missing for name, policy in open_.items()
    }
    assert True is bar(Filing(filed=False), policy=alone).barred


def test_a_term_without_a_number_leaves_it_open(make):
    """
    Promptly is no day that a filing could be held against.
    """
    policy = evolve(CFR, own=make.pack("OWN", expenses__filing_bar__due=Term(promptly=True)))

    assert (None, ("expenses.filing_bar.due.days",)) == ((told := bar(policy=policy)).barred, told.missing)


def test_a_year_that_is_not_announced_is_provisional():
    """
    Working days far ahead may change yet.
    """
    filing = Filing(contacted_on=date(2040, 3, 5), filed_on=date(2040, 3, 8))

    assert filing_bar("gift", filing, date(2040, 3, 5), date(2040, 3, 9), CFR.on(date(2040, 3, 5))).provisional
    assert not bar().provisional


def test_instants_count_as_the_day_at_home():
    """
    A claim late in the evening elsewhere is made the next day here.
    """
    evening = datetime(2024, 3, 10, 20, tzinfo=ZoneInfo("Europe/Berlin"))

    assert False is bar(claimed=evening).barred


days = st.dates(date(2024, 1, 1), date(2024, 12, 31))


@given(contacted=days, filed_on=days, later=days, spent=days, kind=st.sampled_from(["entertainment", "travel", "gift"]))
def test_filing_later_never_opens_what_was_barred(contacted, filed_on, later, spent, kind):
    """
    Whatever the days.
    """
    contacted, early, late = sorted((contacted, filed_on, later))
    claimed = date(2025, 1, 31)
    before, after = (
        bar(Filing(contacted_on=contacted, filed_on=one), spent, claimed, kind).barred for one in (early, late)
    )

    assert not before or after


@given(contacted=days, filed_on=days, spent=days)
def test_to_be_strict_never_pays_more(lenient, contacted, filed_on, spent):
    """
    What the strict reading pays, the lenient one pays too.
    """
    contacted, filed_on = sorted((contacted, filed_on))
    filing = Filing(contacted_on=contacted, filed_on=filed_on)
    strict, mild = (bar(filing, spent, date(2025, 1, 31), policy=policy).barred for policy in (CFR, lenient))

    assert strict or not mild
