import pytest
from django.urls import reverse
from visitcore_site.days import TODAY

from visitcore_django.models import GradeAssessment

LIST = reverse("admin:visitcore_django_gradeassessment_changelist")


@pytest.mark.parametrize(
    ("moved", "codes"),
    [
        ("", ["C1", "C2", "C3", "C4"]),
        ("undetermined", ["C1"]),
        ("changed", ["C2"]),
        ("same", ["C3"]),
        ("first", ["C4"]),
        ("nonsense", ["C1", "C2", "C3", "C4"]),
    ],
)
def test_assessments_are_found_by_what_came_of_them(office, client, moved, codes):
    """
    Not told, changed, as before, first: each stands in one of them; a word that is none filters nothing.
    """
    for code, before, proposed in (("C1", "A", ""), ("C2", "A", "B"), ("C3", "B", "B"), ("C4", "", "C")):
        GradeAssessment.objects.create(customer=office.customer(code), on=TODAY, before=before, proposed=proposed)
    client.force_login(office.manager)

    assert codes == [row.customer.code for row in client.get(LIST, {"moved": moved}).context["cl"].result_list]
