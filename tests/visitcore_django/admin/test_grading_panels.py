import pytest
from django.utils.translation import override
from visitcore_site.days import TODAY

from visitcore_django import desk
from visitcore_django.admin.grading_panels import WAITING, round_panels
from visitcore_django.models import CustomerFigure, GradeAssessment

FIGURES = {"sales_points": "90", "price_index": "0.95", "collection_rate": "0.95", "first_cooperation": "2020-01-01"}


pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def held(office):
    """
    A graded round of today: one customer with figures, one without.
    """
    customer = office.customer("C1", grade="B")
    for name, value in FIGURES.items():
        CustomerFigure.objects.create(customer=customer, name=name, value=value, as_of=TODAY)
    office.customer("C2", grade="B")
    held = desk.open_round(TODAY, by=office.manager)
    desk.grade_round(held, by=office.manager)
    return held


def told(held, lang="en"):
    """
    The bodies of the panels by their headings.
    """
    with override(lang):
        return {str(panel.title): str(panel.body) for panel in round_panels(held, held.assessments.all())}


def test_a_round_tells_moves_lacks_and_rules(held):
    """
    From which grade to which, of how many customers what is missing, and by which clauses it was worked out.
    """
    found = told(held)

    assert ["What was worked out", "What is missing", "How grades are worked out"] == list(found)
    assert "<td>B</td><td>A</td><td>1</td>" in found["What was worked out"]
    assert "Not known: Price index." in found["What is missing"]
    assert "Score of a customer, 0 to 100 points" in found["How grades are worked out"]
    assert 1 == GradeAssessment.objects.filter(WAITING).count()


def test_no_code_of_the_policy_stands_there(held):
    """
    In Chinese every rule has its name.
    """
    found = told(held, "zh-hans")

    assert "客户综合得分" in "".join(found.values())
    assert "grading." not in "".join(found.values())


def test_nothing_is_missing_where_nothing_lacks(office, held):
    """
    The panel is left out; so are the rules where the policy of the day has none.
    """
    held.assessments.filter(customer__code="C2").delete()
    assert "What is missing" not in told(held)

    office.policy('extends = ["ABC"]')
    assert ["What was worked out"] == list(told(held))
