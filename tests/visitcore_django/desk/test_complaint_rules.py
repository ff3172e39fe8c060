from datetime import date, datetime

import pytest
from visitcore_site.days import at

from visitcore import load_policy
from visitcore_django.desk import complaint_rules as rules
from visitcore_django.models import Complaint, ComplaintEvent

DAY = date(2024, 7, 1)
STANDARD, OMS, DCP, NONE = (load_policy(name) for name in ("standard", "OMS", "DCP", "ABC"))


def test_each_policy_has_its_own_way():
    """
    CPC begins with the receipt, the car dealer with the record; a policy on visits alone has no way.
    """
    assert ["received", "recorded"] == [rules.flow_of(one, DAY).start for one in (STANDARD, DCP)]
    assert rules.flow_of(NONE, DAY) is None


def test_acts_are_what_clocks_wait_for_beside_the_steps():
    """
    OMS-02.12 and OMS-02.13: whom to warn is an act; a step of the way is none, nor is the receipt.
    """
    acts = set(rules.acts_of(STANDARD, DAY))

    assert {"found_major", "legal_warned", "brand_or_management_warned", "ceo_told"} < acts
    assert not acts & {"received", "closed", "customer_answered"}


def test_without_a_way_it_is_closed_by_hand():
    """
    Where there is no way, being closed is an act.
    """
    assert ("closed",) == rules.acts_of(NONE, DAY)


def test_signs_and_classes_are_the_policys():
    """
    OMS-02.11: seven signs, and major or ordinary.
    """
    assert 7 == len(rules.signs_of(OMS, DAY))
    assert ("major", "ordinary") == rules.classes_of(OMS, DAY)
    assert () == rules.signs_of(NONE, DAY) == rules.classes_of(NONE, DAY)


def test_repeats_are_counted_where_the_policy_counts():
    """
    OMS counts, a policy without complaints does not.
    """
    assert rules.counts_repeats(OMS, DAY) and not rules.counts_repeats(NONE, DAY)


def test_who_is_complained_about_stays_out_where_the_policy_says_so():
    """
    OMS-02.3 keeps him out; the standard policy does not take that rule over.
    """
    assert rules.keeps_out(OMS, DAY) and not rules.keeps_out(STANDARD, DAY)


def test_a_time_named_beforehand_may_lie_ahead():
    """
    CSB names the time of the reply; the standard policy names none.
    """
    assert rules.named_ahead(load_policy("CSB"), DAY) and not rules.named_ahead(STANDARD, DAY)


def test_signatures_count_since_the_last_step():
    """
    A signature under a step that was taken is used up.
    """
    kinds = [("negotiate_signed", "a"), ("negotiating", ""), ("negotiate_signed", "b"), ("negotiate_signed", "b")]
    events = [ComplaintEvent(kind=kind, role=role) for kind, role in kinds]

    assert (events[2], events[3]) == rules.signatures("negotiate", events, ("negotiating",))


@pytest.mark.parametrize("due", [None, at(DAY, 15)])
def test_an_instant_stays_an_instant(due):
    """
    A deadline in hours is kept to the minute, and nothing stays nothing.
    """
    assert due == rules.last_instant(due)


def test_a_day_ends_at_midnight():
    """
    The last good instant of a day is its last second, and is known as a day again.
    """
    due = rules.last_instant(DAY)

    assert datetime(2024, 7, 1, 23, 59, 59, tzinfo=at(DAY).tzinfo) == due
    assert rules.is_whole_day(due) and not rules.is_whole_day(at(DAY, 15))


def test_names_are_cut_between_two_of_them():
    """
    A column holds whole names only.
    """
    assert "store,superior" == rules.within(["store", "superior", "x" * 200], 40)
    assert "" == rules.within([])


def test_what_may_be_said_of_a_complaint_is_listed(row, settings):
    """
    OMS has no list of demands, CPC has: a new complaint goes by the policy of today, another by that of its receipt.
    """
    settings.VISITCORE = {"POLICY": "OMS"}
    listed = {"channel": ("phone", "shop", "call_back"), "demand": (), "area": ("sales", "after_sales")}

    assert {**listed, "judged": ("major", "ordinary")} == rules.lists_of(Complaint(), DAY)
    settings.VISITCORE = {"POLICY": "CPC"}
    assert "exchange" in rules.lists_of(row(Complaint), DAY)["demand"]
