from datetime import date

from visitcore.facts.project import DecorationProject, ProjectCall, ProjectCheck


def test_what_nobody_said_is_not_known():
    """
    No list of calls is not an empty one, and a call is not recorded until somebody says so.
    """
    project = DecorationProject(on=date(2024, 3, 1))

    assert (None, None, None) == (project.calls, project.checks, project.summaries)
    assert None is ProjectCall(at=date(2024, 3, 1)).recorded
    assert None is ProjectCheck(at=date(2024, 3, 1)).recorded
