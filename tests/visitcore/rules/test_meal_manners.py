from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from visitcore.codec.policy import load_policy
from visitcore.facts.meal import Meal
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.rules.meal_manners import meal_company, meal_drinks, meal_place

HM = load_policy("HM")
ON = date(2024, 3, 5)
MEAL = Meal(on=ON, importance="important", occasion="banquet", host="cs_staff", bill=Decimal(900), drinks=Decimal(300))


def said(part, policy=HM, **facts):
    """
    The findings of one part, rule by rule, and what is missing.
    """
    findings, missing = part(evolve(MEAL, **facts), policy.on(ON))
    return [(one.rule.id, one.holds) for one in findings], list(missing)


@pytest.mark.parametrize(
    ("importance", "drinks", "rule", "holds"),
    [
        ("important", "300.00", "HM-05.5", True),
        ("important", "300.01", "HM-05.5", False),
        ("general", "300.00", "HM-06.4", True),
        ("general", "300.01", "HM-06.4", False),
    ],
)
def test_drinks_are_one_part_in_three_of_the_bill(importance, drinks, rule, holds):
    """
    Exactly one third is still good; for general customers it is advice.
    """
    assert ([(rule, holds)], []) == said(meal_drinks, importance=importance, drinks=Decimal(drinks))


def test_what_binds_is_missing_and_what_advises_is_open():
    """
    The share of important customers cannot be told without both amounts.
    """
    assert ([("HM-05.5", None)], ["bill", "drinks"]) == said(meal_drinks, bill=None, drinks=None)
    assert ([("HM-06.4", None)], []) == said(meal_drinks, importance="general", drinks=None)
    assert ["importance"] == said(meal_drinks, importance=None)[1]


def test_the_sentence_on_drinks():
    """
    In both languages, without a share that would have to be rounded.
    """
    (finding,), _ = meal_drinks(MEAL, HM.on(ON))

    assert (
        Text(
            "drinks and fruit 300.00 of 900.00, at most one part in 3", "账单900.00元中酒水和水果300.00元，最多三分之一"
        )
        == finding.says
    )


@pytest.mark.parametrize(
    ("facts", "found", "missing"),
    [
        ({"designated_restaurant": False}, [], []),
        ({"designated_restaurant": True, "host": "cs_manager"}, [("HM-05.1", True)], []),
        ({"designated_restaurant": True, "special": True}, [("HM-05.2", True)], []),
        ({"designated_restaurant": True, "special": False}, [("HM-05.2", False)], []),
        ({"designated_restaurant": True}, [("HM-05.1", None)], ["special"]),
        ({}, [("HM-05.1", None)], ["designated_restaurant", "special"]),
        ({"designated_restaurant": True, "occasion": "tea_party"}, [("HM-09", None)], []),
    ],
)
def test_the_designated_restaurant_is_for_special_cases(facts, found, missing):
    """
    Only the manager takes important customers there without one.
    """
    assert (found, missing) == said(meal_place, **facts)


@pytest.mark.parametrize(
    ("part", "facts", "says"),
    [
        (meal_place, {"special": False}, "仅特殊情况下可安排在那里，此次注明不属特殊情况"),
        (meal_place, {"special": True}, "在指定餐厅用餐，此类用餐可安排在那里"),
        (meal_place, {"occasion": "tea_party"}, "制度没有规定"),
        (meal_company, {"special": False}, "此次注明不属特殊情况"),
        (meal_company, {"special": True}, "经理作陪，属特殊情况"),
        (meal_company, {"manager_joins": False}, "经理不作陪"),
    ],
)
def test_a_sentence_says_what_is_wrong(part, facts, says):
    """
    HM-05.2 and HM-04: what was seen and what is asked for, and no word of the table alone.
    """
    (finding,), _ = part(evolve(MEAL, **{"designated_restaurant": True, "manager_joins": True, **facts}), HM.on(ON))

    assert says in finding.says.zh
    assert "_" not in finding.says.en


def test_a_word_of_a_company_stands_as_it_is():
    """
    A place that no pack knows is told by its name.
    """
    held = HM.on(ON).read("expenses.meal.venue")
    rows = tuple(evolve(row, then="harbour_house") for row in held.value.rows)
    history = evolve(HM.packs[0].parameters[held.key], entries=(evolve(held, value=evolve(held.value, rows=rows)),))
    pack = evolve(HM.packs[0], parameters={**HM.packs[0].parameters, held.key: history})
    (finding,), _ = meal_place(evolve(MEAL, designated_restaurant=True, special=True), evolve(HM, packs=(pack,)).on(ON))

    assert "用餐地点：harbour_house" == finding.says.zh


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({"host": "cs_manager", "manager_joins": True}, []),
        ({"manager_joins": False}, [("HM-04", True)]),
        ({"manager_joins": True, "special": True}, [("HM-04", True)]),
        ({"manager_joins": True, "special": False}, [("HM-04", False)]),
        ({"manager_joins": True}, [("HM-04", None)]),
        ({}, [("HM-04", None)]),
    ],
)
def test_the_manager_normally_stays_away_where_staff_host(facts, found):
    """
    It is advice, so nothing is missing where it is not known.
    """
    assert (found, []) == said(meal_company, **facts)


@pytest.mark.parametrize(
    ("part", "key"),
    [
        (meal_drinks, "expenses.meal.drinks_one_part_in"),
        (meal_place, "expenses.meal.venue"),
        (meal_company, "expenses.meal.manager_joins"),
    ],
)
def test_a_policy_may_leave_them_open_or_say_nothing(make, part, key):
    """
    Left open is missing; silent holds nothing.
    """
    left = make.policy(make.pack(**{key.replace(".", "__"): UNSPECIFIED}))

    assert ([("DST-01", None)], [key]) == said(part, left)
    assert ([], []) == said(part, make.policy(make.pack(visits__x=1)))


@given(bill=st.decimals(1, 5000, places=2), share=st.fractions(0, 1))
def test_the_third_is_exact(bill, share):
    """
    Held against the bill by counting cents.
    """
    cents = int(bill * 100)
    drinks = int(cents * share)
    (finding,), _ = meal_drinks(evolve(MEAL, bill=bill, drinks=Decimal(drinks) / 100), HM.on(ON))

    assert finding.holds is (3 * drinks <= cents)
