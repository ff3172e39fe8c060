"""
Every case file under this folder, put to its policy.
"""

from pathlib import Path

import pytest

from visitcore.testing.cases import PolicyCase, load_cases, policy_of

FILES = sorted(Path(__file__).parent.glob("*.toml"))
CASES = [
    pytest.param(file, case, id=f"{file.stem}-{number}-{case.rule}")
    for file in FILES
    for number, case in enumerate(load_cases(file).case)
]


@pytest.mark.parametrize(("file", "case"), CASES)
def test_the_policy_answers_as_the_case_says(file: Path, case: PolicyCase) -> None:
    """
    The verdict, the outcome and the cited rule are those of the worked example.
    """
    policy = policy_of(load_cases(file))

    assert () == case.differences(policy), case.name
