"""
How cells are read that hold words: a choice of the screen, a name of the policy, several of them.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from visitcore.codec.cells import read_text
from visitcore.codec.headers import plain
from visitcore.explain.names import word
from visitcore_django.models.language import between, lang
from visitcore_django.sheets.headings import in_both
from visitcore_django.sheets.typed import as_name
from visitcore_django.sheets.widgets import CellWidget, TextWidget, readable

_BETWEEN = re.compile(r"[,，、;；]")


class WordWidget(CellWidget):
    """
    One of several words, by itself, by what people call it, or by any word known for it.
    """

    def __init__(self, choices: Any, words: Mapping[str, str] | None = None) -> None:
        self.choices, self.words = choices, dict(words or {})
        self._known: dict[str, Any] | None = None
        super().__init__()

    def known(self) -> dict[str, Any]:
        """
        The words, by everything that they are called.
        """
        if self._known is None:
            called = {plain(said): key for key, label in self.choices for said in in_both(label)}
            self._known = {**self.words, **called, **{plain(str(key)): key for key, _label in self.choices}}
        return self._known

    def clean(self, value: Any, row: Any = None, **_kwargs: Any) -> str:
        """
        The word that is meant.
        """
        text = readable(read_text, value)
        if text is None:
            return ""
        found = self.known().get(plain(text))
        if found is None:
            said = {"text": text, "words": "、".join(str(label) for _key, label in self.choices)}
            raise ValidationError(_("“%(text)s” is not known here; write one of: %(words)s.") % said)
        return str(found)

    def render(self, value: Any, obj: Any = None, **_kwargs: Any) -> Any:
        """
        What people call it.
        """
        return str(dict(self.choices).get(value, value or ""))

    def called(self, value: str) -> tuple[str, ...]:
        """
        The word itself, and what people call it.
        """
        return value, str(self.render(value))


class NamedWidget(TextWidget):
    """
    A word of the policy, by its name or by what people call it; any text where the policy lists none.
    """

    def __init__(self, names: Callable[[], Iterable[str]] = tuple, read: Callable[[Any], Any] = as_name) -> None:
        self.names = names
        self._known: dict[str, str] | None = None
        super().__init__(read)

    def known(self) -> dict[str, str]:
        """
        The names, by everything that they are called.
        """
        if self._known is None:
            self._known = by_name(self.names())
        return self._known

    def clean(self, value: Any, row: Any = None, **_kwargs: Any) -> str:
        """
        The name that is meant.
        """
        text, known = super().clean(value, row), self.known()
        if not text or not known:
            return text
        found = known.get(plain(text))
        if found is None:
            words = "、".join(self.render(name) for name in dict.fromkeys(known.values()))
            raise ValidationError(
                _("“%(text)s” is not known here; write one of: %(words)s.") % {"text": text, "words": words}
            )
        return found

    def render(self, value: Any, obj: Any = None, **_kwargs: Any) -> Any:
        """
        What people call it.
        """
        return word(value).in_(lang()) if value else ""

    def called(self, value: str) -> tuple[str, ...]:
        """
        The name itself, and what people call it.
        """
        return value, word(value).en, word(value).zh


def by_name(names: Iterable[str]) -> dict[str, str]:
    """
    Names of the policy, by everything that they are called.
    """
    listed = [(name, word(name)) for name in names]
    return {plain(said): name for name, told in listed for said in (name, told.en, told.zh)}


class NamesWidget(NamedWidget):
    """
    Several words of the policy with commas between; what is none of them stays as it is written.
    """

    def clean(self, value: Any, row: Any = None, **_kwargs: Any) -> str:
        """
        The names that are meant.
        """
        text, known = str(readable(self.read, value)), self.known()
        parts = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
        return ",".join(known.get(plain(part), part) for part in parts) if known else text

    def strange(self, names: str) -> list[str]:
        """
        Those of several names that are none of the policy's, where it lists any.
        """
        known = set(self.known().values())
        return [name for name in names.split(",") if name and name not in known] if known else []

    def render(self, value: Any, obj: Any = None, **_kwargs: Any) -> Any:
        """
        What people call them.
        """
        return between().join(str(super(NamesWidget, self).render(name)) for name in (value or "").split(",") if name)

    def called(self, value: str) -> tuple[str, ...]:
        """
        The names themselves, and what people call them.
        """
        return value, str(self.render(value))
