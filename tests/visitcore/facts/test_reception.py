from datetime import date
from decimal import Decimal

import pytest

from visitcore.codec.facts import structure_facts
from visitcore.facts.reception import Reception
from visitcore.ground.errors import FactsError

DAY = date(2024, 3, 1)


def test_what_is_not_known_is_none():
    """
    Nothing is assumed of a reception but its day.
    """
    facts = Reception(on=DAY)

    assert (None, None, None) == (facts.guest_kinds, facts.host, facts.guests)
    assert (None, None, None) == (facts.escorts, facts.total, facts.sales_customer)


@pytest.mark.parametrize(
    ("fact", "value", "what"),
    [
        ("guests", 0, "guests: 0 is no party"),
        ("guests", -3, "guests: -3 is no party"),
        ("escorts", -1, "escorts: -1 cannot be sent"),
        ("total", Decimal("-0.01"), "-0.01 is less than nothing"),
        ("total", Decimal("0.001"), "more than 2 digits after the point"),
        ("total", Decimal("NaN"), "NaN is no amount"),
        ("total", 300.5, "is no Decimal"),
    ],
)
def test_what_cannot_be_is_said(fact, value, what):
    """
    Nobody received, fewer than no escorts, less than nothing and parts of a cent are mistakes, not answers.
    """
    with pytest.raises(ValueError, match=what):
        Reception(on=DAY, **{fact: value})


def test_one_guest_without_escort_is_a_reception():
    """
    The smallest party there is, at no cost.
    """
    facts = Reception(on=DAY, guests=1, escorts=0, total=Decimal(0))

    assert (1, 0, 0) == (facts.guests, facts.escorts, facts.total)


@pytest.mark.parametrize(
    ("plain", "zh"),
    [({"guests": 0}, "0 位客人不成接待"), ({"escorts": -1}, "陪同人数不能是 -1"), ({"total": "-1"}, "-1 是负数")],
)
def test_an_office_reads_it_in_chinese(plain, zh):
    """
    Out of a file the same mistakes are told in both languages.
    """
    with pytest.raises(FactsError) as caught:
        structure_facts({"on": "2024-03-01", **plain}, Reception)

    assert zh in caught.value.problems[0].what.zh
