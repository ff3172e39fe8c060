from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from visitcore.blocks.cadence import Cadence
from visitcore.blocks.quota import Quota
from visitcore.ground.calendar import DayOverride
from visitcore.ground.errors import NotInForceError, SilentPolicyError, UnknownNameError, WrongBlockError
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.pack import Settings

DAY = date(2024, 6, 14)
NEW_YEAR = date(2024, 1, 1)


def test_the_company_speaks_before_its_packs_and_these_before_the_house(make):
    """
    The strongest of those who speak to a key answers it.
    """
    policy = make.policy(
        make.pack("DST", a__own=2, a__pack=2),
        own=make.pack("acme", a__own=3),
        base=make.pack("VC", a__own=1, a__pack=1, a__house=1),
    )
    book = policy.on(DAY)

    assert (3, 2, 1) == tuple(book.read(key).value for key in ("a.own", "a.pack", "a.house"))


@pytest.mark.parametrize(("day", "value"), [(date(2023, 12, 31), 2), (date(2024, 1, 1), 3), (DAY, 3)])
def test_a_company_value_with_a_first_day_leaves_the_packs_before_it(make, day, value):
    """
    The day before, the document still answers; from the first day on, the company does.
    """
    own = make.pack("acme", a__b=(make.dated(3, key="a.b", since=NEW_YEAR, pack="acme"),))

    assert value == make.policy(make.pack(a__b=2), own=own).on(day).read("a.b").value


@pytest.mark.parametrize(("day", "value"), [(date(2023, 12, 31), 3), (date(2024, 1, 1), 2)])
def test_the_packs_value_comes_back_when_the_companys_ends(make, day, value):
    """
    A company value that has ended hides nothing.
    """
    own = make.pack("acme", a__b=(make.dated(3, key="a.b", until=NEW_YEAR, pack="acme"),))

    assert value == make.policy(make.pack(a__b=2), own=own).on(day).read("a.b").value


def test_the_chosen_pack_answers(make):
    """
    Where two packs speak to a key, the one chosen counts, whatever the order.
    """
    packs = make.pack("DST", a__b=2), make.pack("ABC", a__b=4)

    assert 4 == make.policy(*packs, choose={"a.b": "ABC"}).on(DAY).read("a.b").value
    assert 2 == make.policy(*packs, choose={"a.b": "DST"}).on(DAY).read("a.b").value


def test_only_some_keys_of_a_pack_are_taken(make):
    """
    A pack of which a part is taken is silent on the rest.
    """
    policy = make.policy(make.pack("DST", visits__time=1, plans__due=2), only={"DST": ("visits.*",)})

    assert ("visits.time",) == policy.keys()
    assert policy.on(DAY).find("plans.due") is None


def test_only_settles_who_speaks(make):
    """
    A key left out of one pack is answered by the other without a choice.
    """
    packs = make.pack("DST", a__b=2, a__c=2), make.pack("ABC", a__b=4)
    policy = make.policy(*packs, only={"DST": ("a.c",)})

    assert ["ABC"] == [pack.code for pack in policy.speakers("a.b")]
    assert 4 == policy.on(DAY).read("a.b").value


def test_a_key_nobody_speaks_to_is_silence(make):
    """
    An unknown key is a mistake, told with the nearest key there is.
    """
    policy = make.policy(make.pack(visits__cadence=2, plans__due=1))

    with pytest.raises(SilentPolicyError, match=r"policy 'test' says nothing about 'visit.cadence'.*'visits.cadence'"):
        policy.on(DAY).read("visit.cadence")


def test_a_day_without_a_value_is_told_with_the_days_that_have_one(make):
    """
    A value that is not in force is never stretched; every known span is named.
    """
    entries = (
        make.dated(1, key="a.b", since=date(2020, 1, 1), until=date(2021, 1, 1)),
        make.dated(2, key="a.b", since=date(2022, 1, 1), until=date(2023, 1, 1)),
    )
    book = make.policy(make.pack(a__b=entries)).on(date(2021, 6, 30))

    with pytest.raises(NotInForceError) as told:
        book.read("a.b")

    assert ("from 2020-01-01 until 2021-01-01", "from 2022-01-01 until 2023-01-01") == told.value.known
    assert date(2021, 6, 30) == told.value.on
    assert book.find("a.b") is None


def test_the_shape_asked_for_is_handed_over(make):
    """
    A value of one of the shapes wanted is read as it is.
    """
    quota = Quota(at_most=6)
    book = make.policy(make.pack(a__b=quota)).on(DAY)

    assert quota is book.read_as("a.b", Cadence, Quota).value


def test_a_value_left_open_has_every_shape(make):
    """
    Where the document gives no value, the reader learns that instead of a wrong shape.
    """
    book = make.policy(make.pack(a__b=UNSPECIFIED)).on(DAY)

    assert UNSPECIFIED is book.read_as("a.b", Quota).value


def test_another_shape_is_a_mistake(make):
    """
    A number cannot be read as a quota.
    """
    book = make.policy(make.pack(a__b=Decimal(6))).on(DAY)

    with pytest.raises(WrongBlockError, match="holds a number, this decision needs a cadence or quota"):
        book.read_as("a.b", Cadence, Quota)


def test_a_policy_stands_for_days(make):
    """
    An instant has a day only once a time zone is known, so it is refused.
    """
    with pytest.raises(TypeError, match="not for instants"):
        make.policy(make.pack()).on(datetime(2024, 6, 14, 9, 30))


def test_rules_and_packs_are_found_by_name(make):
    """
    Every rule and pack of the policy is found, the house's and the company's too.
    """
    policy = make.policy(make.pack("DST"), own=make.pack("acme"), base=make.pack("VC"))

    assert ["VC", "DST", "acme"] == [pack.code for pack in policy.all_packs()]
    assert "acme-01" == policy.rule("acme-01").id
    assert "VC" == policy.pack("VC").code


def test_unknown_rules_and_packs_are_told(make):
    """
    A wrong name comes with the one that was meant.
    """
    policy = make.policy(make.pack("DST"))

    with pytest.raises(UnknownNameError, match="no rule 'DST-02'; did you mean 'DST-01'"):
        policy.rule("DST-02")
    with pytest.raises(UnknownNameError, match="no pack 'DTS'; did you mean 'DST'"):
        policy.pack("DTS")


def test_the_calendar_of_a_pack_carries_the_companys_own_days(make):
    """
    A Saturday that the company works is a working day for every pack.
    """
    saturday = date(2024, 6, 15)
    policy = make.policy(make.pack(), overrides=(DayOverride(saturday, works=True, reason="stocktaking"),))

    assert policy.calendar("DST").is_workday(saturday)
    assert policy.calendar("DST") is policy.calendar("DST")
    assert "Asia/Shanghai" == policy.zone("DST").key


def test_a_day_is_opened_once(make):
    """
    A policy never changes, so the rulebook of a day is the same whenever it is asked for.
    """
    policy = make.policy(make.pack(a__b=1))

    assert policy.on(DAY) is policy.on(DAY)
    assert policy.on(DAY).read("a.b") is policy.on(DAY).read("a.b")


def test_a_key_is_at_home_in_the_pack_that_speaks_first(make):
    """
    Where days begin and end is settled by the company's own file, else by the pack.
    """
    berlin = Settings(zone=ZoneInfo("Europe/Berlin"))
    own = evolve(make.pack("OWN", a__b=2), settings=berlin)
    policy = make.policy(make.pack(a__b=1, c__d=1), own=own)

    assert "Europe/Berlin" == policy.home("a.b").key
    assert "Asia/Shanghai" == policy.home("c.d").key
    with pytest.raises(SilentPolicyError, match=r"'c\.e'.*'c\.d'"):
        policy.home("c.e")
