from decimal import Decimal

from django.http import QueryDict
from visitcore_site.days import NOW, TODAY
from visitcore_site.meals import EATEN

from visitcore_django.admin.meal_form import MealForm, UnsavedMealForm, as_typed, offers
from visitcore_django.models import MealRequest


def test_choices_come_from_the_policy_that_runs(db):
    """
    The occasions, hosts and degrees of importance are those of the cap's own table; who consents is the policy's word.
    """
    told = offers()

    assert ["important", "general"] == [name for name, _ in told["importance"]]
    assert ["cs_manager", "cs_staff"] == [name for name, _ in told["host"]]
    assert "tea_party" in [name for name, _ in told["occasion"]]
    assert [("cs_manager", "customer service manager")] == told["oral_consent_by"]


def test_a_word_of_an_older_policy_is_kept(db):
    """
    A meal with an occasion that is no longer offered keeps it.
    """
    form = MealForm(instance=MealRequest(occasion="picnic"))

    assert "picnic" in [name for name, _ in form.fields["occasion"].choices]
    assert "picnic" not in [name for name, _ in MealForm().fields["occasion"].choices]


def test_a_policy_without_meals_leaves_the_words_open(db, settings):
    """
    Where the policy offers nothing, one writes.
    """
    settings.VISITCORE = {"POLICY": "GFT"}

    assert not hasattr(MealForm().fields["occasion"], "choices")


def test_what_was_typed_so_far_is_a_meal(db):
    """
    Figures are read one by one; what is empty is not known.
    """
    meal, faults = as_typed(QueryDict("on=2024-06-20&bill=1200.50&customers=4&host=cs_staff&special=true"))

    assert (EATEN, Decimal("1200.50"), 4, "cs_staff", True) == (
        meal.on,
        meal.bill,
        meal.customers,
        meal.host,
        meal.special,
    )
    assert (None, [], None) == (meal.drinks, faults, meal.pk)


def test_what_cannot_be_read_is_told_and_not_taken(db):
    """
    Words for a number, a strange occasion, half a guest: each is told with its label, none stops the rest.
    """
    meal, faults = as_typed(QueryDict("on=2024-06-20&bill=abc&occasion=<script>&customers=0&drinks=5"))

    assert (None, None, Decimal(5)) == (meal.bill, meal.customers, meal.drinks)
    assert {"Bill", "Occasion", "Guests"} == {one.split(":")[0] for one in faults}


def test_without_a_day_the_rules_of_today_are_told(db, time_machine):
    """
    As long as no day is typed, that of today governs, and this is said.
    """
    time_machine.move_to(NOW, tick=False)
    meal, faults = as_typed(QueryDict(""))

    assert (TODAY, 1) == (meal.on, len(faults))


def test_a_form_that_is_worked_out_is_never_saved(db):
    """
    It has no errors to show, and is never valid.
    """
    form = UnsavedMealForm(QueryDict("bill=abc"))

    assert (False, {}) == (form.is_valid(), form.errors)
