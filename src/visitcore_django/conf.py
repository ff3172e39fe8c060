"""
The one setting, ``VISITCORE``: a dict of which every key may be left out.
"""

import os
from typing import Any

from attrs import fields, frozen
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

TAG = "visitcore"
"""``manage.py check --tag visitcore`` looks at the plugin's settings alone."""


@frozen(kw_only=True)
class Conf:
    """
    The settings with what holds where one is left out.

    Attributes:
        POLICY: Policy that runs until a version is published: name of a composition, code of a pack, or path of a file.
        CUSTOMER_SOURCE: Dotted path of the class that gives the host's customers; empty where there is none.
        NOTIFIERS: Dotted paths of the ports that reminders go through.
        NOTIFY_URLS: Addresses for the port of ``apprise``.
        SWEEP_BATCH: Customers that the sweep takes at a time.
        LANGUAGE_OF: Dotted path of a function that gives the language a user reads, such as ``zh``; the site's language
            where left out.
        SITE_URL: Address of the site, e.g. ``https://crm.example.com``; messages then say where the reminders are.
    """

    POLICY: str = "standard"
    CUSTOMER_SOURCE: str = ""
    NOTIFIERS: tuple[str, ...] = ("visitcore_django.notify.email.EmailNotifier",)
    NOTIFY_URLS: tuple[str, ...] = ()
    SWEEP_BATCH: int = 2000
    LANGUAGE_OF: str = ""
    SITE_URL: str = ""


KNOWN = tuple(one.name for one in fields(Conf))
"""Every key that the setting may have."""


def written() -> dict[str, Any]:
    """
    The setting as it is written; empty where it is left out.
    """
    said: dict[str, Any] = getattr(settings, "VISITCORE", None) or {}
    return said


def plain(said: dict[str, Any]) -> dict[str, Any]:
    """
    The same with each path as its text.
    """
    return {key: os.fspath(value) if isinstance(value, os.PathLike) else value for key, value in said.items()}


def imported(path: Any) -> Any:
    """
    What a setting names by its dotted path.

    Raises:
        ImproperlyConfigured: If it cannot be imported, whatever the module that holds it stumbles over.
    """
    try:
        return import_string(path)
    except Exception as error:
        raise ImproperlyConfigured(f"{path!r} cannot be imported: {type(error).__name__}: {error}") from error


def conf() -> Conf:
    """
    The settings in force; keys that nobody knows are left to the system checks.
    """
    said = {key: value for key, value in plain(written()).items() if key in KNOWN}
    for key in ("NOTIFIERS", "NOTIFY_URLS"):
        if key in said:
            said[key] = tuple(said[key])
    return Conf(**said)
