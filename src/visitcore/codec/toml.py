"""
Reads a TOML file with exact amounts.
"""

import re
import tomllib
from pathlib import Path
from typing import Any

from visitcore.codec.amount import exact_amount
from visitcore.codec.faults import halves
from visitcore.ground.errors import PolicyError
from visitcore.ground.phrases import in_chinese
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text

_PLACE = re.compile(r" \(at (line \d+, column \d+|end of document)\)")

MOST_PARTS = 32
"""Parts of a key between its dots; a policy needs five, and each further one takes longer to read."""

_PART = r"""(?>[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""
_TOO_DEEP = re.compile(rf"(?<![A-Za-z0-9_-])(?:{_PART}[ \t]*\.[ \t]*){{{MOST_PARTS}}}")

_CHECK_PATH = Text("check the path and its permissions", "请核对路径和权限")
_NAME_FILE = Text("name the TOML file inside", "请写出其中的 TOML 文件")


def read_toml(path: Path) -> dict[str, Any]:
    """
    The content of a TOML file; fractions are `Decimal` with the digits as written.

    Raises:
        PolicyError: If it is not there, not a file, not UTF-8 or not TOML.
    """
    name = str(path)
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise _fault(name, Text("there is no such file", "没有这个文件"), _CHECK_PATH) from None
    except IsADirectoryError:
        raise _fault(name, Text("is a directory", "是文件夹"), _NAME_FILE) from None
    except OSError as error:
        what = Text(f"cannot be read: {error.strerror}", f"无法读取：{error.strerror}")
        raise _fault(name, what, _CHECK_PATH) from None
    except ValueError as error:
        raise _unread(name, error) from None
    return parse_toml(content, file=name)


def parse_toml(content: bytes | str, *, file: str) -> dict[str, Any]:
    """
    The same of a content at hand; a byte order mark in front does not matter.

    Args:
        content: What stands in the file.
        file: Name of the file, for messages.

    Raises:
        PolicyError: If it is not UTF-8 or not TOML, or has a key of too many parts.
    """
    try:
        text = content.decode("utf-8-sig") if isinstance(content, bytes) else content.removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        what = Text(f"is not UTF-8 (byte {error.start})", f"不是 UTF-8 编码（第 {error.start} 字节）")
        raise _fault(file, what, Text("save it as UTF-8", "请另存为 UTF-8")) from None
    deep = _TOO_DEEP.search(text)
    if deep is not None:
        raise _too_deep(file, text.count("\n", 0, deep.start()) + 1)
    try:
        return tomllib.loads(text, parse_float=exact_amount)
    except tomllib.TOMLDecodeError as error:
        said, place = _PLACE.sub("", str(error)), _PLACE.search(str(error))
        what = Text(f"is not valid TOML: {said}", f"不是有效的 TOML：{in_chinese(said)}")
        fix = Text("mend the line named", "请改正所指的一行")
        raise _fault(file, what, fix, where=place[1] if place else "") from None
    except RecursionError:
        what = Text("is nested too deep", "嵌套过深")
        raise _fault(file, what, Text("take out some of the brackets", "请减少括号的层数")) from None
    except ValueError as error:
        raise _unread(file, error) from None


def _too_deep(file: str, line: int) -> PolicyError:
    what = Text(f"has a key of more than {MOST_PARTS} parts", f"有键名超过 {MOST_PARTS} 段")
    fix = Text(f"take out some of its dots; {MOST_PARTS} parts are the most", f"请减少其中的点；最多 {MOST_PARTS} 段")
    return _fault(file, what, fix, where=f"line {line}")


def _unread(file: str, error: ValueError) -> PolicyError:
    wrong, fix = halves(error)
    return _fault(file, Text(f"cannot be read: {wrong.en}", f"无法读取：{wrong.zh}"), fix)


def _fault(file: str, what: Text, fix: Text, *, where: str = "") -> PolicyError:
    return PolicyError(file, [Problem(where, what, fix, file=file)])
