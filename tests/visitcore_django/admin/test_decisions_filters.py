import pytest
from django.urls import reverse
from django.utils.translation import override
from visitcore_site.rows import new

from visitcore_django.admin.decisions_filters import in_words, record_in_words
from visitcore_django.models import DecisionRecord

LIST = reverse("admin:visitcore_django_decisionrecord_changelist")


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"verdict": "allowed"}, 2),
        ({"verdict": "refused"}, 0),
        ({"name": "grade_customer"}, 2),
        ({"name": "visit_due"}, 0),
        ({"q": "C1"}, 1),
        ({"q": "CGR-02.2"}, 2),
    ],
)
def test_the_list_is_filtered_and_searched(office, client, asked, count):
    """
    By verdict, by question, by customer and by clause.
    """
    for code in ("C1", "C2"):
        new(DecisionRecord, office.li, office.customer(code), name="grade_customer", rules="CGR-02.2")
    client.force_login(office.li)

    assert count == len(client.get(LIST, asked).context["cl"].result_list)


def test_every_question_is_called_something(db):
    """
    English in words, Chinese in Chinese.
    """
    with override("en"):
        assert "Visit due" == in_words("visit_due")
    with override("zh-hans"):
        assert "拜访到期" == in_words("visit_due")


def test_a_decision_is_told_with_its_verdict(office):
    """
    What was decided and what came of it, never the names that it is kept under.
    """
    record = new(DecisionRecord, office.li, office.customer(), name="plan_submission", verdict="allowed")

    assert "Plan submission, in order" == record_in_words(record)
    with override("zh-hans"):
        told = record_in_words(record)
        assert "plan_submission" not in told
        assert "allowed" not in told
