from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from attrs import evolve

from visitcore.blocks.quota import Quota
from visitcore.codec.policy import load_policy
from visitcore.facts.callback import CallBack, Matter
from visitcore.ground.errors import FactsError
from visitcore.ground.period import Period
from visitcore.ground.text import Text
from visitcore.rules.callback_month import Unit, gather

RCB = load_policy("RCB")
MARCH = Period.MONTH.span(date(2024, 3, 1))
MARCH_10, MARCH_13, MARCH_14, APRIL_10 = date(2024, 3, 10), date(2024, 3, 13), date(2024, 3, 14), date(2024, 4, 10)
MATTERS = Quota(share_at_least=Decimal("0.5"), of="matters")
PEOPLE = Quota(share_at_least=Decimal("0.1"), of="participants", distinct=True)
SIGNED = {"customer_signature": "Wang"}
EMPTY = (
    Text(
        "matters[0].callbacks[0] – empty or wrong: customer_signature",
        "matters[0].callbacks[0]——未填或填写有误：customer_signature",
    ),
)
STRANGE = ("callbacks.modes[mode = on_sight]",)


def call(made=MARCH_13, values=SIGNED, **more):
    """
    A call-back on site.
    """
    return CallBack(made=made, mode="on_site", values=values, **more)


def complaint(*callbacks, complainant="Wang", **more):
    """
    A complaint dealt with on 10 March.
    """
    known = {"closed": MARCH_10, "problem": "lift", "reply_letter_only": False, "callbacks": callbacks}
    return Matter(cause="complaint", complainant=complainant, **{**known, **more})


def gathered(*matters, cause="complaint", quota=MATTERS, on=APRIL_10):
    """
    The matters of March.
    """
    return gather(matters, cause, RCB, quota, MARCH, on)


@pytest.mark.parametrize(
    ("callbacks", "on", "counts"),
    [
        ((call(),), APRIL_10, {"in_time": 1}),
        ((call(MARCH_14),), APRIL_10, {"late": 1}),
        ((call(values={}),), APRIL_10, {"rejected": EMPTY}),
        ((call(values={}), call(MARCH_13)), APRIL_10, {"in_time": 1}),
        ((call(MARCH_14), call(MARCH_13)), APRIL_10, {"in_time": 1}),
        ((), APRIL_10, {}),
        ((), MARCH_13, {"open": 1}),
        ((), MARCH_14, {}),
        ((call(MARCH_13),), MARCH_10, {"open": 1}),
        ((call(values={}),), MARCH_13, {"open": 1, "rejected": EMPTY}),
        ((evolve(call(), mode="on_sight"),), APRIL_10, {"unproved": 1, "lacks": STRANGE}),
        ((evolve(call(), mode="on_sight"), call()), APRIL_10, {"in_time": 1, "lacks": STRANGE}),
        ((evolve(call(MARCH_14), mode="on_sight"),), APRIL_10, {"late": 1}),
        ((call(values=None),), APRIL_10, {"unproved": 1, "lacks": ("matters[0].callbacks[0].values",)}),
        (None, APRIL_10, {"unproved": 1, "lacks": ("matters[0].callbacks",)}),
    ],
)
def test_how_one_matter_stands(callbacks, on, counts):
    """
    One valid call-back in time is enough; late, open and unknown ones are kept apart.
    """
    month = gathered(complaint(callbacks=callbacks), on=on)

    assert (Unit(where="matters[0]", case=None, class_=None, size=1, **counts),) == month.units


@pytest.mark.parametrize(
    "other",
    [
        complaint(call(), complainant="Li", closed=date(2024, 2, 29)),
        complaint(call(date(2024, 4, 2)), complainant="Li", closed=date(2024, 4, 1)),
        complaint(complainant="Li", closed=None),
        complaint(complainant="Li", closed=date(2024, 4, 11)),
        complaint(complainant="Li", closed=datetime(2024, 3, 31, 16, 0, tzinfo=UTC)),
        Matter(cause="repair_work", closed=MARCH_10),
    ],
)
def test_what_does_not_belong_to_the_month_is_left_out(other):
    """
    Other months by the local day, what is not dealt with yet, other kinds.
    """
    assert gathered(complaint(call())).units == gathered(complaint(call()), other).units


def test_the_same_complaint_at_two_departments_is_one():
    """
    Their call-backs count together, against the day of the older one.
    """
    older, newer = complaint(closed=MARCH_10), complaint(call(MARCH_14), closed=date(2024, 3, 12), class_="major")

    for pair in ((older, newer), (newer, older)):
        month = gathered(*pair)
        assert (1, 1, "complaint") == (len(month.units), month.repeated, month.cause)
        assert (1, 0, "major") == (month.units[0].late, month.units[0].in_time, month.units[0].class_)


FEBRUARY_20, APRIL_2 = date(2024, 2, 20), date(2024, 4, 2)


@pytest.mark.parametrize(
    ("others", "base", "repeated"),
    [
        ((FEBRUARY_20,), 0, 1),
        ((date(2021, 5, 5),), 0, 1),
        ((APRIL_2,), 1, 0),
        ((FEBRUARY_20, date(2024, 3, 12)), 0, 2),
        ((date(2024, 3, 12), APRIL_2), 1, 1),
        ((APRIL_10,), 1, 0),
        ((date(2024, 4, 11),), 1, 0),
    ],
)
def test_the_same_complaint_is_one_however_far_apart(others, base, repeated):
    """
    It belongs to the month of the oldest; one that is dealt with after the day asked about is not there yet.
    """
    month = gathered(complaint(), *(complaint(closed=day) for day in others))

    assert (base, repeated, ()) == (len(month.units), month.repeated, month.missing)


def test_a_call_back_on_a_later_record_counts_for_the_first():
    """
    Closed on 31 March, again on 2 April, called back on 3 April: in time by the first.
    """
    first, again = complaint(closed=date(2024, 3, 31)), complaint(call(date(2024, 4, 3)), closed=APRIL_2)

    assert [1] == [unit.in_time for unit in gathered(first, again).units]
    assert [0] == [unit.in_time for unit in gathered(first).units]


def test_what_tells_complaints_apart_is_asked_for_only_where_two_may_be_the_same():
    """
    Wang and Li are two, whatever they complained of; so is what does not touch the month; repairs are never the same.
    """
    unnamed, before = complaint(problem=None), complaint(problem=None, closed=FEBRUARY_20)
    repairs = (Matter(cause="repair_work", closed=MARCH_10, callbacks=()),) * 2

    assert () == gathered(unnamed).missing
    assert () == gathered(complaint(complainant="Li"), unnamed).missing
    assert ("matters[1].problem",) == gathered(complaint(), unnamed).missing
    assert ("matters[1].problem",) == gathered(complaint(), before).missing
    assert () == gathered(complaint(complainant="Li"), before, before).missing
    assert ("matters[0].problem", "matters[1].problem") == gathered(unnamed, unnamed).missing
    assert (2, ()) == (
        len(gathered(*repairs, cause="repair_work").units),
        gathered(*repairs, cause="repair_work").missing,
    )


def test_whether_an_older_one_is_exempt_matters_where_it_is_the_same():
    """
    An exempt record stands for no other; of somebody else's nobody asks.
    """
    unsure = complaint(closed=FEBRUARY_20, reply_letter_only=None)

    assert ("matters[1].reply_letter_only",) == gathered(complaint(), unsure).missing
    assert () == gathered(complaint(complainant="Li"), unsure).missing
    assert 1 == len(gathered(complaint(), evolve(unsure, reply_letter_only=True)).units)


def test_a_matter_that_needs_none_is_counted_beside():
    """
    By the rule that says so; where nobody knows, the base cannot be told.
    """
    anonymous = Matter(cause="complaint", closed=MARCH_10, anonymous=True)
    month = gathered(complaint(call()), anonymous)

    assert (1, 1, "RCB-01.13") == (len(month.units), month.exempt, month.exempt_by)
    assert ("matters[1].anonymous", "matters[1].reply_letter_only") == (
        gathered(complaint(call()), evolve(anonymous, anonymous=None)).missing
    )


def test_people_who_took_part_count_each():
    """
    Once each, however often they were called; one who was called in time is not late.
    """
    event = Matter(
        cause="community_event",
        closed=MARCH_10,
        participants=45,
        callbacks=(call(person="A"), call(MARCH_14, person="A"), call(date(2024, 4, 11), person="B")),
    )
    (unit,) = gathered(event, cause="community_event", quota=PEOPLE, on=date(2024, 4, 30)).units

    assert (45, 1, 1, 0) == (unit.size, unit.in_time, unit.late, unit.open)
    uncounted = evolve(event, participants=None)
    assert ("matters[0].participants",) == gathered(uncounted, cause="community_event", quota=PEOPLE).missing
    unnamed = evolve(event, callbacks=(call(),))
    assert ("matters[0].callbacks[0].person",) == gathered(unnamed, cause="community_event", quota=PEOPLE).missing


def test_more_people_than_took_part_is_an_error():
    """
    Two call-backs for one participant cannot be.
    """
    event = Matter(
        cause="community_event", closed=MARCH_10, participants=1, callbacks=(call(person="A"), call(person="B"))
    )

    with pytest.raises(FactsError, match="2 people were called back, 1 took part"):
        gathered(event, cause="community_event", quota=PEOPLE)


def test_faults_of_all_matters_are_told_at_once():
    """
    Each with its place in the list.
    """
    early = call(date(2024, 3, 9))

    with pytest.raises(FactsError) as caught:
        gathered(complaint(early), complaint(call()), complaint(early, complainant="Li"))

    assert ["matters[0].callbacks[0].made", "matters[2].callbacks[0].made"] == [
        problem.where for problem in caught.value.problems
    ]


def test_a_kind_of_matter_that_nobody_knows_is_a_mistake():
    """
    It is named with the one that is meant; a kind that is known is left out without a word.
    """
    strange = evolve(complaint(call()), cause="complian")

    with pytest.raises(
        FactsError, match=r"matters\[1\].cause: 'complian' is no kind of matter; did you mean 'complaint'"
    ):
        gathered(complaint(call()), strange)
    assert 1 == len(gathered(complaint(call()), evolve(strange, cause="emergency")).units)


@pytest.mark.parametrize(
    ("complainant", "problem", "base"),
    [
        (" WANG", "lift ", 1),
        ("Ｗａｎｇ", "Ｌｉｆｔ", 1),
        ("Wan g", "l ift", 1),
        ("Wang2", "lift", 2),
        ("Wang", "lifts", 2),
    ],
)
def test_capitals_width_and_blanks_make_no_other_complaint(complainant, problem, base):
    """
    Who complains twice in another hand complains once.
    """
    month = gathered(complaint(), complaint(call(), complainant=complainant, problem=problem))

    assert (base, 2 - base) == (len(month.units), month.repeated)


@pytest.mark.parametrize(
    ("days", "late"),
    [((None, None), 0), ((None, date(2024, 3, 11)), 1), ((date(2024, 3, 11), None), 1), ((MARCH_13, MARCH_13), 0)],
)
def test_the_earliest_day_set_for_any_of_the_same_counts(days, late):
    """
    Whichever of two that are the same it was set for.
    """
    older, newer = (complaint(set_for=day) for day in days)
    month = gathered(older, evolve(newer, callbacks=(call(date(2024, 3, 12)),)))

    assert [(1 - late, late)] == [(unit.in_time, unit.late) for unit in month.units]
