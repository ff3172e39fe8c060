from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from visitcore.blocks.quota import Quota
from visitcore.blocks.table import Row, Table
from visitcore.codec.policy import load_policy
from visitcore.facts.reception import Reception
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.pack import Pack
from visitcore.rules.reception_escorts import Escorts, escorts_for

DAY = date(2024, 3, 1)
RCP = load_policy("RCP")
WAYS = ("lower", "middle", "upper")


def read(way):
    """
    The pack with the overlap of its bands read another way.
    """
    pack = RCP.packs[0]
    history = pack.parameters["expenses.reception.overlap"]
    other = evolve(history, entries=(evolve(history.entries[0], value=way),))
    changed: Pack = evolve(pack, parameters={**pack.parameters, "expenses.reception.overlap": other})
    return evolve(RCP, packs=(changed,))


POLICIES = {way: read(way) for way in WAYS}


def asked(guests, escorts=None, way="middle"):
    """
    What is found about the escorts of a party.
    """
    return escorts_for(Reception(on=DAY, guests=guests, escorts=escorts), POLICIES[way].on(DAY))


@pytest.mark.parametrize(
    ("way", "least"),
    [
        ("lower", {4: 1, 5: 1, 6: 2, 10: 2, 11: 3}),
        ("middle", {4: 1, 5: 2, 10: 2, 11: 3}),
        ("upper", {4: 1, 5: 2, 9: 2, 10: 3}),
    ],
)
def test_the_overlap_says_which_band_counts(way, least):
    """
    5 and 10 guests stand in two bands each; the switch says which one they get their escorts from.
    """
    assert least == {guests: asked(guests, way=way).least for guests in least}


@pytest.mark.parametrize(
    ("guests", "sent", "holds", "says"),
    [
        (4, 1, True, "as proposed"),
        (4, 2, False, "proposed: 1"),
        (5, 1, True, "neighbouring band"),
        (5, 3, False, "proposed: 2"),
        (10, 3, True, "neighbouring band"),
        (10, 1, False, "proposed: 2"),
        (11, 2, True, "breaks nothing"),
        (11, 9, True, "as proposed"),
        (11, None, None, "escorts proposed: 3"),
    ],
)
def test_the_neighbouring_number_will_do(guests, sent, holds, says):
    """
    At a border both numbers pass, beyond the last band any number does, and elsewhere only the one proposed.
    """
    finding = asked(guests, sent).findings[0]

    assert ("RCP-03.6", holds) == (finding.rule.id, finding.holds)
    assert says in finding.says.en


def test_a_party_of_unknown_size_is_proposed_nothing():
    """
    Without the number of guests there is nothing to say.
    """
    assert Escorts() == asked(None)


def test_what_a_policy_leaves_open_is_named(make):
    """
    A table or a switch without a value, and a switch that the table does not know.
    """
    quota = Quota(at_least=Decimal(1))
    table = Table(
        inputs={"overlap": ["middle"], "guests": "integer >= 1"}, rows=(Row(when={}, then=quota),), outcome="quota"
    )
    facts = Reception(on=DAY, guests=3)

    def missing(escorts, overlap):
        pack = make.pack(expenses__reception__escorts=escorts, expenses__reception__overlap=overlap)
        return escorts_for(facts, make.policy(pack).on(DAY)).missing

    assert ("expenses.reception.escorts",) == missing(UNSPECIFIED, "middle")
    assert ("expenses.reception.overlap",) == missing(table, UNSPECIFIED)
    assert ("expenses.reception.escorts[overlap = sideways]",) == missing(table, "sideways")
    assert () == escorts_for(facts, make.policy(make.pack(visits__cadence=quota)).on(DAY)).findings


@given(guests=st.integers(1, 200), more=st.integers(0, 50), way=st.sampled_from(WAYS))
def test_more_guests_never_get_fewer_escorts(guests, more, way):
    """
    The proposal never falls with the size of the party, however the overlap is read.
    """
    assert asked(guests, way=way).least <= asked(guests + more, way=way).least


@given(guests=st.integers(1, 200), way=st.sampled_from(WAYS), other=st.sampled_from(WAYS))
def test_what_one_reading_proposes_every_reading_lets_pass(guests, way, other):
    """
    Nobody is held to a reading that the document does not force.
    """
    sent = asked(guests, way=other).least

    assert asked(guests, sent, way).findings[0].holds
