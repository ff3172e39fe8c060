"""
A fault found in something a person wrote.
"""

from attrs import evolve, frozen


@frozen
class Problem:
    """
    One fault: where it stands, what is wrong, and how to mend it.

    Attributes:
        where: Path to the fault, outermost first, e.g. ``parameter[0].history[1].table``.
        what: What is wrong, with the value that is wrong.
        fix: What to do next; may be empty only where *what* already says it.
        sample: A concrete case that shows the fault, e.g. ``grade = A, score = 45``.
        file: File the fault stands in, empty where there is none.
    """

    where: str
    what: str
    fix: str = ""
    sample: str = ""
    file: str = ""

    def inside(self, outer: str) -> "Problem":
        """
        The same fault, seen from one level further out.
        """
        if not outer:
            return self
        joined = outer if not self.where else f"{outer}{'' if self.where.startswith('[') else '.'}{self.where}"
        return evolve(self, where=joined)

    def __str__(self) -> str:
        place = ": ".join(part for part in (self.file, self.where) if part)
        text = f"{place}: {self.what}" if place else self.what
        if self.sample:
            text += f" (for example: {self.sample})"
        return f"{text}; {self.fix}" if self.fix else text
