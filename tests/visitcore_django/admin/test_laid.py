from django.contrib.auth.models import User
from django.urls import reverse

from visitcore_django.admin.subjects import SubjectList
from visitcore_django.models import DecisionRecord


def test_rows_of_a_page_and_of_a_sheet_are_laid_beside_at_once(office, row, client, monkeypatch):
    """
    The list asks for its three rows together, and so does its sheet.
    """
    for _number in range(3):
        row(DecisionRecord)
    asked = []
    monkeypatch.setattr(SubjectList, "lay_beside", lambda _self, rows: asked.append(len(rows)))
    client.force_login(User.objects.create_superuser("root"))

    client.get(reverse("admin:visitcore_django_decisionrecord_changelist"))
    assert [3] == asked

    client.get(reverse("admin:visitcore_django_decisionrecord_export"))
    assert {3} == set(asked)
    assert 3 >= len(asked)
