from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from math import ceil

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from visitcore.blocks.quota import Quota
from visitcore.codec.policy import load_policy
from visitcore.decisions.verdict import Verdict
from visitcore.facts.tenancy import Tenancy, TenantsMet
from visitcore.facts.visit import Visit
from visitcore.ground.errors import FactsError
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.rules.tenants import tenant_coverage

TEN = load_policy("TEN")
TALKS, VISITS = "service.tenant_talks", "service.tenant_visits"
LAST, DAY_BEFORE = date(2024, 12, 31), date(2024, 12, 30)
MAY = date(2024, 5, 20)


def based_on(base):
    """
    The pack with the share of talks taken of something else.
    """
    pack = TEN.packs[0]
    history = pack.parameters[f"{TALKS}.base"]
    other = evolve(history, entries=(evolve(history.entries[0], value=base),))
    return evolve(TEN, packs=(evolve(pack, parameters={**pack.parameters, history.key: other}),))


def tenants(number, **more):
    """
    So many leases that run since last year.
    """
    return tuple(Tenancy(code=f"T-{at:02}", since=date(2023, 1, 1), **more) for at in range(number))


def met(number, start=MAY, **more):
    """
    One meeting with each of so many tenants.
    """
    return tuple(Visit(customer=f"T-{at:02}", start=start, **more) for at in range(number))


def asked(policy=TEN, *, key=TALKS, on=LAST, **facts):
    """
    The decision on one year.
    """
    return tenant_coverage(TenantsMet(key=key, on=on, **facts), policy)


@pytest.mark.parametrize(
    ("key", "number", "of", "on", "verdict", "holds"),
    [
        (TALKS, 36, 40, LAST, Verdict.ALLOWED, True),
        (TALKS, 35, 40, LAST, Verdict.REFUSED, False),
        (TALKS, 35, 40, DAY_BEFORE, Verdict.ALLOWED, None),
        (TALKS, 36, 40, DAY_BEFORE, Verdict.ALLOWED, True),
        (TALKS, 35, 39, LAST, Verdict.REFUSED, False),
        (VISITS, 40, 40, LAST, Verdict.ALLOWED, True),
        (VISITS, 39, 40, LAST, Verdict.REFUSED, False),
        (VISITS, 0, 0, LAST, Verdict.NOT_APPLICABLE, None),
    ],
)
def test_both_sides_of_each_share(key, number, of, on, verdict, holds):
    """
    Exactly the share is enough, a part of a tenant is a whole one, and until the last day nothing is lost.
    """
    decision = asked(key=key, on=on, tenants=tenants(of), meetings=met(number))

    assert (verdict, holds) == (decision.verdict, decision.findings[0].holds)
    assert (number, of, of - number) == (
        decision.outcome.count,
        decision.outcome.base,
        len(decision.outcome.not_met),
    )


@pytest.mark.parametrize(
    ("lease", "base"),
    [
        ({"since": LAST}, 1),
        ({"since": date(2025, 1, 1)}, 0),
        ({"since": MAY, "until": LAST}, 0),
        ({"since": MAY, "until": date(2025, 1, 1)}, 1),
        ({"since": MAY, "until": MAY}, 0),
        ({"since": datetime(2024, 12, 31, 17, 0, tzinfo=UTC)}, 0),
    ],
)
def test_a_lease_counts_on_its_days_only(lease, base):
    """
    The first day counts, the end does not; both by the day in the pack's zone.
    """
    assert base == asked(tenants=(Tenancy(code="T-00", **lease),), meetings=()).outcome.base


@pytest.mark.parametrize(
    "meetings",
    [
        met(1, date(2023, 12, 31)),
        met(1, date(2025, 1, 1)),
        met(1, status="planned"),
        met(1, status="cancelled"),
        (Visit(customer="somebody else", start=MAY),),
    ],
)
def test_what_does_not_count(meetings):
    """
    Another year, a meeting that was not held, and somebody who is no tenant.
    """
    assert ("T-00",) == asked(tenants=tenants(1), meetings=meetings).outcome.not_met


def test_the_share_may_be_taken_of_those_who_came():
    """
    By the other reading the leases do not matter; who came has to be known.
    """
    attending = based_on("attending_tenants")
    came = ("T-00", "T-01", "T-01")
    outcome = asked(attending, meetings=met(2), attended=came).outcome

    assert (2, 2) == (outcome.count, outcome.base)
    assert ("attended",) == asked(attending, tenants=tenants(2), meetings=met(2)).missing


@pytest.mark.parametrize(
    ("policy", "facts", "missing"),
    [
        (TEN, {}, ("tenants", "meetings")),
        (TEN, {"tenants": tenants(1)}, ("meetings",)),
        (TEN, {"tenants": tenants(1), "meetings": (Visit(start=MAY),)}, ("meetings.customer",)),
        (based_on(UNSPECIFIED), {"tenants": tenants(1), "meetings": met(1)}, (f"{TALKS}.base",)),
        (based_on("all"), {"tenants": tenants(1), "meetings": met(1)}, (f"{TALKS}.base[base = all]",)),
    ],
)
def test_what_has_to_be_known(policy, facts, missing):
    """
    Leases, meetings, whom each was with, and what the share is taken of.
    """
    decision = asked(policy, **facts)

    assert (Verdict.UNDETERMINED, missing) == (decision.verdict, decision.missing)


def test_without_a_word_on_the_base_it_is_the_leases(make):
    """
    A policy that only gives a quota, and one that leaves it open.
    """
    quota = Quota(share_at_least=Decimal("0.5"))
    own = make.policy(make.pack(service__tenant_talks=quota))
    open_ = make.policy(make.pack(service__tenant_talks=UNSPECIFIED))

    assert (1, 2) == (
        asked(own, tenants=tenants(2), meetings=met(1, date(2020, 1, 1))).outcome.count,
        asked(own, tenants=tenants(2), meetings=met(1)).outcome.base,
    )
    assert (TALKS,) == asked(open_, tenants=(), meetings=()).missing


@given(of=st.integers(1, 120), number=st.integers(0, 120))
def test_it_is_what_fractions_say(of, number):
    """
    The least is nine tenths, rounded up to whole tenants, and nothing else.
    """
    number = min(number, of)
    outcome = asked(tenants=tenants(of), meetings=met(number)).outcome

    assert ceil(Fraction(9, 10) * of) == outcome.needed
    assert max(outcome.needed - number, 0) == outcome.short


@given(of=st.integers(1, 40), number=st.integers(0, 40))
def test_one_more_meeting_never_makes_it_worse(of, number):
    """
    Nor does a second one with the same tenant help.
    """
    few, more = (asked(tenants=tenants(of), meetings=met(count)) for count in (number, number + 1))
    twice = asked(tenants=tenants(of), meetings=met(number) * 2)

    assert few.verdict is Verdict.REFUSED or more.verdict is Verdict.ALLOWED
    assert few.outcome == twice.outcome


def test_a_lease_that_ends_before_it_begins_is_a_mistake():
    """
    Every one is named; one that was called off on its first day is none.
    """
    wrong = (*tenants(1, until=date(2022, 12, 31)), *tenants(2, until=date(2023, 1, 1)), *tenants(1, until=MAY))
    with pytest.raises(FactsError, match=r"^the facts: tenants\[0\].until: 2022-12-31 lies before 2023-01-01; correct"):
        asked(tenants=wrong, meetings=())
    assert 0 == asked(tenants=wrong[1:], meetings=()).outcome.base
