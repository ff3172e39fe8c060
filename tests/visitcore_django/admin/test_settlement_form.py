from decimal import Decimal

from visitcore_site.meals import tea_party

from visitcore_django.admin.settlement_form import ClaimForm, SigningForm, signature_words
from visitcore_django.models import MealSettlement


def test_signatures_are_those_of_the_policy(db):
    """
    HM-08.1: the expense is noted and signed; the form offers these two ticks with their clause.
    """
    claim = MealSettlement(meal=tea_party(None), bill=Decimal(60))
    field = SigningForm(instance=claim).fields["ticked"]

    assert {"noted": "expense noted", "signed": "expense signed"} == signature_words(claim)
    assert list(signature_words(claim).items()) == field.choices
    assert "HM-08.1" in field.help_text


def test_a_claim_has_no_signature_to_fill_in():
    """
    Whoever claims does not tick that it is signed.
    """
    assert "ticked" not in ClaimForm.base_fields
    assert "paid" not in ClaimForm.base_fields
