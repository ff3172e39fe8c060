"""
The error for a format whose package is not installed.
"""

from visitcore.ground.errors import VisitcoreError


class MissingExtraError(VisitcoreError, ImportError):
    """
    A format needs a package that the bare library comes without.

    Attributes:
        purpose: What was about to be done, e.g. ``"reading .xlsx"``.
        package: The package that is missing.
        extra: The extra of visitcore that brings it.
    """

    def __init__(self, purpose: str, package: str, extra: str = "cli") -> None:
        self.purpose, self.package, self.extra = purpose, package, extra
        super().__init__(purpose, package, extra)

    def __str__(self) -> str:
        return f'{self.purpose} needs the package {self.package}; run: pip install "visitcore[{self.extra}]"'
