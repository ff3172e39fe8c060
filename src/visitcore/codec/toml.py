"""
Reads a TOML file with exact amounts.
"""

import re
import tomllib
from pathlib import Path
from typing import Any

from visitcore.codec.amount import exact_amount
from visitcore.ground.errors import PolicyError
from visitcore.ground.problem import Problem

_PLACE = re.compile(r" \(at (line \d+, column \d+|end of document)\)")


def read_toml(path: Path) -> dict[str, Any]:
    """
    The content of a TOML file; fractions are `Decimal` with the digits as written.

    Raises:
        PolicyError: If it is not there, not a file, not UTF-8 or not TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"), parse_float=exact_amount)
    except FileNotFoundError:
        raise _fault(path, "there is no such file", "check the path") from None
    except IsADirectoryError:
        raise _fault(path, "is a directory", "name the TOML file inside") from None
    except UnicodeDecodeError as error:
        raise _fault(path, f"is not UTF-8 (byte {error.start})", "save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        what, place = _PLACE.sub("", str(error)), _PLACE.search(str(error))
        where = place[1] if place else ""
        raise _fault(path, f"is not valid TOML: {what}", "mend the line named", where=where) from None
    except RecursionError:
        raise _fault(path, "is nested too deep", "no policy needs so many brackets inside each other") from None
    except OSError as error:
        raise _fault(path, f"cannot be read: {error.strerror}", "check the path and its permissions") from None
    except ValueError as error:
        what, _, fix = str(error).partition("; ")
        raise _fault(path, f"cannot be read: {what}", fix) from None


def _fault(path: Path, what: str, fix: str, *, where: str = "") -> PolicyError:
    return PolicyError(str(path), [Problem(where, what, fix, file=str(path))])
