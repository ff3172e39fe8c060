"""
System checks of the setting ``VISITCORE``.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig, apps
from django.conf import global_settings, settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import PermissionsMixin
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, router

from visitcore import VisitcoreError, load_policy
from visitcore.ground.errors import did_you_mean
from visitcore_django import conf
from visitcore_django.sources import SourceFault, source

APP = "visitcore_django"


@checks.register(conf.TAG)
def check_settings(app_configs: Sequence[AppConfig] | None = None, **_: Any) -> list[checks.CheckMessage]:
    """
    Every fault of the setting at once.
    """
    del app_configs
    said: Any = getattr(settings, "VISITCORE", {})
    if not isinstance(said, dict):
        hint = 'Write VISITCORE = {"POLICY": "standard"}.'
        return [*_clock(), checks.Error("VISITCORE must be a dict.", hint=hint, id="visitcore.E001")]
    said = conf.plain(said)
    wrong = list(_types(said))
    source_ = [] if wrong else list(_source())
    return [*_clock(), *_unknown(said), *wrong, *_policy(said), *source_, *_ports(said), *_address(said)]


def _clock() -> Iterator[checks.CheckMessage]:
    if not settings.USE_TZ:
        hint = "Write USE_TZ = True; days are those of TIME_ZONE all the same."
        yield checks.Error("Visits, reports and deadlines need exact moments.", hint=hint, id="visitcore.E011")


@checks.register(conf.TAG)
def check_host(app_configs: Sequence[AppConfig] | None = None, **_: Any) -> list[checks.CheckMessage]:
    """
    What the plugin needs of the project around it: users who are in groups, and its tables in the first database.
    """
    del app_configs
    found: list[checks.CheckMessage] = []
    users: Any = get_user_model()
    if not issubclass(users, PermissionsMixin):
        hint = "Derive it from django.contrib.auth.models.PermissionsMixin: groups say what people may do."
        found.append(checks.Error(f"{users._meta.label} has no groups.", hint=hint, id="visitcore.E015"))
    away = sorted({router.db_for_write(model) for model in apps.get_app_config(APP).get_models()} - {DEFAULT_DB_ALIAS})
    if away:
        hint = f"Have your router send the app {APP!r} to {DEFAULT_DB_ALIAS!r}; your own tables may lie where they are."
        what = f"The tables of the plugin are written to {', '.join(map(repr, away))}, and its transactions are not."
        found.append(checks.Error(what, hint=hint, id="visitcore.E016"))
    return found


def _unknown(said: dict[str, Any]) -> Iterator[checks.CheckMessage]:
    for key in said:
        if key not in conf.KNOWN:
            hint = did_you_mean(str(key), conf.KNOWN)
            yield checks.Warning(f"VISITCORE[{key!r}] is no setting.", hint=hint, id="visitcore.W001")


_UNTOLD = ("UTC", global_settings.TIME_ZONE)
"""The time zone of a new project, and of one that names none."""

_EXAMPLES: dict[str, Any] = {
    "POLICY": "standard",
    "CUSTOMER_SOURCE": "crm.visits.AccountSource",
    "NOTIFIERS": ["visitcore_django.notify.email.EmailNotifier"],
    "NOTIFY_URLS": ["wecombot://key"],
    "SWEEP_BATCH": conf.Conf().SWEEP_BATCH,
    "LANGUAGE_OF": "crm.people.language_of",
    "SITE_URL": "https://crm.example.com",
}
"""How each key is written; what is of another kind is wrong."""
_KINDS: dict[type, tuple[tuple[type, ...], str]] = {
    str: ((str,), "a text"),
    list: ((list, tuple), "a list"),
    int: ((int,), "a whole number"),
}


def _types(said: dict[str, Any]) -> Iterator[checks.CheckMessage]:
    for key, example in _EXAMPLES.items():
        kinds, wanted = _KINDS[type(example)]
        hint = f"Write {key!r}: {example!r}, or leave it out."
        if key in said and (not isinstance(said[key], kinds) or isinstance(said[key], bool)):
            what = f"VISITCORE[{key!r}] must be {wanted}, not {said[key]!r}."
            yield checks.Error(what, hint=hint, id="visitcore.E002")
    urls = said.get("NOTIFY_URLS")
    for place, url in enumerate(urls if isinstance(urls, list | tuple) else ()):
        if not isinstance(url, str) or not url.strip():
            hint = f"Write one address for each channel, such as {_EXAMPLES['NOTIFY_URLS'][0]!r}."
            what = f"VISITCORE['NOTIFY_URLS'][{place}] must be an address, not {url!r}."
            yield checks.Error(what, hint=hint, id="visitcore.E002")
    batch = said.get("SWEEP_BATCH")
    if isinstance(batch, int) and not isinstance(batch, bool) and batch < 1:
        hint = f"It is how many customers the sweep takes at a time; write {conf.Conf().SWEEP_BATCH}, or leave it out."
        yield checks.Error(f"VISITCORE['SWEEP_BATCH'] must be 1 or more, not {batch}.", hint=hint, id="visitcore.E003")


def _policy(said: dict[str, Any]) -> Iterator[checks.CheckMessage]:
    name = said.get("POLICY", conf.Conf().POLICY)
    if not isinstance(name, str):
        return
    if not name.strip():
        hint = f"Name one, such as {conf.Conf().POLICY!r}, or leave it out."
        yield checks.Error("VISITCORE['POLICY'] is empty.", hint=hint, id="visitcore.E004")
        return
    try:
        load_policy(name)
    except (VisitcoreError, OSError, ValueError) as error:
        hint = "Name a composition, a pack or a file that `visitcore check` finds nothing in."
        path = Path(name)
        if path.suffix and not (path.is_absolute() or path.exists()):
            hint = f'It was looked for in {Path.cwd()}; write the whole path, such as BASE_DIR / "{name}".'
        yield checks.Error(f"VISITCORE['POLICY']: {error}", hint=hint, id="visitcore.E004")


@checks.register(conf.TAG, deploy=True)
def check_zone(app_configs: Sequence[AppConfig] | None = None, **_: Any) -> list[checks.CheckMessage]:
    """
    A site that was never told where it stands has other days than its policy for some hours of each.
    """
    del app_configs
    try:
        zones = {str(pack.settings.zone) for pack in load_policy(conf.conf().POLICY).all_packs()}
    except (VisitcoreError, OSError, ValueError, TypeError):
        return []  # told by `check_settings`
    if settings.TIME_ZONE not in _UNTOLD or settings.TIME_ZONE in zones:
        return []
    zone = min(zones, default="")
    hint = f'Write TIME_ZONE = "{zone}", or the zone of your office: what is due today is told by it.'
    what = f"The site's days are those of {settings.TIME_ZONE}, those of the policy are those of {zone}."
    return [checks.Warning(what, hint=hint, id="visitcore.W003")]


def _source() -> Iterator[checks.CheckMessage]:
    try:
        source()
    except SourceFault as error:
        yield checks.Error(f"VISITCORE['CUSTOMER_SOURCE']: {error.what}.", hint=error.fix, id="visitcore.E005")


def _ports(said: dict[str, Any]) -> Iterator[checks.CheckMessage]:
    notifiers = said.get("NOTIFIERS", ())
    for path in notifiers if isinstance(notifiers, list | tuple) else ():
        try:
            conf.imported(path)
        except ImproperlyConfigured as error:
            hint = "Name a class with a method `tell(self, message)` by its dotted path."
            yield checks.Error(f"VISITCORE['NOTIFIERS']: {error}", hint=hint, id="visitcore.E006")


def _address(said: dict[str, Any]) -> Iterator[checks.CheckMessage]:
    address = said.get("SITE_URL")
    if address and isinstance(address, str) and not _is_address(address):
        hint = 'Write the whole address, such as "https://crm.example.com", without ? or #; messages link to it.'
        yield checks.Error(f"VISITCORE['SITE_URL']: {address!r} is no address.", hint=hint, id="visitcore.E012")


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and not set("?#") & set(text)
