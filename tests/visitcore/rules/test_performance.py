from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitcore.blocks.consequence import Consequence
from visitcore.blocks.ladder import Ladder, Rung
from visitcore.blocks.quota import Quota
from visitcore.blocks.table import Row, Table
from visitcore.blocks.term import Term
from visitcore.decisions.verdict import Verdict
from visitcore.facts.question import Count, Occasion
from visitcore.ground.errors import FactsError, WrongBlockError
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy import Strength
from visitcore.rules.performance import check_quota, propose

ON = date(2024, 3, 5)
FINE = Consequence(kind="fine", what=Text("fine", "罚款"), amount=50, per="time")
WAGE = Consequence(kind="fine", what=Text("double wage", "双倍工资"), factor=2, times_of="wage")
QUOTAS = Table(
    inputs={"position": ["clerk", "chief", "driver", "guest"]},
    rows=(
        Row(when={"position": "clerk"}, then=Quota(at_least=20), rule="DST-02"),
        Row(when={"position": "chief"}, then=Quota(at_least=5), rule="DST-03"),
        Row(when={"position": "driver"}, then=None, rule="DST-03", verdict="not_applicable"),
        Row(when={"position": "guest"}, then=UNSPECIFIED, rule="DST-03"),
    ),
    outcome="quota",
)


def policy_of(make, value, strength=Strength.REQUIRED):
    """
    A policy with one value that rests on three rules.
    """
    rules = [make.rule(f"DST-0{number}", strength=strength) for number in (1, 2, 3)]
    dated = make.dated(value, key="a.it", rules=tuple(rules))
    return make.policy(make.pack(rules=rules, a__it=(dated,)))


def counted(make, value, *, strength=Strength.REQUIRED, **facts):
    """
    The decision on a count.
    """
    return check_quota(Count(key="a.it", on=ON, **facts), policy_of(make, value, strength))


def proposed(make, value, *, on=ON, **facts):
    """
    The decision on a consequence.
    """
    return propose(Occasion(key="a.it", on=on, **facts), policy_of(make, value))


@pytest.mark.parametrize(
    ("count", "verdict", "short"),
    [(19, Verdict.REFUSED, 1), (20, Verdict.ALLOWED, 0), (21, Verdict.ALLOWED, 0)],
)
def test_at_least_includes_its_number(make, count, verdict, short):
    """
    Twenty of twenty are enough, nineteen are one short.
    """
    decision = counted(make, Quota(at_least=20), count=Decimal(count))

    assert (verdict, short) == (decision.verdict, decision.outcome.short)


@pytest.mark.parametrize(("count", "verdict", "excess"), [(6, Verdict.ALLOWED, 0), (7, Verdict.REFUSED, 1)])
def test_at_most_includes_its_number(make, count, verdict, excess):
    """
    Six of at most six are allowed, a seventh is one too many.
    """
    decision = counted(make, Quota(at_most=6), count=Decimal(count))

    assert (verdict, excess, 6) == (decision.verdict, decision.outcome.excess, decision.findings[0].limit)


@pytest.mark.parametrize(
    ("count", "base", "verdict", "needed"),
    [
        (17, 19, Verdict.REFUSED, 18),
        (18, 19, Verdict.ALLOWED, 18),
        (0, 0, Verdict.NOT_APPLICABLE, None),
        (9, 10, Verdict.ALLOWED, 9),
    ],
)
def test_a_share_needs_a_whole_count(make, count, base, verdict, needed):
    """
    90 per cent of 19 is 18; of nothing, nothing is asked.
    """
    decision = counted(make, Quota(share_at_least=Decimal("0.90")), count=Decimal(count), base=Decimal(base))

    assert (verdict, needed) == (decision.verdict, decision.outcome.needed)


@pytest.mark.parametrize(("distinct", "verdict"), [(False, Verdict.ALLOWED), (True, Verdict.REFUSED)])
def test_the_same_customer_counts_once_where_it_shall(make, distinct, verdict):
    """
    Three visits to two customers are three visits, or two customers.
    """
    decision = counted(make, Quota(at_least=3, distinct=distinct), counted=("C1", "C2", "C1"))

    assert verdict is decision.verdict


@pytest.mark.parametrize(
    ("value", "facts", "missing"),
    [
        (Quota(at_least=3), {}, ("count",)),
        (Quota(share_at_least=Decimal("0.9")), {"count": Decimal(3)}, ("base",)),
        (Quota(share_at_least=Decimal("0.9")), {}, ("count", "base")),
        (QUOTAS, {"count": Decimal(3)}, ("case.position",)),
        (QUOTAS, {"count": Decimal(3), "case": {"position": "boss"}}, ("a.it[position = boss]",)),
        (QUOTAS, {"count": Decimal(3), "case": {"position": "guest"}}, ("a.it",)),
        (UNSPECIFIED, {"count": Decimal(3)}, ("a.it",)),
    ],
)
def test_what_a_quota_lacks_is_named(make, value, facts, missing):
    """
    A missing count, base or case, a case the table does not know, and a number the document leaves open.
    """
    decision = counted(make, value, **facts)

    assert Verdict.UNDETERMINED is decision.verdict
    assert missing == decision.missing


def test_a_table_gives_the_quota_of_the_case(make):
    """
    The clerk's quota stands on the clerk's rule; a driver is asked for nothing.
    """
    clerk, driver = (
        counted(make, QUOTAS, count=Decimal(6), case={"position": position}) for position in ("clerk", "driver")
    )

    assert (Verdict.REFUSED, "DST-02", 14) == (clerk.verdict, clerk.findings[0].rule.id, clerk.outcome.short)
    assert (Verdict.NOT_APPLICABLE, "DST-03") == (driver.verdict, driver.findings[0].rule.id)


def test_a_soft_quota_is_told_and_not_refused(make):
    """
    A missed quota under a soft rule is allowed, with the finding that it is missed.
    """
    decision = counted(make, Quota(at_least=3), count=Decimal(2), strength=Strength.SOFT)

    assert Verdict.ALLOWED is decision.verdict
    assert decision.findings[0].holds is False


def test_numbers_that_cannot_be_are_a_mistake(make):
    """
    A float, a negative base or a negative count is refused with its name.
    """
    with pytest.raises(FactsError, match="count"):
        counted(make, Quota(at_least=3), count=2.5)
    with pytest.raises(FactsError, match="base"):
        counted(make, Quota(share_at_least=Decimal("0.9")), count=Decimal(1), base=Decimal(-1))
    with pytest.raises(FactsError, match="count"):
        proposed(make, FINE, count=-1)
    with pytest.raises(FactsError, match="base"):
        proposed(make, WAGE, base=Decimal(-1))
    with pytest.raises(FactsError, match=r"case\.n"):
        counted(make, Table(inputs={"n": "number"}, rows=(), outcome="quota"), case={"n": True, "position": 1})


def test_a_table_of_something_else_is_a_mistake(make):
    """
    A table of consequences holds no quota, nor the other way round.
    """
    with pytest.raises(WrongBlockError, match="table of quota"):
        proposed(make, QUOTAS, case={"position": "clerk"})
    with pytest.raises(WrongBlockError, match="table of text"):
        counted(make, Table(inputs={"a": "flag"}, rows=(Row(when={}, then="x"),)), count=Decimal(1))


@pytest.mark.parametrize(
    ("value", "facts", "amount"),
    [
        (FINE, {"count": 3}, 150),
        (FINE, {"count": 1}, 50),
        (WAGE, {"base": Decimal("4000.50")}, Decimal("8001.00")),
        (WAGE, {"base": Decimal(0)}, 0),
        (Consequence(kind="measure", what=Text("talk", "谈话")), {}, None),
    ],
)
def test_a_consequence_is_put_to_a_person(make, value, facts, amount):
    """
    So many times the amount, or a multiple of the base: proposed, referred, never posted.
    """
    decision = proposed(make, value, **facts)

    assert Verdict.REFERRED is decision.verdict
    assert [amount] == [proposal.amount for proposal in decision.outcome.proposals]


def test_what_never_happened_has_no_consequence(make):
    """
    On the zeroth time nothing is proposed.
    """
    decision = proposed(make, FINE, count=0)

    assert (Verdict.NOT_APPLICABLE, ()) == (decision.verdict, decision.outcome.proposals)


@pytest.mark.parametrize(
    ("value", "facts", "missing"),
    [
        (FINE, {}, ("count",)),
        (WAGE, {"count": 2}, ("base",)),
        (Ladder(rungs=(Rung(count=">= 1", then=FINE),)), {}, ("count", "start")),
        (Ladder(rungs=(Rung(count=">= 1", then=WAGE),)), {"count": 1}, ("base",)),
        (UNSPECIFIED, {"count": 1}, ("a.it",)),
    ],
)
def test_what_a_consequence_lacks_is_named(make, value, facts, missing):
    """
    Without the count or the base no amount is proposed.
    """
    decision = proposed(make, value, **facts)

    assert Verdict.UNDETERMINED is decision.verdict
    assert missing == decision.missing


COUNTING = Ladder(
    rungs=(
        Rung(count="<= 2", what=Text("talk", "谈话"), by="team_leader", rule="DST-01"),
        Rung(count="[3..5]", then=FINE, by="department_head", rule="DST-02"),
        Rung(count="> 5", what=Text("asked to leave", "劝退"), by="general_manager", rule="DST-03"),
    )
)


@pytest.mark.parametrize(
    ("count", "by", "rule", "amount"),
    [
        (1, "team_leader", "DST-01", None),
        (2, "team_leader", "DST-01", None),
        (3, "department_head", "DST-02", 50),
        (5, "department_head", "DST-02", 50),
        (6, "general_manager", "DST-03", None),
    ],
)
def test_a_ladder_is_climbed_by_counting(make, count, by, rule, amount):
    """
    Each rung is meant from its first to its last time.
    """
    decision = proposed(make, COUNTING, count=count)

    assert (by, rule) == (decision.outcome.by, decision.findings[0].rule.id)
    assert [amount] == [proposal.amount for proposal in decision.outcome.proposals]


def test_the_zeroth_time_is_below_the_ladder(make):
    """
    Nothing is proposed before the first time.
    """
    assert Verdict.NOT_APPLICABLE is proposed(make, COUNTING, count=0).verdict


WAITING = Ladder(
    rungs=(
        Rung(after=Term(days=3), what=Text("remind", "提醒"), by="team_leader"),
        Rung(after=Term(days=7), what=Text("report", "上报"), by="general_manager"),
    )
)


@pytest.mark.parametrize(
    ("on", "by"),
    [
        (date(2024, 3, 8), ""),
        (date(2024, 3, 9), "team_leader"),
        (date(2024, 3, 12), "team_leader"),
        (date(2024, 3, 13), "general_manager"),
        (datetime(2024, 3, 12, 16, 0, tzinfo=UTC), "general_manager"),
    ],
)
def test_a_ladder_is_climbed_by_waiting(make, on, by):
    """
    The last good day is still below the rung; an instant counts by its local day.
    """
    decision = proposed(make, WAITING, on=on, start=date(2024, 3, 5))

    assert by == decision.outcome.by
    assert (Verdict.REFERRED if by else Verdict.NOT_APPLICABLE) is decision.verdict


def test_the_day_a_ladder_starts_is_local(make):
    """
    16:00 in UTC on the fourth is the fifth in Shanghai: three days later the rung is not reached yet.
    """
    start = datetime(2024, 3, 4, 16, 0, tzinfo=UTC)

    assert "" == proposed(make, WAITING, on=date(2024, 3, 8), start=start).outcome.by
    assert "team_leader" == proposed(make, WAITING, on=date(2024, 3, 9), start=start).outcome.by


def test_a_ladder_in_hours_needs_instants(make):
    """
    Two hours after a day cannot be told.
    """
    ladder = Ladder(rungs=(Rung(after=Term(hours=2), what=Text("call", "致电"), by="team_leader"),))
    vague = proposed(make, ladder, start=ON)
    exact = proposed(
        make, ladder, start=datetime(2024, 3, 5, 9, 0, tzinfo=UTC), on=datetime(2024, 3, 5, 11, 1, tzinfo=UTC)
    )

    assert ("start (an instant with its time zone)", "on (an instant with its time zone)") == vague.missing
    assert "team_leader" == exact.outcome.by


@given(first=st.integers(0, 40), second=st.integers(0, 40), least=st.integers(1, 20))
def test_doing_more_never_falls_further_short(make, first, second, least):
    """
    A higher count is never shorter of its quota.
    """
    low, high = (
        counted(make, Quota(at_least=least), count=Decimal(count)).outcome.short for count in sorted((first, second))
    )

    assert high <= low


@given(first=st.integers(1, 12), second=st.integers(1, 12))
def test_a_ladder_never_steps_down(make, first, second):
    """
    A later time is never met by a lower rung.
    """
    order = [rung.by for rung in COUNTING.rungs]
    low, high = (order.index(proposed(make, COUNTING, count=count).outcome.by) for count in sorted((first, second)))

    assert low <= high


@pytest.mark.parametrize(
    ("quota", "count", "allowed"),
    [
        (Quota(share_at_least=1, of="requests"), 200, True),
        (Quota(share_at_least=1, of="requests"), 201, False),
        (Quota(share_at_most=Decimal("0.9"), of="requests"), 201, False),
        (Quota(share_at_least=1), 201, True),
        (Quota(share_at_least=Decimal("1.2"), of="target"), 241, True),
        (Quota(at_least=1, of="requests"), 201, True),
    ],
)
def test_a_part_is_no_larger_than_its_whole(make, quota, count, allowed):
    """
    Only where the quota names the whole and asks for no more than all of it.
    """
    if allowed:
        assert Verdict.ALLOWED is counted(make, quota, count=Decimal(count), base=Decimal(200)).verdict
        return
    with pytest.raises(FactsError, match="count: 201 are more than the 200 they are part of"):
        counted(make, quota, count=Decimal(count), base=Decimal(200))
