from visitcore_django.models import Deed


def test_a_deed_is_done_once_under_a_token(row, refused):
    """
    The same deed does not stand twice under one token; another deed of the same page does.
    """
    held = row(Deed, token="t", name="plan_visit")
    row(Deed, token="t", name="cancel_visit")
    row(Deed, token="u", name="plan_visit")

    with refused("visitcore_deed_once"):
        row(Deed, token="t", name="plan_visit")
    assert "plan_visit t" == str(held)
