import pytest
from visitcore_site.days import TODAY

from visitcore_django.desk.reviewers import reviewers


@pytest.mark.parametrize(
    ("policy", "key", "roles"),
    [
        ("standard", "plans.flow", ("department_supervisor",)),
        ("standard", "reports.flow", ("supervisor",)),
        ("CWV", "plans.flow", ("department_head",)),
        ("PEN", "plans.flow", ("superior", "team_member")),
        ("CWV", "reports.flow", ()),
        ("ABC", "plans.flow", ()),
    ],
)
def test_the_flow_names_who_reviews(db, settings, policy, key, roles):
    """
    VPR-03.1 names the department supervisor, CWV-05b the department head, PEN-03.1c the superior or a team member.
    """
    settings.VISITCORE = {"POLICY": policy}

    assert roles == reviewers(key, TODAY)
