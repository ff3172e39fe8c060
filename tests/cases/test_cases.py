"""
Every case file under this folder, put to its policy.
"""

from pathlib import Path

import pytest

from visitcore.policy.policy import Policy
from visitcore.testing.cases import PolicyCase, load_cases, policy_of

CASES = [
    pytest.param(policy_of(cases), case, id=f"{file.stem}-{number}-{case.rule}")
    for file in sorted(Path(__file__).parent.glob("*.toml"))
    for cases in [load_cases(file)]
    for number, case in enumerate(cases.case)
]


@pytest.mark.parametrize(("policy", "case"), CASES)
def test_the_policy_answers_as_the_case_says(policy: Policy, case: PolicyCase) -> None:
    """
    The verdict, the outcome and the cited rule are those of the worked example.
    """
    assert () == case.differences(policy), case.name
