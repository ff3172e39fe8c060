from decimal import Decimal

from django.utils import translation
from visitcore_site.days import NOW
from visitcore_site.meals import EATEN, tea_party

from visitcore_django.admin.meal_words import missing_words, weighed
from visitcore_django.models import MealRequest


def test_a_meal_over_the_cap_tells_what_is_over_and_the_clause(db):
    """
    HM-05.3: a tea party of 61 for one is refused: one yuan over, with the clause, and nobody approves that.
    """
    told = weighed(tea_party(None, bill=Decimal(61)), at=NOW)
    lines = dict(told.lines)

    assert ("refused", "¥60.00", "¥1.00") == (told.verdict, lines["Cap per person"], lines["Over the cap"])
    assert "HM-05.3" in told.breaches[0]
    assert "Who approves" not in lines


def test_a_meal_within_the_cap_tells_who_approves(db):
    """
    HM-07.1: at the cap it waits for the customer service manager.
    """
    told = weighed(tea_party(None), at=NOW)

    assert ("referred", ()) == (told.verdict, tuple(told.breaches))
    assert "customer service manager" == dict(told.lines)["Who approves"]


def test_incomplete_figures_tell_what_is_missing(db):
    """
    Of a meal just begun the labels of the form are told, and no error.
    """
    told = weighed(MealRequest(on=EATEN, occasion="tea_party"), ["Bill: no number"], at=NOW)

    assert "undetermined" == told.verdict
    assert "importance of the guests" in told.notes[0]
    assert "Bill: no number" in told.notes


def test_time_and_restaurant_are_missing_too(db):
    """
    HM-07.2: what the arrangement report needs is missing before it is saved.
    """
    told = weighed(tea_party(None, restaurant="", starts_at=None), at=NOW)

    assert "undetermined" == told.verdict
    assert "Still missing: time, restaurant" == told.notes[0]


def test_contradicting_figures_are_told_in_words(db):
    """
    More drinks than the bill is said, and nothing is decided.
    """
    told = weighed(tea_party(None, drinks=Decimal(61)), at=NOW)

    assert "61" in told.headline
    assert () == told.lines


def test_a_policy_without_meals_says_so(db, settings):
    """
    Where the policy has no rules for meals, that is said.
    """
    settings.VISITCORE = {"POLICY": "GFT"}

    assert "expenses.meal.cap" in weighed(tea_party(None), at=NOW).headline


def test_the_words_are_in_the_readers_language(db):
    """
    A Chinese reader gets Chinese words, and amounts with their sign.
    """
    with translation.override("zh-hans"):
        told = weighed(tea_party(None, bill=Decimal(61)), at=NOW)

    assert "不符合规定" == told.headline
    assert "¥1.00" == dict(told.lines)["超出上限"]


def test_missing_names_are_those_of_the_form():
    """
    Facts of meal and filing have the labels of their columns, and a fact of the customer says where it is written.
    """
    told = missing_words(["meal.bill", "filing.filed_on", "case.in_promotion", "expenses.meal.cap", ""])

    assert "bill, filed on (on the customer's page, under “Customer file”), in promotion, expenses.meal.cap" == told


def test_what_binds_is_told_apart_from_advice(db):
    """
    HM-05.6b and HM-05.6a: beside two guests three of the company may sit, two are advised.
    """
    meal = tea_party(None, importance="important", occasion="lunch", customers=2, company_diners=4)
    lines = dict(weighed(meal, at=NOW).lines)

    assert "3, 2 (advice)" == lines["Diners of the company at most"]
