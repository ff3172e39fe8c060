"""
Turns what cattrs complains of into problems with a path, all of them at once.
"""

from attrs import evolve, fields, has
from cattrs import ClassValidationError, ForbiddenExtraKeysError, IterableValidationError, transform_error

from visitcore.ground.errors import did_you_mean
from visitcore.ground.problem import Problem

_GAP = "\x1f"


class Fault(ValueError):
    """
    A value that cannot be taken, in words for the person who wrote it.

    Attributes:
        what: What is wrong.
        fix: What to do next.
    """

    def __init__(self, what: str, fix: str = "") -> None:
        self.what, self.fix = what, fix
        super().__init__(what, fix)


def problems_of(error: BaseException, *, file: str = "") -> tuple[Problem, ...]:
    """
    Every fault inside an error of cattrs, each with its path.
    """
    found = []
    for line in transform_error(error, format_exception=_words):
        text, _, path = line.rpartition(" @ ")
        what, _, fix = text.partition(_GAP)
        found.append(Problem(path.removeprefix("$").removeprefix("."), what, fix))
    return tuple(evolve(problem, file=file) for problem in found)


def _words(error: BaseException, type_: type | None) -> str:
    if isinstance(error, Fault):
        return f"{error.what}{_GAP}{error.fix}"
    if isinstance(error, ForbiddenExtraKeysError):
        known = [_shown(field.name) for field in fields(error.cl) if field.init] if has(error.cl) else []
        wrong = sorted(error.extra_fields)
        return f"unknown {'key' if len(wrong) == 1 else 'keys'} {', '.join(map(repr, wrong))}{_GAP}" + "; ".join(
            did_you_mean(name, known) for name in wrong
        )
    if isinstance(error, KeyError):
        return f"required key {_shown(str(error.args[0]))!r} is missing{_GAP}add it"
    wanted = getattr(type_, "__name__", str(type_)) if type_ is not None else ""
    return f"{error}{_GAP}{f'expected {wanted}' if wanted else ''}"


def _shown(name: str) -> str:
    return name.rstrip("_")


Invalid = (ClassValidationError, IterableValidationError, Fault)
"""What structuring raises when the data are at fault."""
