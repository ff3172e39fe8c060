"""
The file that a person was shown last, list by list, until it is taken or another one comes.
"""

from contextlib import suppress
from typing import Any

from django.http import HttpRequest
from import_export.tmp_storages import TempFolderStorage

HELD = "visitcore_sheet_"
"""Under this name, with the name of the list behind it, the session keeps which file was looked at last."""


class HeldFile:
    """
    The file of one list; what somebody else brought is out of reach.
    """

    def __init__(self, request: HttpRequest, model: Any) -> None:
        """
        Look up which file it is.

        Args:
            request: The request, with the session of the person.
            model: The table of the list.
        """
        self._session, self._key = request.session, f"{HELD}{model._meta.model_name}"

    @property
    def name(self) -> str:
        """
        What it is called; empty where there is none.
        """
        return str(self._session.get(self._key, ""))

    @property
    def title(self) -> str:
        """
        What the person calls it.
        """
        return str(self._session.get(f"{self._key}_title", ""))

    def keep(self, content: bytes, title: str = "") -> str:
        """
        Keep a file, and throw the one before it away.

        Args:
            content: What is in it.
            title: What the person calls it.

        Returns:
            What it is called.
        """
        self.forget()
        held = TempFolderStorage(read_mode="rb")
        held.save(content)
        self._session[self._key], self._session[f"{self._key}_title"] = held.name, title
        return self.name

    def read(self, name: str) -> bytes:
        """
        What is in it.

        Args:
            name: What it was called on the page that was shown.

        Raises:
            OSError: If it is not there any more, or was another one.
        """
        if not name or name != self.name:
            raise FileNotFoundError(name)
        content: bytes = TempFolderStorage(name=name, read_mode="rb").read()
        return content

    def forget(self) -> None:
        """
        Throw it away, if it is still there.
        """
        if self.name:
            with suppress(OSError):
                TempFolderStorage(name=self.name).remove()
            self._session.pop(self._key)
