from visitcore_django.admin.decision_facts import facts_shown
from visitcore_django.admin.decision_people import with_names


def test_people_are_called_by_their_names(office, django_assert_num_queries):
    """
    Owners and whoever did something, also in lists; all are looked up at once, and other words stay.
    """
    office.li.last_name, office.li.first_name = "李", "强"
    office.li.save()
    facts = {
        "customer": {"code": "li", "owner": "li"},
        "events": [{"kind": "received", "by": "li"}, {"kind": "closed", "by": "gone"}, {"kind": "noted", "by": None}],
    }
    with django_assert_num_queries(1):
        told = with_names(facts)

    assert {"code": "li", "owner": "李强"} == told["customer"]
    assert ["李强", "gone", None] == [event["by"] for event in told["events"]]


def test_the_page_of_a_decision_shows_names(office):
    """
    No log-in beside the word for the owner.
    """
    office.li.last_name, office.li.first_name = "李", "强"
    office.li.save()

    assert "李强" in facts_shown({"owner": "li"})
