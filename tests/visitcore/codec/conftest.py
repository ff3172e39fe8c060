"""
A pack that uses every shape there is.
"""

from copy import deepcopy
from pathlib import Path

import pytest

from visitcore.codec.toml import read_toml

FILE = Path(__file__).with_name("TRY.toml")
DATA = read_toml(FILE)


@pytest.fixture(scope="session")
def trial_file():
    """
    Path of the pack.
    """
    return FILE


@pytest.fixture
def trial():
    """
    Content of the pack, to be spoilt at will.
    """
    return deepcopy(DATA)
