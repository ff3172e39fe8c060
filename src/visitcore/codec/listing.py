"""
A list of rows with headings in both languages, and its values as words or as plain data.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import cached_property

from attrs import frozen

from visitcore.codec.cells import FORMULA_STARTS
from visitcore.ground.text import Lang, Text

Row = Mapping[str, object] | Sequence[object]
"""Values by key, or in the order of the headings."""


@frozen
class Heading:
    """
    One column of a list.

    Attributes:
        key: Name of the column in JSON, and of its value where a row is a mapping.
        label: Header in both languages.
    """

    key: str
    label: Text


@frozen(kw_only=True)
class Listing:
    """
    Rows under headings.

    Attributes:
        headings: The columns, in order.
        rows: The rows; a value that is ``None`` is left empty.
        title: Name of the list: of a workbook's sheet, or above one of several lists.
    """

    headings: Sequence[Heading]
    rows: Sequence[Row]
    title: Text = Text("List", "列表")

    def cells(self, row: Row) -> Sequence[object]:
        """
        The values of a row in the order of the headings.
        """
        return list(map(row.get, self.keys)) if isinstance(row, Mapping) else row

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """
        The names of the columns.
        """
        return tuple(heading.key for heading in self.headings)

    def labels(self, lang: Lang) -> list[str]:
        """
        The headers in one language.
        """
        return [heading.label.in_(lang) for heading in self.headings]

    def numeric(self) -> list[bool]:
        """
        Whether each column holds numbers and nothing else.
        """
        kinds: list[set[bool]] = [set() for _heading in self.headings]
        for row in self.rows:
            for kind, value in zip(kinds, self.cells(row), strict=True):
                if value is not None:
                    kind.add(is_number(value))
        return [kind == {True} for kind in kinds]


def is_number(value: object) -> bool:
    """
    Whether a value is a number; yes and no are none.
    """
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


_PLAIN = frozenset({int, date})
"""Kinds of value whose words are the same in every language, apart from texts."""


def in_words(value: object, lang: Lang) -> str:
    """
    A value as a person reads it.

    >>> in_words(("since", "grade"), "en"), in_words(True, "zh"), in_words(Decimal("1E+3"), "en")
    ('since; grade', '是', '1000')
    """
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return {"en": ("no", "yes"), "zh": ("否", "是")}[lang][value]
    if type(value) in _PLAIN:
        return str(value)
    if isinstance(value, Text):
        return value.in_(lang)
    if isinstance(value, Enum):
        return in_words(value.value, lang)
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds" if value.second else "minutes")
    if isinstance(value, time):
        return value.isoformat("seconds" if value.second else "minutes")
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, (list, tuple, set, frozenset)):
        words = [in_words(item, lang) for item in (value if isinstance(value, (list, tuple)) else sorted(value))]
        return {"en": "; ", "zh": "、"}[lang].join(words)
    return str(value)


def harmless(value: object, lang: Lang) -> str:
    """
    A value as a person reads it, with an apostrophe before a text that a spreadsheet program would run.

    Numbers stay numbers, negative ones too.

    >>> harmless("=1+1", "en"), harmless(-5, "en")
    ("'=1+1", '-5')
    """
    if type(value) in _PLAIN:
        return str(value)
    words = value if isinstance(value, str) else in_words(value, lang)
    return f"'{words}" if words[:1] in FORMULA_STARTS and words and not is_number(value) else words


def as_data(value: object) -> object:
    """
    A value as JSON holds it: amounts as text, days in ISO form, words in both languages.
    """
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, Text):
        return {"en": value.en, "zh": value.zh}
    if isinstance(value, Enum):
        return as_data(value.value)
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): as_data(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [as_data(item) for item in value]
    if isinstance(value, set | frozenset):
        return [as_data(item) for item in sorted(value)]
    return format(value, "f") if isinstance(value, Decimal) else str(value)
