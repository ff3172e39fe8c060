"""
A short name for a content: the same content always has the same one.
"""

import hashlib
import json
from typing import Any

_LENGTH = 16


def fingerprint(content: Any) -> str:
    """
    The fingerprint of plain data, whatever the order of its names; numbers and days differ from their text.

    >>> fingerprint({"a": 1, "b": "x"}) == fingerprint({"b": "x", "a": 1})
    True
    """
    written = json.dumps(content, sort_keys=True, separators=(",", ":"), default=_named)
    return hashlib.sha256(written.encode()).hexdigest()[:_LENGTH]


def _named(value: Any) -> dict[str, str]:
    return {type(value).__name__: str(value)}
