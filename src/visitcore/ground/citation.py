"""
Where a rule stands in its document.
"""

from attrs import frozen

from visitcore.ground.text import Text


@frozen(kw_only=True)
class Citation:
    """
    The place a rule was taken from.

    Attributes:
        pack: Code of the pack, e.g. ``HM``.
        document: Name of the document in both languages.
        clause: The clause as the document numbers it, e.g. ``Art. 5(2)``.
    """

    pack: str
    document: Text
    clause: str

    def __str__(self) -> str:
        return f"{self.pack}, {self.clause}"
