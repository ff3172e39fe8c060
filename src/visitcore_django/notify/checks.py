"""
System checks of the ports.
"""

from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from inspect import signature
from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.core.exceptions import ImproperlyConfigured

from visitcore_django import conf
from visitcore_django.notify.apprise import called, way_to

TAKES = "Name a function that takes a user and gives a language, such as zh, by its dotted path."
APPRISE = "visitcore_django.notify.apprise.AppriseNotifier"


@checks.register(conf.TAG)
def check_notifiers(app_configs: Sequence[AppConfig] | None = None, **_: Any) -> list[checks.CheckMessage]:
    """
    Every fault of the ports at once.
    """
    del app_configs
    told: Any = conf.written()
    said = told if isinstance(told, dict) else {}  # told as visitcore.E001
    named = said.get("NOTIFIERS", ())
    if not isinstance(named, list | tuple):
        return []
    return [*_ports(named), *_apprise(named, said.get("NOTIFY_URLS") or ()), *_language(said)]


def _ports(named: Sequence[Any]) -> Iterator[checks.CheckMessage]:
    for path in named:
        try:
            port = conf.imported(path)
        except ImproperlyConfigured:
            continue  # told as visitcore.E006
        if not callable(getattr(port, "tell", None)):
            hint = "Give the class a method `tell(self, message)`."
            yield checks.Error(f"VISITCORE['NOTIFIERS']: {path!r} is no port.", hint=hint, id="visitcore.E007")
            continue
        try:
            port()
        except Exception as error:  # noqa: BLE001 (a port of the host's may fail in any way)
            hint = "It is made without arguments; let it read what it needs from the settings, or name a subclass."
            why = f"{type(error).__name__}: {error}"
            said = f"VISITCORE['NOTIFIERS']: {path!r} cannot be made: {why}."
            yield checks.Error(said, hint=hint, id="visitcore.E014")


def _apprise(named: Sequence[Any], urls: Any) -> Iterator[checks.CheckMessage]:
    if APPRISE in named:
        if find_spec("apprise") is None:
            hint = 'Run: pip install ".[notify]" in the copy of visitcore; a release: pip install "visitcore[notify]".'
            said = "VISITCORE['NOTIFIERS'] names apprise, which is not installed."
            yield checks.Error(said, hint=hint, id="visitcore.E008")
        else:
            yield from _unknown(urls)
        if not urls:
            hint = 'Write "NOTIFY_URLS": ["wecombot://…"], one address for each channel.'
            said = "VISITCORE['NOTIFIERS'] names apprise, and NOTIFY_URLS gives it no address."
            yield checks.Error(said, hint=hint, id="visitcore.E009")
    elif urls:
        hint = f'Add "{APPRISE}" to NOTIFIERS, or leave NOTIFY_URLS out.'
        yield checks.Warning("VISITCORE['NOTIFY_URLS'] is read by nobody.", hint=hint, id="visitcore.W002")


def _unknown(urls: Any) -> Iterator[checks.CheckMessage]:
    for place, url in enumerate(urls if isinstance(urls, list | tuple) else ()):
        if isinstance(url, str) and url.strip() and way_to(url) is None:  # what is no text is told as visitcore.E002
            hint = 'Write it as apprise does, such as "wecombot://key": the channel, and then its key.'
            said = f"VISITCORE['NOTIFY_URLS']: {called(place, url)} is no address that apprise knows."
            yield checks.Error(said, hint=hint, id="visitcore.E017")


def _language(said: dict[str, Any]) -> Iterator[checks.CheckMessage]:
    path = said.get("LANGUAGE_OF")
    if path and isinstance(path, str):
        try:
            found = conf.imported(path)
        except ImproperlyConfigured as error:
            yield checks.Error(f"VISITCORE['LANGUAGE_OF']: {error}", hint=TAKES, id="visitcore.E010")
            return
        if not callable(found):
            yield checks.Error(f"VISITCORE['LANGUAGE_OF']: {path!r} is no function.", hint=TAKES, id="visitcore.E013")
        elif not _takes_one(found):
            what = f"VISITCORE['LANGUAGE_OF']: {path!r} cannot be called with a user alone."
            yield checks.Error(what, hint=TAKES, id="visitcore.E013")


def _takes_one(function: Callable[..., Any]) -> bool:
    try:
        signature(function).bind(None)
    except TypeError:
        return False
    except ValueError:  # one that does not tell what it takes
        return True
    return True
