"""
How cells are read that name another row: a person, a customer, a team.
"""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import Model, Q
from django.utils.translation import gettext as _
from import_export.widgets import Widget

from visitcore.codec.cells import read_text
from visitcore.codec.headers import plain
from visitcore_django.people.scope import visible
from visitcore_django.sheets.widgets import readable


class PersonWidget(Widget):  # type: ignore[misc]
    """
    Somebody, by log-in or by full name.
    """

    def __init__(self) -> None:
        self._known: dict[str, list[Any]] | None = None
        super().__init__()

    def clean(self, value: Any, row: Any = None, **_kwargs: Any) -> Any:
        """
        The person.
        """
        text = readable(read_text, value)
        if text is None:
            return None
        found = self._people().get(plain(text), [])
        if len(found) == 1:
            return found[0]
        what = (
            _("Several people are called “%(name)s”; give the log-in name.")
            if found
            else _("Nobody here is called “%(name)s”; give a log-in name or a full name.")
        )
        raise ValidationError(what % {"name": text})

    def render(self, value: Any, obj: Any = None, **_kwargs: Any) -> Any:
        """
        The log-in name, which is never in doubt.
        """
        return "" if value is None else value.get_username()

    def _people(self) -> dict[str, list[Any]]:
        if self._known is None:
            self._known = {}
            for person in get_user_model()._default_manager.filter(is_active=True):
                turned = f"{person.last_name}{person.first_name}"
                for name in {plain(person.get_username()), plain(person.get_full_name()), plain(turned)} - {""}:
                    self._known.setdefault(name, []).append(person)
        return self._known


class RowWidget(Widget):  # type: ignore[misc]
    """
    Another row, by its code, out of those that the person sees.
    """

    def __init__(self, model: type[Model], field: str = "code") -> None:
        self.model, self.field = model, field
        self.user: Any = None
        super().__init__()

    def clean(self, value: Any, row: Any = None, **_kwargs: Any) -> Any:
        """
        The row.
        """
        text = readable(read_text, value)
        if text is None:
            return None
        rows = self.model._default_manager.filter(Q(**{self.field: text}))
        found = (rows if self.user is None else visible(rows, self.user)).first()
        if found is None:
            said = {"what": self.model._meta.verbose_name, "code": text}
            raise ValidationError(_("There is no %(what)s “%(code)s” that you look after.") % said)
        return found

    def render(self, value: Any, obj: Any = None, **_kwargs: Any) -> Any:
        """
        Its code.
        """
        return "" if value is None else getattr(value, self.field)
