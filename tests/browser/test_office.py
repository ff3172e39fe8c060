import pytest

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_first_login_leads_to_the_due_list(browser, office):
    """
    A salesperson logs in and is two clicks from the customers that are due.
    """
    office.customer("C1")
    browser.login("li")
    browser.picture("index")
    browser.find(".model-customer a").click()

    assert "C1" in browser.text
    browser.picture("due-list")
