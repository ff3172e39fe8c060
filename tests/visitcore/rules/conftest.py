"""
A company's own values for trade credit.
"""

import pytest

from visitcore.codec.policy import load_policy

KEYS = """
name = "own"
extends = ["CR"]

[[rule]]
id = "OWN-1"
clause = "1"
kind = "penalty"
strength = "must"
text = { en = "Who bears a loss.", zh = "坏账承担。" }
"""


@pytest.fixture
def own(tmp_path):
    """
    The pack with values of the company's own.
    """

    def policy_with(**values):
        parts = [KEYS]
        for name, value in values.items():
            parts.append(
                f'[[parameter]]\nkey = "credit.{name}"\n[[parameter.history]]\ncites = ["OWN-1"]\nvalue = {value}\n'
            )
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.toml"
        path.write_text("\n".join(parts), encoding="utf-8")
        return load_policy(path)

    return policy_with
