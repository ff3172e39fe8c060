from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from visitcore_django.models import CustomerFigure

LIST, ADD, IMPORT = (
    reverse(f"admin:visitcore_django_customerfigure_{page}") for page in ("changelist", "add", "import")
)


@pytest.fixture
def figures(office):
    """
    A figure of a customer of Li's, and one of a customer of Zhao's.
    """
    for code, owner in (("C1", office.li), ("W1", office.zhao)):
        customer = office.customer(code, owner=owner)
        CustomerFigure.objects.create(customer=customer, name="sales", value=f"5-{code}", as_of=date(2024, 1, 1))


def test_a_person_sees_the_figures_of_his_customers(office, figures, client):
    """
    Li finds those of Li's customer, under the name that people use.
    """
    client.force_login(office.li)
    page = client.get(LIST, headers={"accept-language": "zh-hans"}).content.decode()

    assert "5-C1" in page
    assert 'field-figure">年度销售额<' in page
    assert "5-W1" not in page


def test_a_figure_that_is_recorded_stays(office, figures, client):
    """
    Nobody changes or deletes one, and one alone is added on the page of its customer.
    """
    client.force_login(office.lead)
    page = reverse("admin:visitcore_django_customerfigure_change", args=[CustomerFigure.objects.first().pk])

    assert 403 == client.get(ADD).status_code
    assert 403 == client.post(page, {"value": "1"}).status_code
    assert 403 == client.post(page.replace("change", "delete")).status_code


@pytest.mark.parametrize(("user", "status"), [("lead", 200), ("manager", 200), ("li", 403), ("auditor", 403)])
def test_who_records_no_figures_brings_no_sheet(office, client, user, status):
    """
    The import is for those who work on customers.
    """
    client.force_login(getattr(office, user))

    assert status == client.get(IMPORT).status_code


def test_the_list_of_figures_asks_the_same_however_long_it_is(office, client):
    """
    Thirty figures of thirty customers take no more queries than one.
    """
    client.force_login(office.lead)
    counts = []
    for numbers in (range(1), range(1, 30)):
        for number in numbers:
            customer = office.customer(f"C{number}")
            CustomerFigure.objects.create(customer=customer, name="sales", value="1", as_of=date(2024, 1, 1))
        with CaptureQueriesContext(connection) as asked:
            client.get(LIST)
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_a_page_of_a_figure_is_called_by_the_words_of_people(office, figures, client):
    """
    Its head and the way to it name the figure as a list does, and whose it is.
    """
    client.force_login(office.li)
    page = reverse("admin:visitcore_django_customerfigure_change", args=[CustomerFigure.objects.get(value="5-C1").pk])
    told = client.get(page, headers={"accept-language": "zh-hans"}).content.decode()

    assert "<h2>年度销售额 · Customer C1 (C1)</h2>" in told
    assert "sales" not in told
