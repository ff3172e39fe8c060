from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from visitcore.codec.policy import load_policy
from visitcore.decisions.verdict import Verdict
from visitcore.facts.contract import Instalment, InstalmentPayment, LoanContract
from visitcore.facts.contract_question import BlacklistCheck, BlacklistEntry
from visitcore.ground.errors import FactsError
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.rules.blacklist import EFFECT, FLOW, GRACE, blacklist_status

LNS = load_policy("LNS")
MAY_20, MAY_21, JUNE_30 = date(2024, 5, 20), date(2024, 5, 21), date(2024, 6, 30)
DUE = Decimal("1000.00")
ENTRY = BlacklistEntry(set=date(2024, 3, 1), set_by="Wang", audited=date(2024, 3, 2), audited_by="Zhou")


def loan(*paid, due=MAY_20, number="HT-1", amount=DUE):
    """
    A loan of one instalment, and what was paid on it when.
    """
    payments = tuple(InstalmentPayment(on=on, amount=Decimal(some)) for on, some in paid)
    return LoanContract(number=number, plan=(Instalment(due=due, amount=amount, payments=payments),))


def status(*loans, on=MAY_21, policy=LNS, **more):
    """
    The decision on one customer.
    """
    return blacklist_status(BlacklistCheck(on=on, loans=loans, **more), policy)


@pytest.mark.parametrize(
    ("paid", "on", "listed", "amount"),
    [
        ((), MAY_20, False, None),
        ((), MAY_21, True, DUE),
        (((MAY_20, "1000.00"),), MAY_21, False, None),
        (((MAY_20, "999.99"),), MAY_21, True, Decimal("0.01")),
        (((MAY_21, "1000.00"),), MAY_21, True, DUE),
        (((MAY_20, "400.00"), (MAY_21, "600.00")), JUNE_30, True, Decimal("600.00")),
        (((datetime(2024, 5, 20, 15, 59, tzinfo=UTC), "1000.00"),), MAY_21, False, None),
        (((datetime(2024, 5, 20, 16, 0, tzinfo=UTC), "1000.00"),), MAY_21, True, DUE),
    ],
)
def test_overdue_from_the_day_after(paid, on, listed, amount):
    """
    To the cent and to the day of the pack; what is paid later takes nobody off.
    """
    outcome = status(loan(*paid), on=on).outcome

    assert (listed, amount) == (outcome.listed, outcome.amount)
    assert (MAY_21 if listed else None) == outcome.since


@pytest.mark.parametrize(("on", "listed"), [(date(2024, 5, 23), False), (date(2024, 5, 24), True)])
def test_days_of_grace_are_the_companys(make, on, listed):
    """
    With three of them the fourth day after lists, and paying on the third is in time.
    """
    policy = evolve(LNS, own=make.pack("OWN", contracts__blacklist__grace=3))

    assert listed is status(loan(), on=on, policy=policy).outcome.listed
    assert False is status(loan((date(2024, 5, 23), "1000.00")), on=JUNE_30, policy=policy).outcome.listed


def test_one_entry_for_all_loans():
    """
    The first that was overdue is named; what of the same loan fell overdue that day is one sum.
    """
    two = loan()
    two = evolve(two, plan=two.plan * 2)
    outcome = status(loan(due=date(2024, 6, 20), number="HT-2"), two, on=JUNE_30).outcome

    assert ("HT-1", Decimal("2000.00"), "automatic") == (outcome.contract, outcome.amount, outcome.origin)


@pytest.mark.parametrize(
    ("entry", "verdict", "listed", "holds"),
    [
        (ENTRY, Verdict.REFUSED, True, True),
        (evolve(ENTRY, audited=None), Verdict.ALLOWED, False, True),
        (evolve(ENTRY, audited=None, set_by=None), Verdict.ALLOWED, False, True),
        (evolve(ENTRY, audited=date(2024, 5, 22)), Verdict.ALLOWED, False, True),
        (evolve(ENTRY, audited_by="Wang"), Verdict.ALLOWED, False, False),
        (evolve(ENTRY, audited_by=None), Verdict.UNDETERMINED, None, None),
        (evolve(ENTRY, set_by=None), Verdict.UNDETERMINED, None, None),
    ],
)
def test_an_entry_by_hand_waits_for_another_person(entry, verdict, listed, holds):
    """
    In force from its audit by somebody else; who set and who audited it has to be known.
    """
    decision = status(entries=(entry,))

    assert (verdict, listed) == (decision.verdict, decision.outcome.listed)
    assert holds is decision.findings[1].holds
    assert {"LNS-02.3"} == {one.rule.id for one in decision.findings[1:]}


def test_a_removal_covers_what_was_overdue_by_then():
    """
    Off the list from the audit on; what falls overdue later lists anew, and an entry of the same day yields.
    """
    removal = evolve(ENTRY, removes=True, set=date(2024, 5, 30), audited=date(2024, 6, 3))
    later = loan(due=date(2024, 6, 10), number="HT-2")

    assert True is status(loan(), on=date(2024, 6, 2), entries=(removal,)).outcome.listed
    assert False is status(loan(), on=date(2024, 6, 3), entries=(removal,)).outcome.listed
    assert date(2024, 6, 11) == status(loan(), later, on=JUNE_30, entries=(removal,)).outcome.since


@pytest.mark.parametrize(
    ("business", "verdict", "effect"),
    [
        (None, Verdict.REFUSED, None),
        ("new_application", Verdict.REFUSED, "not_accepted"),
        ("running_contract", Verdict.ALLOWED, "warning"),
        ("fishing", Verdict.UNDETERMINED, None),
    ],
)
def test_what_a_listing_means(business, verdict, effect):
    """
    New business is refused, running business warned of, other business not spoken of.
    """
    decision = status(loan(), business=business)

    assert (verdict, effect) == (decision.verdict, decision.outcome.effect)
    assert (("contracts.blacklist.effect[business = fishing]",) if business == "fishing" else ()) == decision.missing


def test_what_is_not_known_is_named():
    """
    Loans, their instalments and the payments on those that may be overdue.
    """
    unpaid = evolve(loan().plan[0], payments=None)
    plans = (LoanContract(), LoanContract(plan=(unpaid, evolve(unpaid, due=JUNE_30))))

    assert ("loans",) == blacklist_status(BlacklistCheck(on=MAY_21), LNS).missing
    assert ("loans[0].plan", "loans[1].plan[0].payments") == status(*plans).missing
    assert Verdict.REFUSED is status(*plans, loan()).verdict


@pytest.mark.parametrize("key", [GRACE, FLOW, EFFECT])
def test_a_value_left_open(make, key):
    """
    A company that leaves it open has to set it.
    """
    policy = evolve(LNS, own=make.pack("OWN", **{key.replace(".", "__"): UNSPECIFIED}))

    assert (key,) == status(loan(), policy=policy).missing


def test_every_fault_at_once():
    """
    Paid more than due, and audited before it was set.
    """
    early = evolve(ENTRY, audited=date(2024, 2, 29))
    with pytest.raises(FactsError) as caught:
        status(loan((MAY_20, "1000.01")), entries=(ENTRY, early))

    assert ["entries[1].audited", "loans[0].plan[0].payments"] == [one.where for one in caught.value.problems]


@given(days=st.integers(0, 60), late=st.integers(0, 60), cents=st.integers(0, 100000))
def test_once_listed_always_listed(days, late, cents):
    """
    No payment and no later day takes off the list whom nobody removed.
    """
    paid = (MAY_20 + timedelta(days=late), Decimal(cents) / 100)
    first = status(loan(paid), on=MAY_20 + timedelta(days=days)).outcome
    then = status(loan(paid), on=JUNE_30 + timedelta(days=60)).outcome

    assert not first.listed or (True, first.since, first.amount) == (then.listed, then.since, then.amount)


@given(cents=st.integers(0, 100000), more=st.integers(0, 1000))
def test_paying_more_in_time_never_makes_it_worse(cents, more):
    """
    Who pays more by the due day is listed for less, or not at all.
    """
    most = min(cents + more, 100000)
    some, other = (status(loan((MAY_20, Decimal(paid) / 100))).outcome for paid in (cents, most))

    assert (other.amount or Decimal(0)) <= (some.amount or Decimal(0))


def test_a_removal_of_the_same_moment_has_the_last_word():
    """
    Whichever of the two was written first.
    """
    on = date(2024, 3, 3)
    removal = evolve(ENTRY, removes=True)

    for entries in ((ENTRY, removal), (removal, ENTRY)):
        assert False is status(on=on, entries=entries).outcome.listed
    assert True is status(on=on, entries=(ENTRY,)).outcome.listed


def test_one_person_in_other_letters_is_one_person():
    """
    Who sets an entry does not audit it, however the name is written.
    """
    entries = (evolve(ENTRY, audited_by="WANG"),)

    assert False is status(on=date(2024, 3, 3), entries=entries).outcome.listed
