from datetime import date

import pytest
from attrs import evolve

from visitcore.blocks.table import Row, Table
from visitcore.codec.library import library_pack
from visitcore.codec.policy import load_policy
from visitcore.facts.callback import CallBack, Matter
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.rules.callback_manner import ANYBODY, Manner, check_manner, manner_of
from visitcore.rules.callback_rounds import Made

RCB = load_policy("RCB")
MARCH_4 = date(2024, 3, 4)
COMPLAINT = Matter(cause="complaint", class_="general", closed=MARCH_4)


def book_of(policy=RCB):
    """
    The rulebook of 4 March.
    """
    return policy.on(MARCH_4)


def made(number, **callback):
    """
    A call-back with its number.
    """
    return Made(callback=CallBack(made=MARCH_4, **callback), number=number, where="matter.callbacks[0]")


@pytest.mark.parametrize(
    ("since", "number", "holds"), [(2, 1, None), (2, 2, True), (3, 2, None), (3, 3, True), (1, 1, True)]
)
def test_from_which_call_back_on_the_phone_will_do_is_the_companys_choice(make, since, number, holds):
    """
    The pack says the second; a stricter company says the third.
    """
    policy = make.policy(library_pack("RCB"), own=make.pack("CO", callbacks__phone_from=since))
    findings, missing = check_manner(book_of(policy), COMPLAINT, made(number, mode="phone", by="property_assistant"))

    assert (holds, True, ()) == (findings[0].holds, findings[1].holds, missing)


def test_what_is_not_known_of_a_call_back_is_named_by_its_place():
    """
    Way and caller stand in the call-back, the class in the matter.
    """
    unclassed = Matter(cause="complaint", closed=MARCH_4)

    assert ("matter.callbacks[0].mode",) == check_manner(book_of(), COMPLAINT, made(1, by="property_assistant"))[1]
    assert ("matter.callbacks[0].by",) == check_manner(book_of(), COMPLAINT, made(1, mode="on_site"))[1]
    assert ("matter.class",) == check_manner(book_of(), unclassed, made(1, mode="on_site", by="property_assistant"))[1]


def test_the_next_call_back_has_a_caller_and_its_ways():
    """
    The way that is asked for first decides the caller.
    """
    found = manner_of(book_of(), COMPLAINT, 1)

    assert Manner(callers=("property_assistant",), modes=("on_site", "open_letter"), findings=found.findings) == found
    assert (ANYBODY,) == manner_of(book_of(), Matter(cause="move_in"), 1).callers
    assert ("matter.class",) == manner_of(book_of(), Matter(cause="complaint"), 1).missing


def test_a_policy_that_asks_nothing_is_kept(make):
    """
    Without tables anybody may call back in any way.
    """
    book = book_of(make.policy(make.pack(other=1)))

    assert Manner() == manner_of(book, COMPLAINT, 1)
    assert ((), ()) == check_manner(book, COMPLAINT, made(1))


def test_where_anybody_may_call_back_nobody_asks_who_did():
    """
    After moving in, and by open letter.
    """
    emergency, letter = Matter(cause="emergency"), made(1, mode="open_letter")

    assert ["RCB-01.7"] == [one.rule.id for one in check_manner(book_of(), emergency, made(1, mode="phone"))[0]]
    assert ["RCB-01.10"] == [one.rule.id for one in check_manner(book_of(), COMPLAINT, letter)[0]]
    assert () == check_manner(book_of(), COMPLAINT, letter)[1]


def test_what_the_company_leaves_open_is_named(make):
    """
    A caller that the table does not give, and the number from which a call-back is a later one.
    """
    callers = Table(
        inputs={"cause": ["complaint"]}, rows=(Row(when={}, then=UNSPECIFIED, rule="DST-01"),), outcome="list"
    )
    unsaid = make.policy(make.pack(callbacks__callers=callers))
    open_ = make.policy(library_pack("RCB"), own=make.pack("CO", callbacks__phone_from=UNSPECIFIED))

    assert ("callbacks.callers",) == manner_of(book_of(unsaid), COMPLAINT, 1).missing
    assert ("callbacks.callers",) == check_manner(book_of(unsaid), COMPLAINT, made(1, mode="phone"))[1]
    assert "callbacks.phone_from" in manner_of(book_of(open_), COMPLAINT, 1).missing
    assert ("callbacks.phone_from",) == (
        check_manner(book_of(open_), COMPLAINT, made(1, mode="phone", by="property_assistant"))[1]
    )


def test_a_caller_that_hangs_on_the_way_needs_the_ways(make):
    """
    Where no table says which ways there are, the one of the next call-back is not known.
    """
    callers = Table(
        inputs={"mode": ["phone", "on_site"]},
        rows=(Row(when={"mode": "phone"}, then=("a",)), Row(when={"mode": "on_site"}, then=("b",))),
        outcome="list",
    )

    assert ("callbacks.modes",) == manner_of(
        book_of(make.policy(make.pack(callbacks__callers=callers))), COMPLAINT, 1
    ).missing


@pytest.mark.parametrize(
    ("matter", "number", "en", "zh"),
    [
        (
            COMPLAINT,
            1,
            "call-back 1: by property_assistant, on_site or open_letter",
            "第1次回访：由property_assistant回访，方式为on_site或open_letter",
        ),
        (
            COMPLAINT,
            2,
            "call-back 2: by property_assistant, on_site or phone or open_letter",
            "第2次回访：由property_assistant回访，方式为on_site或phone或open_letter",
        ),
        (
            Matter(cause="move_in"),
            1,
            "call-back 1: by anybody, on_site or phone or open_letter",
            "第1次回访：由任何人回访，方式为on_site或phone或open_letter",
        ),
        (
            evolve(COMPLAINT, class_=None),
            1,
            "who makes call-back 1 cannot be told without: matter.class",
            "缺少matter.class，无法判定由谁回访",
        ),
    ],
)
def test_who_is_to_call_back_and_how_is_said(matter, number, en, zh):
    """
    In one sentence with its rule, or what it cannot be told without.
    """
    found = manner_of(book_of(RCB), matter, number).findings

    assert [(en, zh)] == [(one.says.en, one.says.zh) for one in found]
