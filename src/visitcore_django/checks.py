"""
System checks of the setting ``VISITCORE``.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.utils.module_loading import import_string

from visitcore import VisitcoreError, load_policy
from visitcore_django import conf


@checks.register()
def check_settings(app_configs: Sequence[AppConfig] | None = None, **_: Any) -> list[checks.CheckMessage]:
    """
    Every fault of the setting at once.
    """
    del app_configs
    said: Any = conf.written()
    if not isinstance(said, dict):
        return [
            checks.Error(
                "VISITCORE must be a dict.", hint='Write VISITCORE = {"POLICY": "standard"}.', id="visitcore.E001"
            )
        ]
    return [*_unknown(said), *_types(said), *_policy(said), *_paths(said)]


def _unknown(said: dict[str, Any]) -> Iterator[checks.CheckMessage]:
    for key in said:
        if key not in conf.KNOWN:
            known = ", ".join(conf.KNOWN)
            yield checks.Warning(f"VISITCORE[{key!r}] is no setting.", hint=f"Known are: {known}.", id="visitcore.W001")


_KINDS: dict[str, tuple[type, ...]] = {
    "POLICY": (str,),
    "CUSTOMER_SOURCE": (str,),
    "NOTIFIERS": (list, tuple),
    "NOTIFY_URLS": (list, tuple),
    "SWEEP_BATCH": (int,),
    "LANGUAGE_OF": (str,),
    "SITE_URL": (str,),
}


def _types(said: dict[str, Any]) -> Iterator[checks.CheckMessage]:
    for key, kinds in _KINDS.items():
        if key in said and not isinstance(said[key], kinds):
            wanted = " or ".join(kind.__name__ for kind in kinds)
            yield checks.Error(f"VISITCORE[{key!r}] must be a {wanted}, not {said[key]!r}.", id="visitcore.E002")
    batch = said.get("SWEEP_BATCH")
    if isinstance(batch, int) and batch < 1:
        yield checks.Error(f"VISITCORE['SWEEP_BATCH'] must be 1 or more, not {batch}.", id="visitcore.E003")


def _policy(said: dict[str, Any]) -> Iterator[checks.CheckMessage]:
    name = said.get("POLICY")
    if not isinstance(name, str):
        return
    try:
        load_policy(name)
    except (VisitcoreError, OSError) as error:
        hint = "Name a composition, a pack or a file that `visitcore check` finds nothing in."
        yield checks.Error(f"VISITCORE['POLICY']: {error}", hint=hint, id="visitcore.E004")


def _paths(said: dict[str, Any]) -> Iterator[checks.CheckMessage]:
    named = [("CUSTOMER_SOURCE", said.get("CUSTOMER_SOURCE"), "visitcore.E005")]
    notifiers = said.get("NOTIFIERS", ())
    if isinstance(notifiers, list | tuple):
        named += [("NOTIFIERS", path, "visitcore.E006") for path in notifiers]
    for key, path, number in named:
        if not path or not isinstance(path, str):
            continue
        try:
            import_string(path)
        except ImportError as error:
            yield checks.Error(f"VISITCORE[{key!r}]: {path!r} cannot be imported: {error}", id=number)
