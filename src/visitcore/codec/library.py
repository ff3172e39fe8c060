"""
The packs and compositions that come with the house.
"""

from functools import cache
from pathlib import Path

from visitcore.codec.pack import read_pack
from visitcore.ground.errors import UnknownNameError
from visitcore.policy.pack import Pack

_ROOT = Path(__file__).parent.parent / "packs"
_COMPOSITIONS = "compositions"
_HOUSE = "house"
DEFAULTS = "VC"
"""Code of the pack with the house defaults."""


@cache
def pack_files() -> dict[str, Path]:
    """
    The files of all packs by code, sorted by code; the house defaults are not among them.
    """
    files = {path.stem: path for path in _ROOT.glob("*/*.toml") if path.parent.name not in {_COMPOSITIONS, _HOUSE}}
    return dict(sorted(files.items()))


@cache
def composition_files() -> dict[str, Path]:
    """
    The files of the ready-made compositions by name.
    """
    return {path.stem: path for path in sorted((_ROOT / _COMPOSITIONS).glob("*.toml"))}


@cache
def library_pack(code: str) -> Pack:
    """
    One pack of the library.

    Raises:
        UnknownNameError: If there is no such pack.
    """
    if code == DEFAULTS:
        return read_pack(_ROOT / _HOUSE / f"{DEFAULTS}.toml")
    try:
        path = pack_files()[code]
    except KeyError:
        raise UnknownNameError("pack", code, pack_files()) from None
    return read_pack(path)


def library_packs() -> tuple[Pack, ...]:
    """
    Every pack of the library.
    """
    return tuple(library_pack(code) for code in pack_files())


def packs_that_speak_to(key: str) -> tuple[str, ...]:
    """
    Codes of the library's packs that say something under *key*.
    """
    return tuple(pack.code for pack in library_packs() if key in pack.parameters)
