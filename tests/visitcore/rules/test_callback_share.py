from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from visitcore.blocks.quota import Quota
from visitcore.blocks.term import Term
from visitcore.codec.library import library_pack
from visitcore.codec.policy import load_policy
from visitcore.decisions.verdict import Verdict
from visitcore.facts.callback import CallBack, CallBackQuestion, CallBackRecord, CallBackShareQuestion, Matter
from visitcore.ground.errors import SilentPolicyError
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.rules.callback_records import callback_valid
from visitcore.rules.callback_share import callback_share
from visitcore.rules.callbacks import callback_due

RCB = load_policy("RCB")
MARCH_10, MARCH_13, MARCH_14, MARCH_31, APRIL_10 = (
    date(2024, 3, 10),
    date(2024, 3, 13),
    date(2024, 3, 14),
    date(2024, 3, 31),
    date(2024, 4, 10),
)
SIGNED = {"customer_signature": "Wang"}
CALLED = (CallBack(made=MARCH_13, mode="on_site", values=SIGNED),)


def complaint(number, callbacks=(), **more):
    """
    A complaint dealt with on 10 March.
    """
    known = {"closed": MARCH_10, "problem": "lift", "reply_letter_only": False, "callbacks": callbacks}
    return Matter(cause="complaint", complainant=f"C{number}", **{**known, **more})


def complaints(called, base):
    """
    So many complaints, some of them called back.
    """
    return tuple(complaint(number, CALLED if number < called else ()) for number in range(base))


def asked(matters, policy=RCB, *, on=APRIL_10, month=MARCH_10, cause="complaint"):
    """
    The share of March.
    """
    return callback_share(CallBackShareQuestion(on=on, month=month, cause=cause, matters=matters), policy)


def company(make, **own):
    """
    The pack with values of the company's own.
    """
    return make.policy(library_pack("RCB"), own=make.pack("CO", **own))


@pytest.mark.parametrize(
    ("called", "base", "verdict"),
    [
        (4, 8, Verdict.ALLOWED),
        (3, 8, Verdict.REFUSED),
        (3, 7, Verdict.REFUSED),
        (4, 7, Verdict.ALLOWED),
        (0, 1, Verdict.REFUSED),
        (1, 1, Verdict.ALLOWED),
        (0, 0, Verdict.NOT_APPLICABLE),
    ],
)
def test_half_of_the_complaints_and_half_of_seven_is_four(called, base, verdict):
    """
    The smallest number that passes is half, rounded up; nothing to call back is no failure.
    """
    decision = asked(complaints(called, base))
    (part,) = decision.outcome.parts

    assert verdict is decision.verdict
    assert (called, base) == (part.in_time, part.base)


@pytest.mark.parametrize(
    ("on", "called", "verdict"),
    [
        (date(2024, 3, 12), 0, Verdict.ALLOWED),
        (MARCH_14, 0, Verdict.ALLOWED),
        (date(2024, 3, 30), 0, Verdict.ALLOWED),
        (MARCH_31, 0, Verdict.REFUSED),
        (MARCH_31, 1, Verdict.ALLOWED),
    ],
)
def test_nothing_is_broken_while_the_month_runs(on, called, verdict):
    """
    The base may still grow; on the last day of the month it is told.
    """
    decision = asked(complaints(called, 2), on=on)

    assert verdict is decision.verdict
    if verdict is Verdict.ALLOWED and not called:
        assert decision.findings[0].holds is None


def test_what_can_still_be_made_after_the_month_is_waited_for():
    """
    A complaint of 31 March may be called back until 3 April; where even that is not enough, it is told at once.
    """
    open_ = complaint(9, closed=MARCH_31)

    assert Verdict.ALLOWED is asked((open_, complaint(1)), on=date(2024, 4, 3)).verdict
    assert Verdict.REFUSED is asked((open_, complaint(1)), on=date(2024, 4, 4)).verdict
    assert Verdict.REFUSED is asked((open_, *complaints(0, 3)), on=date(2024, 4, 1)).verdict


def test_late_exempt_and_repeated_ones_are_told_beside():
    """
    Each by its own rule.
    """
    late = (CallBack(made=MARCH_14, mode="on_site", values=SIGNED),)
    anonymous = Matter(cause="complaint", closed=MARCH_10, anonymous=True)
    decision = asked((complaint(1, CALLED), complaint(2, late), complaint(2), anonymous))

    assert ["RCB-01.3b", "RCB-01.3b", "RCB-01.13", "RCB-01.12"] == [one.rule.id for one in decision.findings]
    assert (1, 1) == (decision.outcome.exempt, decision.outcome.repeated)
    assert (2, 1, 1) == tuple(getattr(decision.outcome.parts[0], name) for name in ("base", "in_time", "late"))


def test_an_unknown_sheet_only_matters_where_it_decides():
    """
    One of two is enough; of one alone it has to be known; where the rest fails anyway it does not matter.
    """
    unknown = (CallBack(made=MARCH_13, mode="on_site"),)
    lack = ("matters[0].callbacks[0].values",)

    assert (Verdict.ALLOWED, ()) == _told(asked((complaint(0, unknown), complaint(1, CALLED))))
    assert (Verdict.UNDETERMINED, lack) == _told(asked((complaint(0, unknown),)))
    assert (Verdict.REFUSED, ()) == _told(asked((complaint(0, unknown), complaint(1), complaint(2))))
    assert (Verdict.UNDETERMINED, ("matters[0].callbacks",)) == _told(asked((complaint(0, None),)))


def _told(decision):
    return decision.verdict, decision.missing


def test_each_class_reaches_the_share_where_the_company_says_so(make):
    """
    Overall 2 of 4 pass; by class the major ones fail.
    """
    matters = (
        complaint(1, CALLED, class_="general"),
        complaint(2, CALLED, class_="general"),
        complaint(3, class_="major"),
        complaint(4, class_="major"),
    )
    by_class = company(make, callbacks__rate_by_class__complaint=True)
    decision = asked(matters, by_class)

    assert (Verdict.ALLOWED, Verdict.REFUSED) == (asked(matters).verdict, decision.verdict)
    assert [("general", 2, 2), ("major", 2, 0)] == [
        (one.class_, one.base, one.in_time) for one in decision.outcome.parts
    ]
    assert ("matters[0].class",) == asked((complaint(1),), by_class).missing
    assert ("callbacks.callers[class = urgent]",) == asked((complaint(1, class_="urgent"),), by_class).missing
    assert ("callbacks.rate_by_class.complaint",) == asked(
        matters, company(make, callbacks__rate_by_class__complaint=UNSPECIFIED)
    ).missing
    assert Verdict.NOT_APPLICABLE is asked((), by_class).verdict


def event(called, size, **more):
    """
    An event of 10 March, with so many of its people called back.
    """
    calls = tuple(evolve(CALLED[0], person=f"P{number}") for number in range(called))
    return Matter(cause="community_event", closed=MARCH_10, participants=size, callbacks=calls, **more)


@given(events=st.lists(st.integers(0, 40).flatmap(lambda size: st.tuples(st.integers(0, size), st.just(size)))))
def test_every_event_reaches_the_share_by_itself(events):
    """
    All together pass where each passes alone, and one that falls short is refused whatever the others reach.
    """
    matters = tuple(event(called, size, case=f"E{number}") for number, (called, size) in enumerate(events))
    decision = asked(matters, cause="community_event", on=date(2024, 4, 30))
    alone = [asked((one,), cause="community_event", on=date(2024, 4, 30)) for one in matters]

    assert (Verdict.REFUSED in [one.verdict for one in alone]) is (decision.verdict is Verdict.REFUSED)
    if matters:
        assert tuple(one.outcome.parts[0] for one in alone) == decision.outcome.parts
        assert [f"E{number}" for number in range(len(events))] == [part.matter for part in decision.outcome.parts]


def test_an_event_without_a_number_is_named_by_its_place():
    """
    The finding says of which event it speaks.
    """
    decision = asked((event(1, 10),), cause="community_event")

    assert "matters[0]" == decision.outcome.parts[0].matter
    assert decision.findings[0].says.en.startswith("matters[0]: 1 of 10 ")


def test_events_and_repairs_have_no_class(make):
    """
    Where each class of complaint is looked at, other matters are not asked for theirs; an event never has one.
    """
    policy = company(make, callbacks__rate_by_class__complaint=True, callbacks__rate_by_class__community_event=True)
    repair = Matter(cause="repair_work", closed=MARCH_10, callbacks=CALLED)

    assert (Verdict.ALLOWED, ()) == _told(asked((event(1, 10),), policy, cause="community_event"))
    assert (Verdict.ALLOWED, ()) == _told(asked((repair,), policy, cause="repair_work"))


def test_what_the_company_has_to_say_is_named(make):
    """
    A share left open, a kind without a share, matters that nobody kept.
    """
    assert ("callbacks.rates.complaint",) == asked((), company(make, callbacks__rates__complaint=UNSPECIFIED)).missing
    assert ("matters",) == asked(None).missing
    with pytest.raises(SilentPolicyError):
        asked((), cause="move_in")


def test_hours_are_counted_from_instants_only(make):
    """
    With a term of hours a day alone leaves the base open.
    """
    decision = asked(complaints(1, 1), company(make, callbacks__terms__complaint=Term(hours=24)))

    assert Verdict.UNDETERMINED is decision.verdict
    assert "matters[0].closed (an instant with its time zone)" in decision.missing


def test_a_year_that_is_not_announced_yet_makes_it_provisional(make):
    """
    Working days of 2099 are a guess; calendar days are not.
    """
    far = (complaint(1, closed=date(2099, 3, 10)),)
    by_workdays = company(make, callbacks__terms__complaint=Term(working_days=3))
    april = {"on": date(2099, 4, 10), "month": date(2099, 3, 1)}

    assert asked(far, by_workdays, **april).provisional
    assert not asked(far, **april).provisional


def test_without_a_period_everything_so_far_counts(make):
    """
    A quota without a month takes all that was dealt with.
    """
    policy = company(make, callbacks__rates__complaint=Quota(share_at_least=Decimal("0.5")))
    decision = asked((*complaints(1, 1), complaint(7, closed=date(2023, 1, 5))), policy)

    assert (None, 2) == (decision.outcome.month_start, decision.outcome.parts[0].base)


def test_the_month_asked_about_is_that_of_the_day_where_none_is_named():
    """
    On 31 March the share of March is told.
    """
    assert asked(complaints(1, 1), on=MARCH_31, month=None).outcome == asked(complaints(1, 1), on=MARCH_31).outcome


@given(called=st.integers(0, 40), more=st.integers(0, 40), percent=st.integers(1, 100))
def test_the_share_is_exact(make, called, more, percent):
    """
    Held against fractions: passed means called / base >= share, and the smallest number that passes is ceil of both.
    """
    base, share = called + more, Fraction(percent, 100)
    policy = company(make, callbacks__rates__complaint=Quota(share_at_least=Decimal(percent) / 100))
    decision = asked(complaints(called, base), policy)

    if not base:
        assert Verdict.NOT_APPLICABLE is decision.verdict
        return
    assert (Fraction(called, base) >= share) is (decision.verdict is Verdict.ALLOWED)
    assert ceil(share * base) == decision.outcome.parts[0].needed


days = st.dates(MARCH_10, date(2024, 3, 20))
one_matter = st.builds(
    lambda made, values, number: complaint(
        number,
        tuple(CallBack(made=day, by="property_assistant", mode="on_site", values=values) for day in made),
        class_="general",
    ),
    st.lists(days, max_size=2),
    st.sampled_from([SIGNED, {}]),
    st.integers(0, 5),
)


@given(matters=st.lists(one_matter, max_size=6, unique_by=lambda one: one.complainant))
def test_the_month_says_of_each_matter_what_is_said_of_it_alone(matters):
    """
    Those in time are the matters of which some call-back is in time and valid by itself.
    """
    expected = 0
    for matter in matters:
        alone = callback_due(CallBackQuestion(on=APRIL_10, matter=matter), RCB)
        in_time = {one.made for one in alone.outcome.rounds if one.made <= MARCH_13}
        sheets = [callback_valid(CallBackRecord(on=APRIL_10, case="T", callback=one), RCB) for one in matter.callbacks]
        valid = [one.made for one, sheet in zip(matter.callbacks, sheets, strict=True) if sheet.outcome.valid]
        expected += bool(in_time.intersection(valid))

    assert expected == asked(tuple(matters)).outcome.parts[0].in_time


@given(matters=st.lists(one_matter, min_size=1, max_size=6), place=st.integers(0, 5), day=st.integers(0, 3))
def test_one_more_call_back_in_time_never_lowers_the_share(matters, place, day):
    """
    Nor does it ever turn a share that passes into one that fails.
    """
    place %= len(matters)
    more = CallBack(made=MARCH_10 + timedelta(days=day), mode="on_site", values=SIGNED)
    better = [evolve(one, callbacks=(*one.callbacks, more)) if at == place else one for at, one in enumerate(matters)]
    before, after = asked(tuple(matters)), asked(tuple(better))

    assert before.outcome.parts[0].share <= after.outcome.parts[0].share
    assert before.verdict is Verdict.REFUSED or after.verdict is not Verdict.REFUSED


@given(matters=st.lists(one_matter, max_size=6), at=st.integers(0, 6), called=st.booleans())
def test_an_exempt_matter_never_changes_the_answer(matters, at, called):
    """
    Called back or not, it is out of the base and out of the count.
    """
    exempt = Matter(cause="complaint", closed=MARCH_10, anonymous=True, callbacks=CALLED if called else ())
    before, after = asked(tuple(matters)), asked((*matters[:at], exempt, *matters[at:]))

    assert (before.verdict, before.outcome.parts) == (after.verdict, after.outcome.parts)


@given(matters=st.lists(one_matter, max_size=6))
def test_the_order_of_the_matters_does_not_matter(matters):
    """
    Backwards the answer is the same.
    """
    assert asked(tuple(matters)).outcome == asked(tuple(reversed(matters))).outcome


@pytest.mark.parametrize(
    ("values", "told", "verdict"),
    [
        ({"customer_signatur": "Wang"}, "empty or wrong: customer_signature ('customer_signatur'?)", Verdict.REFUSED),
        ({"content": "all well"}, "empty or wrong: customer_signature", Verdict.REFUSED),
        (SIGNED, "", Verdict.ALLOWED),
    ],
)
def test_a_call_back_that_is_not_valid_is_told_with_the_reason(values, told, verdict):
    """
    The share falls short for a reason that is named with its place.
    """
    decision = asked((complaint(1, (CallBack(made=MARCH_13, mode="on_site", values=values),)),))
    found = [one.says.en for one in decision.findings if one.says.en.startswith("not valid")]

    assert ([f"not valid, not counted: matters[0].callbacks[0] – {told}"] if told else [], verdict) == (
        found,
        decision.verdict,
    )


def test_a_letter_that_does_not_answer_the_case_is_told():
    """
    It is filled in, and still proves nothing for this matter.
    """
    letter = CallBack(made=MARCH_13, mode="open_letter", values={"answers": ["8", "9"], "filed_in": "callback_file"})
    decision = asked((complaint(1, (letter,), case="7"),))

    assert decision.findings[-1].says.en.endswith("the letter does not answer enough, or not this case")
    assert Verdict.ALLOWED is asked((complaint(1, (letter,), case="8"),)).verdict


@pytest.mark.parametrize(("mode", "missing"), [("on_sight", ("callbacks.modes[mode = on_sight]",)), ("on_site", ())])
def test_a_way_of_calling_back_that_nobody_knows_is_missing(mode, missing):
    """
    It is no breach, and not in order either.
    """
    decision = asked((complaint(1, (CallBack(made=MARCH_13, mode=mode, values=SIGNED),)),))

    assert missing == decision.missing
    assert (Verdict.UNDETERMINED if missing else Verdict.ALLOWED) is decision.verdict
