"""
Loads a policy: a pack, a ready-made composition, or a company's own file.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from attrs import evolve, fields, frozen
from cattrs import Converter

from visitcore.codec.calendar import days_written
from visitcore.codec.converter import strict_converter
from visitcore.codec.faults import Invalid, halves, problems_of, quoted, unknown_key
from visitcore.codec.fingerprint import fingerprint
from visitcore.codec.library import DEFAULTS, composition_files, library_pack, library_packs, pack_files
from visitcore.codec.pack import Own, RefusedPackError, structure_pack
from visitcore.codec.toml import read_toml
from visitcore.codec.written import Company
from visitcore.ground.calendar import DayOverride, WorkCalendar
from visitcore.ground.errors import PolicyError, UnknownNameError, hint_at
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text
from visitcore.policy.audit import conflicts
from visitcore.policy.pack import Pack, Settings
from visitcore.policy.policy import Policy

_PACK_PARTS = ("pack", "rule", "parameter")
_COMPOSED = ("name", "extends", "choose", "only")
_UNKNOWN_KEY = re.compile(r"parameter(\[\d+\](\.key)?)?")
"""Where a fault leaves it open which keys the file speaks to."""

_SAY_SOMETHING = Text(
    'extend a pack, e.g. extends = ["ABC"], or add a [[parameter]]',
    '请引用制度包，如 extends = ["ABC"]，或添加 [[parameter]]',
)


@frozen(kw_only=True)
class _Extended:
    """
    What a list of packs and compositions comes to.
    """

    packs: Mapping[str, Pack]
    choose: Mapping[str, str]
    only: Mapping[str, tuple[str, ...]]


def load_policy(name: str | Path, *, overrides: Iterable[DayOverride] = ()) -> Policy:
    """
    A policy by the name of a composition (``standard``), the code of a pack (``DST``) or the path of a TOML file.

    Args:
        name: Name, code or path.
        overrides: Working and rest days of the company's own, beside those in the file.

    Raises:
        UnknownNameError: If nothing goes by that name.
        PolicyError: If the file has faults, or its packs contradict each other; all faults at once.
        TypeError: If it is neither text nor a path.
    """
    policy = _load(name)
    days = (*policy.overrides, *overrides)
    return evolve_policy(policy, days) if days != policy.overrides else policy


def evolve_policy(policy: Policy, overrides: tuple[DayOverride, ...]) -> Policy:
    """
    The same policy with other working and rest days of the company's own.

    Raises:
        PolicyError: If two of the days contradict each other.
    """
    try:
        WorkCalendar(overrides=overrides)
    except ValueError as error:
        raise PolicyError(policy.name, [Problem("day", *halves(error))]) from None
    said = [[day.day, day.works, day.reason] for day in overrides]
    return evolve(policy, overrides=overrides, hash=fingerprint([policy.hash, said]))


def _load(name: str | Path) -> Policy:
    if not isinstance(name, str | Path):
        raise TypeError(f"{quoted(name)} names no policy; give a name such as 'standard', or the path of a TOML file")
    text = str(name)
    if isinstance(name, str) and (text in composition_files() or text in pack_files()):
        return structure_policy({"extends": [text]}, name=text)
    path = Path(name)
    if path.suffix == ".toml" or path.exists():
        return structure_policy(read_toml(path), name=path.stem, file=str(path))
    raise UnknownNameError("policy", text, [*composition_files(), *pack_files()])


def structure_policy(data: Mapping[str, Any], *, name: str, file: str = "") -> Policy:
    """
    A policy from the content of a company's own file.

    A file with a ``pack`` table that extends nothing is a regime of its own. Any other puts its own values on top of
    the packs it extends; it may leave out ``pack``, and then takes currency, zone and calendar from the first pack.

    Args:
        data: The TOML content.
        name: Name of the policy, where the file gives none.
        file: Name of the file, for messages.

    Raises:
        RefusedPackError: With every fault of the file and every conflict between its packs.
    """
    problems: list[Problem] = []
    company = _company(data, problems)
    days = days_written(data.get("day", []), problems)
    extended = _extended(company.extends, problems)
    name = company.name or name
    alone = "pack" in data and "extends" not in data
    chosen = not problems
    own = _own(data, None if alone else _surroundings(name, extended, sound=chosen), problems)
    if own is not None and not alone and own.code in {DEFAULTS, *extended.packs}:
        what = Text(f"{own.code!r} is the code of a pack it rests on", f"“{own.code}”是所引用制度包的代码")
        fix = Text('give the file a name of its own: name = "…"', '请为本文件另取名称：name = "…"')
        problems.append(Problem("name", what, fix))
    if own is None and not extended.packs and not problems:
        problems.append(Problem("", Text("says nothing", "没有任何内容"), _SAY_SOMETHING))
    base = library_pack(DEFAULTS)
    packs = (own,) if alone and own is not None else tuple(extended.packs.values())
    content = [base.hash, [pack.hash for pack in packs], extended.choose, extended.only, data]
    policy = Policy(
        name=own.code if alone and own is not None else name,
        packs=packs,
        own=None if alone else own,
        base=base,
        choose={**extended.choose, **company.choose},
        only={**extended.only, **company.only},
        overrides=days,
        waived={waive.property: waive.reason for waive in company.waive},
        hash="" if problems else fingerprint(content),
    )
    if chosen and not any(_UNKNOWN_KEY.fullmatch(problem.where) for problem in problems):
        problems += conflicts(policy)
    _raise(problems, file, name, own)
    return policy


def _raise(problems: Iterable[Problem], file: str, name: str, rest: Pack | None = None) -> None:
    found = [evolve(problem, file=file) for problem in problems]
    if found:
        raise RefusedPackError(file or name, found, rest)


@cache
def _converter() -> Converter:
    return strict_converter()


def _company(data: Mapping[str, Any], problems: list[Problem]) -> Company:
    """
    The company's choices; a faulty one is left out.
    """
    names = [one.name for one in fields(Company)]
    known = [*names, "day", *_PACK_PARTS]
    problems += [Problem(key, unknown_key(key), hint_at(key, known)) for key in data if key not in known]
    sound: dict[str, Any] = {}
    for name in names:
        try:
            sound[name] = getattr(_converter().structure({name: data[name]} if name in data else {}, Company), name)
        except Invalid as error:
            problems += problems_of(error)
    return Company(**sound)


def _extended(names: Iterable[str], problems: list[Problem]) -> _Extended:
    """
    The packs behind the names; a composition stands for its packs and its choices.
    """
    packs: dict[str, Pack] = {}
    choose: dict[str, str] = {}
    only: dict[str, tuple[str, ...]] = {}
    for place, name in enumerate(names):
        if name in composition_files():
            inner = _composition(name)
            packs |= inner.packs
            choose |= inner.choose
            only |= inner.only
        elif name in pack_files():
            packs[name] = library_pack(name)
        else:
            known = [*composition_files(), *pack_files()]
            what = Text(f"there is no pack {name!r}", f"没有制度包“{name}”")
            problems.append(Problem(f"extends[{place}]", what, hint_at(name, known)))
    return _Extended(packs=packs, choose=choose, only=only)


def _composition(name: str) -> _Extended:
    """
    A ready-made composition: it chooses, and says nothing of its own.
    """
    file = str(composition_files()[name])
    data = read_toml(composition_files()[name])
    problems = [
        Problem(
            key,
            Text(f"{key!r} has no place in a composition", f"组合中不能写“{key}”"),
            Text("put it into a pack", "请写进制度包"),
        )
        for key in data
        if key not in _COMPOSED
    ]
    company = _company(data, problems)
    extended = _extended(company.extends, problems)
    _raise(problems, file, name)
    return evolve(extended, choose={**extended.choose, **company.choose}, only={**extended.only, **company.only})


def _surroundings(name: str, extended: _Extended, *, sound: bool) -> Own:
    """
    What the company's own part has from elsewhere; where that is in doubt, any rule of the library may be cited.
    """
    packs = tuple(extended.packs.values())
    known = packs if sound else library_packs()
    return Own(
        name=name,
        settings=packs[0].settings if packs else Settings(),
        rules={id_: rule for pack in known for id_, rule in pack.rules.items()},
    )


def _own(data: Mapping[str, Any], own: Own | None, problems: list[Problem]) -> Pack | None:
    """
    The company's own part, ``None`` where it has none; of a faulty one what could be read.
    """
    parts = {key: data[key] for key in _PACK_PARTS if key in data}
    if not parts:
        return None
    try:
        return structure_pack(parts, own=own)
    except RefusedPackError as error:
        problems += error.problems
        return error.rest
