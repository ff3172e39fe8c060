from datetime import date

import pytest
from django.utils.translation import override
from visitcore_site.days import TODAY, at

from visitcore_django import desk
from visitcore_django.admin.policies_impact import panels_of
from visitcore_django.models import Customer, PolicyVersion, Visit

MONTHLY_B = """
extends = ["standard"]

[[rule]]
id = "OWN-1"
clause = "1"
kind = "cadence"
strength = "required"
text = { en = "B customers are visited every month.", zh = "B类客户每月拜访。" }

[[parameter]]
key = "visits.cadence"
unit = "visits"
  [[parameter.history]]
  since = 2024-07-01
    [parameter.history.table]
    inputs = { grade = ["A", "B", "C"] }
    outcome = "cadence"
    rows = [
      { when = { grade = "A" }, then = { times = 1, per = "month" }, rule = "OWN-1" },
      { when = { grade = "B" }, then = { times = 1, per = "month" }, rule = "OWN-1" },
      { when = { grade = "C" }, then = { times = 1, per = "half-year" }, rule = "OWN-1" },
    ]
"""


pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def version(office):
    """
    A draft that visits B customers every month instead of every quarter, from July on.
    """
    for number, grade in enumerate("ABC"):
        customer = office.customer(f"C{number}", grade=grade, name=f"<b>{grade}</b>")
        Visit.objects.create(customer=customer, owner=office.li, start=at(date(2024, 6, 3)), status="completed")
    return desk.save_draft(PolicyVersion(name="own", toml=MONTHLY_B, in_force_from=TODAY), by=office.manager)


def told(row, person):
    """
    The bodies of the panels by their titles.
    """
    return {str(panel.title): str(panel.body) for panel in panels_of(row, person)}


def test_what_changes_is_told_with_its_day(office, version):
    """
    The row of B goes and comes, from the first of July on; that of A is not told.
    """
    body = told(version, office.boss)["What changes"]

    assert "1 value changes." in body
    assert "from 2024-07-01" in body
    assert "− grade = B" in body
    assert "+ grade = B" in body
    assert "grade = A" not in body


def test_whose_visits_it_changes_is_named_before_publishing(office, version):
    """
    The B customer, with the day before and after; nobody else, and a name is text.
    """
    body = told(version, office.boss)["Whose visits it changes"]

    assert "On 2024-07-01, 1 of 3 customers stands otherwise." in body
    assert "(C1)" in body
    assert not {"(C0)", "(C2)"} & set(body.split())
    assert "by 2024-09-30" in body
    assert "by 2024-07-31" in body
    assert "&lt;b&gt;B&lt;/b&gt;" in body
    assert "<b>B</b>" not in body


def test_it_is_told_in_chinese(office, version):
    """
    The reader's language.
    """
    with override("zh-hans"):
        body = told(version, office.boss)

    assert "2024-07-01，3 个客户中有 1 个的拜访状态会有变化。" in body["影响哪些客户的拜访"]
    assert "2024-07-01 起" in body["变化内容"]


def test_who_sees_no_customer_is_told_so(office, version):
    """
    Zhao of the west looks after none of them.
    """
    assert "no active customers" in told(version, office.zhao)["Whose visits it changes"]


def test_a_sample_is_called_one(office, version, monkeypatch):
    """
    With more customers than can be looked at, the page says how many were.
    """
    from visitcore_django.desk import impact

    monkeypatch.setattr(impact.impact, "__kwdefaults__", {"on": None, "most": 2})

    assert "This is a sample: there are 3 active customers" in told(version, office.boss)["Whose visits it changes"]


def test_a_version_of_the_past_changes_nobody(office, version):
    """
    Where a later one is in force already.
    """
    office.policy('extends = ["standard"]', since=date(2024, 6, 1))
    old = PolicyVersion(name="old", toml=MONTHLY_B, in_force_from=date(2024, 5, 1), note="late")
    old = desk.save_draft(old, by=office.manager)

    body = told(old, office.boss)
    assert "governs no day from today on" in body["Whose visits it changes"]
    assert "up to and including 2024-05-31" in body["What changes"]


def test_what_is_wrong_stands_first(office, version):
    """
    A draft whose file went bad with an upgrade: every problem, and that it cannot be published.
    """
    PolicyVersion.objects.filter(pk=version.pk).update(toml='extends = ["GONE"]')
    version.refresh_from_db()
    body = told(version, office.boss)

    assert ["What is wrong with it", "It cannot be read any more"] == list(body)
    assert "there is no pack &#x27;GONE&#x27;" in body["What is wrong with it"]


def test_the_page_is_quick_for_an_office(office, version, django_assert_max_num_queries):
    """
    As many queries for thirty customers as for three.
    """
    Customer.objects.bulk_create([Customer(code=f"M{n}", grade="B", owner=office.li) for n in range(30)])

    with django_assert_max_num_queries(25):
        told(version, office.boss)
