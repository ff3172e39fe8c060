"""
How cells are read that name another row: a person, a customer, a team.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from visitcore.codec.cells import read_text
from visitcore.codec.headers import plain
from visitcore_django.models.naming import full_name, person_name
from visitcore_django.models.users import NAMES, is_active
from visitcore_django.people.colleagues import colleagues
from visitcore_django.people.scope import visible
from visitcore_django.sheets.at_once import some_at_once
from visitcore_django.sheets.typed import as_kept, as_name, in_normal_form
from visitcore_django.sheets.widgets import CellWidget, readable

LISTED = 8
"""People whom a message names."""


class PersonWidget(CellWidget):
    """
    Somebody, by log-in or by full name, out of those whom the person may choose on a form.
    """

    user: Any = None

    def __init__(self) -> None:
        self._known: dict[str, list[Any]] | None = None
        self._namesakes: set[str] | None = None
        super().__init__()

    def clean(self, value: Any, row: Any = None, **_kwargs: Any) -> Any:
        """
        The person.
        """
        text = readable(read_text, value)
        if text is None:
            return None
        known = self._people()
        found = known.get(plain(text), [])
        if len(found) == 1:
            return found[0]
        if found:
            said = {"name": text, "logins": "、".join(str(person.get_username()) for person in found)}
            raise ValidationError(
                _("Several people are called “%(name)s”; give the log-in name instead: %(logins)s.") % said
            )
        people = sorted({self.render(person) for several in known.values() for person in several})
        said = {"name": text, "known": "、".join([*people[:LISTED], *["…"] * (len(people) > LISTED)])}
        raise ValidationError(_("“%(name)s” is nobody whom you may enter here; you may enter: %(known)s.") % said)

    def render(self, value: Any, obj: Any = None, **_kwargs: Any) -> Any:
        """
        The full name as on the screen, and the log-in name with it where others are called the same.
        """
        name = person_name(value)
        if value is None or name == value.get_username():
            return name
        return f"{name} ({value.get_username()})" if plain(name) in self._shared() else name

    def called(self, person: Any) -> tuple[str, ...]:
        """
        Everything that somebody is called: by the log-in, by the full name either way round, or by both.
        """
        login, name = person.get_username(), person_name(person)
        turned = "".join(str(getattr(person, part, "")) for part in NAMES)
        return login, name, full_name(person), turned, f"{name} ({login})"

    def may_name(self, person: Any) -> bool:
        """
        Whether the person who brings the sheet may choose somebody on a form.
        """
        return any(person in several for several in self._people().values())

    def _people(self) -> dict[str, list[Any]]:
        """
        Those who may be named, by everything that they are called.
        """
        if self._known is None:
            self._known = {}
            everybody = get_user_model()._default_manager.filter(is_active())
            for person in everybody if self.user is None else colleagues(self.user):
                for said in {plain(name) for name in self.called(person)} - {""}:
                    self._known.setdefault(said, []).append(person)
        return self._known

    def _shared(self) -> set[str]:
        """
        Full names that several people have, those who have left included.
        """
        if self._namesakes is None:
            names = Counter(plain(person_name(person)) for person in get_user_model()._default_manager.all())
            self._namesakes = {name for name, count in names.items() if count > 1}
        return self._namesakes


class RowWidget(CellWidget):
    """
    Another row, by its code, out of those that the person sees.
    """

    user: Any = None

    def __init__(self, model: type[Model]) -> None:
        self.model = model
        self._found: dict[str, Any] = {}
        super().__init__()

    def clean(self, value: Any, row: Any = None, **_kwargs: Any) -> Any:
        """
        The row.
        """
        text = readable(as_name, value)
        if not text:
            return None
        if text not in self._found:
            written, seen = dict.fromkeys((text, in_normal_form(text))), self._seen()
            self._found[text] = next(filter(None, (self.find(seen, code) for code in written)), None)
        found = self._found[text]
        if found is None:
            said = {"what": self.model._meta.verbose_name, "code": text}
            raise ValidationError(_("There is no %(what)s “%(code)s” that you look after.") % said)
        return found

    def look_up(self, cells: Iterable[Any]) -> None:
        """
        Find the rows of many cells at once; a cell without one is told when its row is read.
        """
        told = {as_kept(cell) for cell in cells}
        rows: dict[str, Any] = {}
        for codes in some_at_once([*told, *map(in_normal_form, told)]):
            rows |= {row.code: row for row in self._seen().filter(code__in=codes)}
        found = ((text, rows.get(text, rows.get(in_normal_form(text)))) for text in told)
        self._found |= {text: row for text, row in found if row is not None}

    def _seen(self) -> QuerySet[Any]:
        rows = self.model._default_manager.all()
        return rows if self.user is None else visible(rows, self.user)

    def find(self, rows: QuerySet[Any], text: str) -> Any:
        """
        The row of a code, if there is one.
        """
        return rows.filter(code=text).first()

    def render(self, value: Any, obj: Any = None, **_kwargs: Any) -> Any:
        """
        Its code.
        """
        return "" if value is None else value.code

    def called(self, row: Any) -> tuple[str, ...]:
        """
        Its code.
        """
        return (row.code,)


class NamedRowWidget(RowWidget):
    """
    Another row, by its code or by its name; written by its name, as on the screen.
    """

    def find(self, rows: QuerySet[Any], text: str) -> Any:
        """
        The row of a code, or else of a name.

        Raises:
            ValidationError: If several have the name.
        """
        found = rows.filter(code=text).first()
        if found is not None:
            return found
        named = list(rows.filter(name=text)[:LISTED])
        if len(named) > 1:
            said = {"name": text, "codes": "、".join(row.code for row in named)}
            raise ValidationError(_("Several are called “%(name)s”; give the code instead: %(codes)s.") % said)
        return next(iter(named), None)

    def render(self, value: Any, obj: Any = None, **_kwargs: Any) -> Any:
        """
        Its name.
        """
        return "" if value is None else str(value)

    def called(self, row: Any) -> tuple[str, ...]:
        """
        Its code and its name.
        """
        return row.code, row.name, str(row)
