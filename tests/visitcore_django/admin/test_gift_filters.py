import pytest
from django.contrib import admin
from visitcore_site.days import TODAY

from visitcore_django.admin.gift_filters import ReceiptFilter
from visitcore_django.models import Gift

pytestmark = pytest.mark.usefixtures("today")


def shown(rf, value):
    """
    The filter with a value chosen, and the reasons of the gifts that it lets through.
    """
    params = {} if value is None else {"receipt": [value]}
    one = ReceiptFilter(rf.get("/"), params, Gift, admin.site._registry[Gift])
    return one, {gift.reason for gift in one.queryset(rf.get("/"), Gift.objects.all())}


@pytest.mark.parametrize(
    ("value", "reasons"), [("open", {"OPEN"}), ("signed", {"SIGNED"}), (None, {"OPEN", "SIGNED", "WAITS"})]
)
def test_gifts_by_their_receipt(rf, row, settings, value, reasons):
    """
    KAR-01.4: given without a receipt is open; what was not given yet has none to come.
    """
    settings.VISITCORE = {"POLICY": "KAR"}
    row(Gift, state="given", reason="OPEN")
    row(Gift, state="given", reason="SIGNED", receipted_on=TODAY)
    row(Gift, state="requested", reason="WAITS")
    one, found = shown(rf, value)

    assert reasons == found
    assert one.has_output()


def test_no_filter_where_the_policy_asks_for_no_receipt(rf, db):
    """
    The standard policy says nothing of receipts.
    """
    assert not shown(rf, None)[0].has_output()
