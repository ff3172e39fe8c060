from django.urls import reverse
from visitcore_site.days import TODAY

from visitcore_django.admin.gift_form import GiftForm
from visitcore_django.models import Gift

ADD = reverse("admin:visitcore_django_gift_add")


def test_the_form_asks_only_what_the_policy_asks(office, client, settings):
    """
    Promotions stand on the form under the rules for premiums, what a gift must be under those for receptions.
    """
    client.force_login(office.li)
    found = {}
    for policy in ("standard", "GFT", "RCP"):
        settings.VISITCORE = {"POLICY": policy}
        answer = client.get(ADD).content.decode()
        found[policy] = [name for name in ("in_promotion", "arranged_by", "ticked") if f'name="{name}"' in answer]

    assert {"standard": [], "GFT": ["in_promotion"], "RCP": ["arranged_by", "ticked"]} == found


def test_a_role_of_an_older_policy_is_kept(db, settings):
    """
    RCP-03.7: the department supervisor arranges gifts, a salesperson may have; what is written stays to be chosen.
    """
    settings.VISITCORE = {"POLICY": "RCP"}
    form = GiftForm(instance=Gift(on=TODAY, arranged_by="harbour_master"))

    assert ["", "department_supervisor", "salesperson", "harbour_master"] == [
        value for value, _label in form.fields["arranged_by"].choices
    ]
