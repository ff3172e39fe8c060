from datetime import date
from zoneinfo import ZoneInfo

from visitcore_site.days import TODAY, at

from visitcore_django.facts.due import known_of
from visitcore_django.models import CustomerFigure, Excuse, Visit


def test_each_customer_is_told_with_its_own(office):
    """
    Days, excuses and figures go to the customer they belong to, in the order asked for.
    """
    one, two = office.customer("C1"), office.customer("C2")
    Visit.objects.create(customer=two, start=at(date(2024, 5, 31), 23, 30), status="completed")
    Visit.objects.create(customer=two, start=at(date(2024, 5, 2)), status="completed")
    Visit.objects.create(customer=one, start=at(date(2024, 5, 3)), status="planned")
    Excuse.objects.create(customer=one, first_day=TODAY, last_day=TODAY, reason="x", state="approved")
    Excuse.objects.create(customer=two, first_day=TODAY, last_day=TODAY, reason="x", state="requested")
    CustomerFigure.objects.create(customer=two, name="letter", value="A", as_of=TODAY)

    second, first = known_of([two, one], TODAY, ZoneInfo("Asia/Shanghai"))

    assert ("C2", (date(2024, 5, 2), date(2024, 5, 31)), ()) == (second.customer.code, second.days, second.excuses)
    assert {"letter": "A"} == second.customer.figures
    assert ("C1", (), "x") == (first.customer.code, first.days, first.excuses[0].reason)
