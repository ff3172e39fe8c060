from datetime import date

import pytest
from django.utils.translation import override

from visitcore import load_policy
from visitcore_django.admin.policies_reading import chapters, found, packs, parameters
from visitcore_django.policies import read_policy

OWN = """
extends = ["standard"]

[[rule]]
id = "OWN-1"
clause = "1"
kind = "cadence"
strength = "required"
text = { en = "Everybody is visited every month.", zh = "每月拜访所有客户。" }

[[parameter]]
key = "visits.cadence"
unit = "visits"
  [[parameter.history]]
  since = 2024-07-01
  cites = ["OWN-1"]
  cadence = { times = 1, per = "month" }
"""


def rows(policy=None, on=date(2024, 6, 14)):
    """
    The parameters by key.
    """
    return {row.key: row for row in parameters(policy or load_policy("standard"), on)}


def test_every_key_is_told():
    """
    Each key that the policy speaks to, once.
    """
    policy = load_policy("standard")

    assert sorted(policy.keys()) == sorted(rows(policy))


def test_a_value_is_told_with_its_clause_and_its_origin():
    """
    ABC-03.2b: a B customer is visited once a quarter; the document says so.
    """
    with override("zh-hans"):
        told = rows()["visits.cadence"]

    assert "各类客户的最少拜访次数" == told.label
    assert any("每季度1次" in line for line in told.today.lines)
    assert ("文件原文", "ABC") == (told.today.origin, told.today.pack)
    assert "B类客户每季度至少拜访1次，次数按业务情况调整。" in [source.text for source in told.today.sources]


@pytest.mark.parametrize(
    ("on", "origin", "other"),
    [(date(2024, 6, 30), "the document", "the company's own"), (date(2024, 7, 1), "the company's own", "the document")],
)
def test_the_value_of_the_day_stands_before_the_others(on, origin, other):
    """
    On the day before the document speaks, from the day on the company; the other one is told beside it.
    """
    told = rows(read_policy(OWN, "own"), on)["visits.cadence"]

    assert origin == told.today.origin
    assert [other] == [one.origin for one in told.others]


def test_what_the_document_leaves_open_is_said():
    """
    Nothing is made up.
    """
    assert ("not given by the document; to be set",) == rows()["grading.sales_reference"].today.lines


@pytest.mark.parametrize("asked", ["cadence quarter", "ABC-03.2b", "拜访 季度", "VISITS.CADENCE"])
def test_a_value_is_found_by_any_of_its_words(asked):
    """
    Key, rule, English or Chinese words, in any case and order.
    """
    assert "visits.cadence" in [row.key for row in found(rows().values(), asked)]


def test_all_words_must_occur():
    """
    One word that occurs nowhere finds nothing.
    """
    assert [] == found(rows().values(), "cadence zebra")


def test_chapters_come_in_the_order_of_the_work():
    """
    Visits first; a chapter of the company's own keeps its word and comes last.
    """
    own = OWN.replace("visits.cadence", "widgets.cadence")
    told = chapters(rows(read_policy(own, "own")).values())

    assert ("visits", "Visits") == told[0][:2]
    assert ("widgets", "widgets", 1) == told[-1]


def test_packs_are_told_the_strongest_first():
    """
    The company's file, then the documents, last the house; what is left aside is counted.
    """
    told = packs(read_policy(OWN, "own"))
    filing = next(one for one in told if one["code"] == "CFR")

    assert ("own", "ABC", "VC") == (told[0]["code"], told[1]["code"], told[-1]["code"])
    assert filing["left"] > 0
    assert 0 == told[1]["left"]
