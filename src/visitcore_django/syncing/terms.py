"""
What the rows of the host are held against: the day, the grades of the policy, and the figures that somebody reads.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from attrs import frozen
from django.core.exceptions import ValidationError

from visitcore.blocks.table import Table
from visitcore.codec.entries import read_grade
from visitcore.codec.headers import plain
from visitcore_django.desk.figures_read import FIGURES
from visitcore_django.facts.grading import FIRST_MONTHS
from visitcore_django.policies import listed, running
from visitcore_django.sheets.figures import figure_text, figures_called, figures_today
from visitcore_django.sheets.widgets_words import NamedWidget

CADENCE = "visits.cadence"


@frozen(eq=False)
class Terms:
    """
    The terms of one sync, worked out once.

    Attributes:
        on: The day.
        graded: The figures that grading reads, by name.
        called: The figures that are known, by everything that they are called.
        asked: Further names that figures are read by, such as those that the cadence asks for.
        grades: Reads a grade as a sheet does.
    """

    on: date
    graded: tuple[str, ...]
    called: Mapping[str, str]
    asked: frozenset[str]
    grades: NamedWidget

    @classmethod
    def of(cls, on: date) -> "Terms":
        """
        The terms of a day.
        """
        held = running(on).policy.on(on).find(CADENCE)
        inputs = held.value.inputs if held is not None and isinstance(held.value, Table) else ()
        grades = NamedWidget(lambda: listed(CADENCE, "grade", on), read_grade)
        return cls(on, figures_today(), figures_called(), frozenset({FIRST_MONTHS, *inputs}), grades)

    def known_grades(self) -> tuple[str, ...]:
        """
        The grades of the policy, each once; none where it takes any.
        """
        return tuple(dict.fromkeys(self.grades.known().values()))

    def grade(self, text: str) -> str | None:
        """
        The grade that a text means; ``None`` where the policy knows none such.
        """
        try:
            return self.grades.clean(text)
        except ValidationError:
            return None

    def figure(self, name: str) -> str:
        """
        The name that a figure is kept under.
        """
        return name if name in self.asked else self.called.get(plain(name), name)

    def is_read(self, name: str) -> bool:
        """
        Whether anything reads a figure of this name; whatever there is, where nobody is graded.
        """
        return not self.graded or name in FIGURES or name in self.graded or name in self.asked

    def is_known(self, name: str) -> bool:
        """
        Whether it is known what a figure of this name holds.
        """
        return name in FIGURES

    def value(self, name: str, value: Any) -> str:
        """
        A figure that is known as it is kept.

        Raises:
            ValidationError: If it does not hold what the figure is: a number, a ratio, a day, a letter.
        """
        text = figure_text(name, value)
        return text.lower() if isinstance(value, bool) else text
