from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from visitcore.codec.policy import load_policy
from visitcore.decisions.verdict import Verdict
from visitcore.facts.dispatch import DecorationCustomer, Designer, Dispatch
from visitcore.ground.errors import FactsError
from visitcore.rules.dispatch import rank_designers

DYR = load_policy("DYR")
SHANGHAI = ZoneInfo("Asia/Shanghai")
TWO = datetime(2024, 3, 5, 14, tzinfo=SHANGHAI)
K = DecorationCustomer(name="K", home="finished", style="新中式", kind="young couple")
FULL = Designer(
    name="D2",
    level="senior",
    school="CAFA",
    career="Beijing",
    works=("新中式",),
    prizes="none",
    easiest=("young couple",),
    received=8,
    signed=4,
    work_state="at work",
    free=TWO,
)
D7 = evolve(FULL, name="D7", easiest=("retired",), received=4, signed=3)


def ranked(*designers, policy=DYR, on=TWO, customer=K):
    """
    The decision on one customer.
    """
    return rank_designers(Dispatch(on=on, customer=customer, designers=designers), policy)


def names(*designers, **how):
    """
    The order as names.
    """
    return [one.name for one in ranked(*designers, **how).outcome.order]


@pytest.fixture
def own(tmp_path):
    """
    A company's policy on top of the pack, with one value of its own.
    """

    def write(key, value):
        file = tmp_path / "own.toml"
        file.write_text(
            f'extends = ["DYR"]\n[[parameter]]\nkey = "{key}"\n[[parameter.history]]\n'
            f'cites = ["OWN-1"]\n{value}\n[[rule]]\nid = "OWN-1"\nclause = "1"\nkind = "guidance"\nstrength = "must"\n'
            'text = { en = "our own", zh = "本公司" }\n',
            encoding="utf-8",
        )
        return load_policy(file)

    return write


def test_the_order_of_the_principles_is_a_setting(own):
    """
    P10: need comes before company; with the two swapped the better rate leads.
    """
    swapped = own("dispatch.order", 'value = ["company_interest", "customer_need", "efficiency", "fairness"]')

    assert ["D2", "D7"] == names(FULL, D7)
    assert ["D7", "D2"] == names(FULL, D7, policy=swapped)


@pytest.mark.parametrize(
    ("days", "assignment"), [(400, "optional"), (181, "optional"), (180, "required"), (-1, "required")]
)
def test_long_before_handover_a_designer_is_optional(own, days, assignment):
    """
    P5: beyond the days that the company sets, not on them; a finished home never is.
    """
    policy = own("dispatch.off_plan_days", "value = 180")
    off_plan = evolve(K, home="off_plan", handover=TWO.date() + timedelta(days=days))

    assert assignment == ranked(FULL, policy=policy, customer=off_plan).outcome.assignment
    assert "required" == ranked(FULL, policy=policy).outcome.assignment
    assert "required" == ranked(FULL, customer=off_plan).outcome.assignment


@pytest.mark.parametrize(
    ("customer", "missing"),
    [
        (evolve(K, home=None), ("customer.home",)),
        (evolve(K, home="off_plan"), ("customer.handover",)),
    ],
)
def test_without_the_day_of_handover_it_cannot_be_told(own, customer, missing):
    """
    The order stands all the same, the decision stays open.
    """
    decision = ranked(FULL, policy=own("dispatch.off_plan_days", "value = 180"), customer=customer)

    assert (Verdict.UNDETERMINED, missing) == (decision.verdict, decision.missing)
    assert (None, "D2") == (decision.outcome.assignment, decision.outcome.order[0].name)


def test_nobody_free_is_no_breach_where_none_is_needed(own):
    """
    An optional assignment is not refused.
    """
    policy = own("dispatch.off_plan_days", "value = 180")
    busy = evolve(FULL, free=TWO + timedelta(hours=1))
    off_plan = evolve(K, home="off_plan", handover=date(2025, 3, 5))

    decision = ranked(busy, policy=policy, customer=off_plan)
    assert (Verdict.ALLOWED, "none_free", busy.free) == (
        decision.verdict,
        decision.outcome.status,
        decision.outcome.earliest,
    )
    assert Verdict.REFUSED is ranked(busy).verdict


@pytest.mark.parametrize(
    ("late", "most", "ranks"),
    [
        (timedelta(minutes=30), 30, True),
        (timedelta(minutes=30, seconds=1), 30, False),
        (timedelta(seconds=1), 0, False),
    ],
)
def test_a_wait_is_taken_up_to_the_longest(own, late, most, ranks):
    """
    The last minute counts, a second more does not.
    """
    policy = own("dispatch.max_wait", f"value = {most}")

    assert ranks == bool(names(evolve(FULL, free=TWO + late), policy=policy))


def test_the_shorter_wait_leads_where_need_and_rate_are_equal(own):
    """
    Efficiency comes before fairness.
    """
    policy = own("dispatch.max_wait", "value = 60")
    later = evolve(FULL, name="A", received=2, signed=1, free=TWO + timedelta(minutes=20))

    found = ranked(later, FULL, policy=policy).outcome.order
    assert [("D2", 0, ""), ("A", 20, "efficiency")] == [(one.name, one.minutes, one.behind_by) for one in found]


def test_an_instant_of_another_zone_is_the_same_instant():
    """
    14:00 in Shanghai is 06:00 UTC.
    """
    assert ["D2"] == names(evolve(FULL, free=TWO.astimezone(UTC)))
    assert [] == names(evolve(FULL, free=TWO.replace(tzinfo=UTC)))


def test_every_fault_is_told_at_once():
    """
    More signed than received, counts below nothing and a name given twice, each with its path.
    """
    with pytest.raises(FactsError) as caught:
        ranked(evolve(FULL, signed=9), evolve(FULL, received=-1, signed=None))

    assert ["designers[0].signed", "designers[1].name", "designers[1].received"] == [
        problem.where for problem in caught.value.problems
    ]
    assert "签单9，多于接待8" in caught.value.in_("zh")


def test_nobody_said_who_there_is():
    """
    No list is not an empty list.
    """
    unknown = rank_designers(Dispatch(on=TWO, customer=K), DYR)

    assert (Verdict.UNDETERMINED, ("designers",)) == (unknown.verdict, unknown.missing)
    assert (Verdict.REFUSED, None) == (ranked().verdict, ranked().outcome.earliest)


@pytest.mark.parametrize("key", ["dispatch.order", "dispatch.measures", "dispatch.max_wait", "files.designers"])
def test_a_value_left_open_is_named(own, key):
    """
    Without it nobody can be put in order.
    """
    decision = ranked(FULL, policy=own(key, "unspecified = true"))

    assert (Verdict.UNDETERMINED, (key,)) == (decision.verdict, decision.missing)


def test_an_order_says_why():
    """
    Each place cites the rule and names the figures and the principle that decides.
    """
    decision = ranked(FULL, D7)
    told = [finding.says for finding in decision.findings if finding.rule.id == "DYR-03.1" and finding.holds]

    assert (
        "2. D7: hits 1, signing_rate 3/4, minutes 0, customers_received 4 in 30 days; behind D2 by customer_need"
        == (told[1].en)
    )
    assert told[1].zh.endswith("因 customer_need 排在 D2 之后")


def test_a_company_asks_for_more_of_a_profile(own):
    """
    A field of its own is held against its own register.
    """
    policy = own("files.designers", 'register = { per = "designer", fields = [{ name = "portrait" }] }')

    assert [] == names(FULL, policy=policy)
    assert ["D2"] == names(evolve(FULL, more={"portrait": "D2.jpg"}), policy=policy)


designer = st.builds(
    lambda works, easiest, signed, more, wait, last: evolve(
        FULL,
        works=works,
        easiest=easiest,
        signed=signed,
        received=signed + more,
        free=TWO + timedelta(minutes=wait),
        last_dispatch=last,
    ),
    st.sampled_from([("新中式",), ("欧式",)]),
    st.sampled_from([("young couple",), ("retired",)]),
    st.integers(0, 3),
    st.integers(1, 3),
    st.integers(-2, 2),
    st.none() | st.dates(date(2024, 2, 1), date(2024, 2, 3)),
)
stores = st.lists(designer, max_size=6).map(
    lambda found: tuple(evolve(one, name=f"D{n}") for n, one in enumerate(found))
)


@given(stores, st.randoms())
def test_the_order_is_total_and_does_not_hang_on_the_order_given(store, random):
    """
    Everybody stands in one place or is told why not, and shuffling changes nothing.
    """
    shuffled = list(store)
    random.shuffle(shuffled)
    outcome, again = ranked(*store).outcome, ranked(*shuffled).outcome

    assert outcome.order == again.order
    assert [*range(1, len(outcome.order) + 1)] == [one.place for one in outcome.order]
    assert sorted(one.name for one in (*outcome.order, *outcome.unranked)) == sorted(one.name for one in store)
    assert all(one.behind_by for one in outcome.order[1:])


@given(stores, designer)
def test_one_designer_more_never_changes_the_order_of_the_others(store, newcomer):
    """
    Where everybody has a rate of his own, the others keep their order.
    """
    newcomer = evolve(newcomer, name="new")

    assert names(*store) == [name for name in names(*store, newcomer) if name != "new"]


@given(stores.filter(bool), st.integers(1, 5))
def test_receiving_fewer_never_puts_anybody_back(store, more):
    """
    At the same rate, the one who received more customers never gains a place.
    """
    one = store[0]
    busier = evolve(one, received=one.received * (more + 1), signed=one.signed * (more + 1))
    before, after = names(*store), names(busier, *store[1:])

    assert (one.name in before) == (one.name in after)
    assert one.name not in before or before.index(one.name) <= after.index(one.name)
