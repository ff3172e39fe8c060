"""
Loads a policy: a pack, a ready-made composition, or a company's own file.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from attrs import evolve, field, frozen

from visitcore.codec.converter import strict_converter
from visitcore.codec.faults import Invalid, problems_of
from visitcore.codec.library import DEFAULTS, composition_files, library_pack, pack_files
from visitcore.codec.pack import structure_pack
from visitcore.codec.toml import read_toml
from visitcore.ground.calendar import DayOverride
from visitcore.ground.errors import PolicyError, UnknownNameError, did_you_mean
from visitcore.ground.problem import Problem
from visitcore.policy.audit import conflicts
from visitcore.policy.pack import Pack
from visitcore.policy.policy import Policy

_PACK_PARTS = ("pack", "rule", "parameter")


@frozen(kw_only=True)
class _Day:
    """
    A ``[[day]]`` as written: one working or rest day of the company's own.
    """

    on: date
    works: bool
    reason: str


@frozen(kw_only=True)
class _Waive:
    """
    A ``[[waive]]`` as written: a property that need not hold, and why.
    """

    property: str
    reason: str


@frozen(kw_only=True)
class _Company:
    """
    The parts of a company file beside its rules and parameters.
    """

    name: str = ""
    extends: tuple[str, ...] = ()
    choose: Mapping[str, str] = field(factory=dict)
    only: Mapping[str, tuple[str, ...]] = field(factory=dict)
    day: tuple[_Day, ...] = ()
    waive: tuple[_Waive, ...] = ()


def load_policy(name: str | Path, *, overrides: Iterable[DayOverride] = ()) -> Policy:
    """
    A policy by the name of a composition (``standard``), the code of a pack (``DST``) or the path of a TOML file.

    Args:
        name: Name, code or path.
        overrides: Working and rest days of the company's own, beside those in the file.

    Raises:
        UnknownNameError: If nothing goes by that name.
        PolicyError: If the file has faults, or its packs contradict each other; all faults at once.
    """
    policy = _load(name)
    days = (*policy.overrides, *overrides)
    return evolve_policy(policy, days) if days != policy.overrides else policy


def evolve_policy(policy: Policy, overrides: tuple[DayOverride, ...]) -> Policy:
    """
    The same policy with other working and rest days of the company's own.
    """
    said = json.dumps([policy.hash, *([str(day.day), day.works, day.reason] for day in overrides)], ensure_ascii=False)
    return evolve(policy, overrides=overrides, hash=_digest(said))


def _load(name: str | Path) -> Policy:
    text = str(name)
    if isinstance(name, str) and text in composition_files():
        return _company(composition_files()[text], shipped=True)
    if isinstance(name, str) and text in pack_files():
        return _company_of(text, {"extends": [text]}, "", shipped=True)
    path = Path(name)
    if path.suffix == ".toml" or path.exists():
        return _company(path)
    raise UnknownNameError("policy", text, [*composition_files(), *pack_files()])


def _company(path: Path, *, shipped: bool = False) -> Policy:
    return _company_of(path.stem, read_toml(path), "" if shipped else str(path), shipped=shipped)


def _company_of(stem: str, data: dict[str, Any], file: str, *, shipped: bool = False) -> Policy:
    rest = {key: value for key, value in data.items() if key not in _PACK_PARTS}
    own_data = {key: value for key, value in data.items() if key in _PACK_PARTS}
    try:
        company = strict_converter().structure(rest, _Company)
    except Invalid as error:
        raise PolicyError(file or stem, problems_of(error, file=file)) from None
    packs, company = _extended(company, file or stem)
    if own_data and "extends" not in data:
        pack = structure_pack(own_data, file=file)
        return _policy(pack.code, company, (pack,), None, data)
    own = None
    if own_data:
        own_data = {"pack": _head(own_data.get("pack"), company.name or stem, packs), **_without_pack(own_data)}
        known = {id_: rule for pack in packs for id_, rule in pack.rules.items()}
        own = structure_pack(own_data, file=file, known=known, own=not shipped)
    policy = _policy(company.name or stem, company, packs, own, data)
    clashes = [evolve(problem, file=file) for problem in conflicts(policy)]
    if clashes:
        raise PolicyError(file or stem, clashes)
    return policy


def _extended(company: _Company, subject: str) -> tuple[tuple[Pack, ...], _Company]:
    """
    The packs it extends; a composition stands for its packs and its choices.
    """
    packs: dict[str, Pack] = {}
    problems = []
    for place, name in enumerate(company.extends):
        if name in composition_files():
            inner = _company(composition_files()[name], shipped=True)
            packs.update({pack.code: pack for pack in inner.packs})
            company = evolve(
                company, choose={**inner.choose, **company.choose}, only={**inner.only, **company.only}
            )
        elif name in pack_files():
            packs[name] = library_pack(name)
        else:
            known = [*composition_files(), *pack_files()]
            problems.append(Problem(f"extends[{place}]", f"there is no pack {name!r}", did_you_mean(name, known)))
    if problems:
        raise PolicyError(subject, problems)
    return tuple(packs.values()), company


def _head(written: Any, name: str, packs: tuple[Pack, ...]) -> Any:
    """
    The ``[pack]`` table of a company file: what it leaves out is taken from the first pack it extends.
    """
    if written is not None and not isinstance(written, dict):
        return written
    head: dict[str, Any] = {"code": name, "name": {"en": name, "zh": name}}
    if packs:
        settings = packs[0].settings
        weekdays = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
        head |= {
            "currency": settings.currency,
            "zone": settings.zone.key,
            "calendar": settings.country,
            "subdivision": settings.subdivision,
            "weekend": [weekdays[day] for day in settings.weekend],
            "roll": settings.roll,
        }
    return {**head, **(written or {})}


def _without_pack(data: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key != "pack"}


def _policy(
    name: str, company: _Company, packs: tuple[Pack, ...], own: Pack | None, data: Mapping[str, Any]
) -> Policy:
    return Policy(
        name=name,
        packs=packs,
        own=own,
        base=library_pack(DEFAULTS),
        choose=company.choose,
        only=company.only,
        overrides=tuple(DayOverride(day.on, day.works, day.reason) for day in company.day),
        waived={waive.property: waive.reason for waive in company.waive},
        hash=_fingerprint(packs, data),
    )


def _fingerprint(packs: tuple[Pack, ...], data: Mapping[str, Any]) -> str:
    library = [read_toml(pack_files()[pack.code]) for pack in packs if pack.code in pack_files()]
    return _digest(json.dumps([*library, data], sort_keys=True, default=str, ensure_ascii=False))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


__all__ = ["load_policy"]
