"""
The error for a format whose package is not installed.
"""

from visitcore.ground.errors import VisitcoreError
from visitcore.ground.text import Text


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

    @property
    def told(self) -> Text:
        """
        What is missing, and the command that brings it.
        """
        purpose = self.purpose.replace("reading", "读取").replace("writing", "写出")
        command = f'pip install "visitcore[{self.extra}]"'
        return Text(
            f"{self.purpose} needs the package {self.package}; run: {command}",
            f"{purpose} 需要软件包 {self.package}；请运行：{command}",
        )
