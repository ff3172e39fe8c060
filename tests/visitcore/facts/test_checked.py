from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from inspect import getmembers
from pkgutil import iter_modules
from typing import Any, Literal

import pytest
from attrs import evolve, field, fields, frozen, has

import visitcore.facts
from visitcore import Customer, FactsError, LedgerEvent, Visit, VisitRecord
from visitcore.facts.checked import checked
from visitcore.facts.money import Money, money
from visitcore.ground.problem import words

DAY = date(2024, 3, 5)


class Colour(Enum):
    """
    A word of a list.
    """

    RED = "red"


@frozen(kw_only=True, field_transformer=checked)
class Part:
    """
    A fact with one attribute only.
    """

    name: str = "x"


@frozen(kw_only=True, field_transformer=checked)
class Thing:
    """
    A fact with an attribute of each sort.
    """

    on: date = DAY
    size: int | None = None
    weight: Decimal | None = None
    good: bool = False
    kind: Literal["a", "b"] | None = None
    colour: Colour | None = None
    parts: tuple[Part, ...] | None = None
    days: tuple[date, ...] = ()
    more: Mapping[str, Any] = field(factory=dict)
    any_: Any = None
    price: Money | None = field(default=None, validator=money)
    from_: date | None = None


def refused(**values):
    """
    The faults for which a thing is refused, as (place, what is wrong).
    """
    with pytest.raises(FactsError) as told:
        Thing(**values)
    return [(problem.where, words(problem.what).en) for problem in told.value.problems]


@pytest.mark.parametrize(
    ("name", "value", "where", "what"),
    [
        ("on", "2024-03-05", "on", "'2024-03-05' is no day"),
        ("on", None, "on", "is missing"),
        ("size", "5", "size", "'5' is no whole number"),
        ("size", True, "size", "True is no whole number"),
        ("weight", 1.5, "weight", "1.5 is no exact number"),
        ("good", 1, "good", "1 is no flag"),
        ("kind", "c", "kind", "'c' is no choice"),
        ("kind", 5, "kind", "5 is no text"),
        ("colour", "rod", "colour", "'rod' is no colour"),
        ("parts", "x", "parts", "'x' is no list"),
        ("parts", (Part(), "x"), "parts[1]", "'x' is no Part"),
        ("days", (DAY, None), "days[1]", "is missing"),
        ("more", [5], "more", "[5] is no table of names and values"),
        ("price", Decimal(-1), "price", "-1 is less than nothing"),
        ("from_", 5, "from", "5 is no day"),
    ],
)
def test_a_value_of_another_kind_is_refused(name, value, where, what):
    """
    It is told by the name of the fact, also after many sound objects, and with what to do.
    """
    for _ in range(2):
        Thing(kind="a", parts=(Part(),), days=(DAY,))

        assert [(where, what)] == refused(**{name: value})


@pytest.mark.parametrize(
    "values",
    [
        {"on": datetime(2024, 3, 5, tzinfo=UTC), "size": 5, "weight": 5},
        {"weight": Decimal("0.5"), "good": True, "kind": "b", "colour": Colour.RED},
        {"parts": (Part(), Part()), "days": [DAY], "any_": object()},
        {"parts": (), "more": {"x": 1}, "price": Decimal("0.01"), "from_": DAY},
    ],
)
def test_a_sound_value_is_taken_as_it_is(values):
    """
    An instant is a day, a whole number is exact, a list is one of its members, and anything goes where it says so.
    """
    thing = Thing(**values)

    assert values == {name: getattr(thing, name) for name in values}


def test_every_fault_is_told_at_once():
    """
    What has a wrong kind and what a validator complains of stand beside each other, in both languages.
    """
    with pytest.raises(FactsError) as told:
        Thing(on="x", size=1.5, price=Decimal("0.001"))

    assert ["on", "size", "price"] == [problem.where for problem in told.value.problems]
    assert all(words(problem.fix).en for problem in told.value.problems)
    assert "on：'x' 不是日期；请给出 date" in told.value.in_("zh")


def test_a_changed_copy_is_checked_too():
    """
    There is no way around.
    """
    with pytest.raises(FactsError, match="the facts: name: 5 is no text; give a str"):
        evolve(Part(), name=5)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: LedgerEvent(on=DAY, kind="bill", amount=Decimal(5)), "kind: 'bill' is no choice; known: invoice"),
        (lambda: Customer(code=5), "code: 5 is no text"),
        (lambda: Customer(code=" "), "code: a customer needs a code"),
        (lambda: Visit(start="x"), "start: 'x' is no day"),
        (
            lambda: Visit(start=DAY, status="complete"),
            "status: 'complete' is no visit status; did you mean 'completed'",
        ),
        (lambda: VisitRecord(on="2024-01-01", customer=Customer(code="C1")), "on: '2024-01-01' is no day"),
    ],
)
def test_facts_of_the_library_are_refused_in_words(make, said):
    """
    What people get wrong is told as it is of the same facts in a file.
    """
    with pytest.raises(FactsError, match=f"the facts: {said}"):
        make()


@pytest.mark.parametrize("module", [module.name for module in iter_modules(visitcore.facts.__path__)])
def test_every_class_of_facts_is_checked(module):
    """
    Each class has the check on its first attribute.
    """
    __import__(f"visitcore.facts.{module}")
    home = getattr(visitcore.facts, module)
    classes = [one for _, one in getmembers(home, has) if one.__module__ == home.__name__ and one.__name__[0] != "_"]

    assert [] == [one.__name__ for one in classes if fields(one)[0].validator is None]
