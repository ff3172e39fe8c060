from datetime import date

import pytest
from attrs import fields

from visitcore.facts.submission import PlanSubmission, Promise, ReportSubmission


@pytest.mark.parametrize("kind", [PlanSubmission, ReportSubmission, Promise])
def test_what_is_not_known_is_none(kind):
    """
    Only the day asked about must be known; nothing else is guessed.
    """
    facts = kind(on=date(2024, 6, 14))

    assert {None} == {getattr(facts, one.name) for one in fields(kind) if one.name != "on"}
