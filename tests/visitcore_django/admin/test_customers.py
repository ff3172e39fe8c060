from django.urls import reverse

LIST = reverse("admin:visitcore_django_customer_changelist")


def test_a_salesperson_sees_his_own_customers(office, client):
    """
    The list holds Li's customers and nobody else's.
    """
    office.customer("C1")
    office.customer("C2", owner=office.wang)
    client.force_login(office.li)

    page = client.get(LIST).content.decode()

    assert "Customer C1" in page
    assert "Customer C2" not in page


def test_the_page_of_anothers_customer_does_not_exist(office, client):
    """
    A guessed address of another salesperson's customer answers 404.
    """
    other = office.customer("C2", owner=office.wang)
    client.force_login(office.li)

    assert 404 == client.get(reverse("admin:visitcore_django_customer_change", args=[other.pk])).status_code
