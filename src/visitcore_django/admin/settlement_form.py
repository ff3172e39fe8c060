"""
The form of a claim: the figures for whoever claims, the signatures for whoever signs.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from visitcore_django.admin.base import VersionedForm
from visitcore_django.admin.policy_field import clause_of
from visitcore_django.admin.wording import named
from visitcore_django.desk.settlements import CLAIMED_COLUMNS, SIGNING, signatures
from visitcore_django.desk.wording import say
from visitcore_django.models import MealSettlement
from visitcore_django.policies import running


class ClaimForm(VersionedForm):
    """
    What is claimed for a meal.
    """

    class Meta:
        model = MealSettlement
        fields = ("meal", *CLAIMED_COLUMNS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "meal" in self.fields:
            told = _("Only meals that are approved, have been held and are not claimed yet are found here.")
            self.fields["meal"].help_text = told


class SigningForm(VersionedForm):
    """
    What the manager did with the expense, out of the policy's list.
    """

    ticked = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, required=False)

    class Meta:
        model = MealSettlement
        fields = ("ticked",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["ticked"]
        field.label = _("Signatures")
        field.choices = [(name, words) for name, words in signature_words(self.instance).items()]
        on = self.instance.meal.on
        held = running(on).policy.on(on).find(SIGNING)
        field.help_text = clause_of(held) if held is not None else ""


def signature_words(settlement: MealSettlement) -> dict[str, str]:
    """
    The signatures that the policy asks for, each with its words.
    """
    return {one.name: say(one.label) if one.label else named(one.name) for one in signatures(settlement)}
