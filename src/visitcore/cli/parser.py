"""
Reads the words of a call, and speaks of them in English or Chinese.
"""

import re
import sys
from argparse import Action, ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Iterable
from typing import Any, NoReturn
from unicodedata import east_asian_width

from visitcore.cli.commands import WRONG

_HEADINGS = {"positional arguments": "参数", "options": "选项"}
_CHINESE = (
    (r"the following arguments are required: (.+)", r"缺少必填参数：\1"),
    (r"unrecognized arguments: (.+)", r"无法识别的参数：\1"),
    (r"argument (.+?): expected one argument", r"\1 需要一个值"),
    (r"argument (.+?): expected at least one argument", r"\1 至少需要一个值"),
    (r"argument (.+?): invalid (?:\w+) value: (.+)", r"\1 的值无效：\2"),
    (r"argument (.+?): ignored explicit argument (.+)", r"\1 不带值，却给出了 \2"),
    (r"argument (.+?): not allowed with argument (.+)", r"\1 不能与 \2 同时使用"),
    (r"ambiguous option: (.+?) could match (.+)", r"\1 有歧义，可能是 \2"),
)
"""What argparse says, and the same in Chinese."""


class Parser(ArgumentParser):
    """
    A parser whose help and faults are in one language.

    Attributes:
        lang: ``en`` or ``zh``.
        names: The options it knows, e.g. ``--on``.
    """

    def __init__(self, *, lang: str = "en", **more: Any) -> None:
        self.lang = lang
        self.names: list[str] = []
        formatter = ChineseFormatter if lang == "zh" else RawDescriptionHelpFormatter
        super().__init__(formatter_class=formatter, add_help=False, allow_abbrev=False, **more)
        self.add_argument("-h", "--help", action="help", help=self.say("print this help", "显示本帮助"))

    def say(self, en: str, zh: str) -> str:
        """
        One of two sentences.
        """
        return zh if self.lang == "zh" else en

    def add_argument(self, *names: Any, **how: Any) -> Action:
        """
        Add an argument; its help may be a `Text`.
        """
        words: Any = how.get("help", "")
        if not isinstance(words, str):
            how["help"] = words.in_(self.lang)
        self.names += [name for name in names if name.startswith("--")]
        return super().add_argument(*names, **how)

    def error(self, message: str) -> NoReturn:
        """
        Say on one line what is wrong with the call, and end.
        """
        told = self._choice(message) or self._unknown(message) or self._translated(message)
        see = self.say(f" ({self.prog} --help shows how)", f"（用法见 {self.prog} --help）")
        self.exit(WRONG, f"{self.prog}: {told}{see}\n")

    def _choice(self, message: str) -> str:
        match = re.fullmatch(r"argument (.+?): invalid choice: (['\"])(.*)\2 \(choose from (.+)\)", message)
        if match is None:
            return ""
        known = [name.strip("'\"") for name in match[4].split(", ")]
        hint = self._hint(match[3], known)
        if match[1] in ("COMMAND", "命令"):
            return self.say(f"there is no command {match[3]!r}; {hint}", f"没有“{match[3]}”这个命令；{hint}")
        return self.say(f"{match[1]} cannot be {match[3]!r}; {hint}", f"{match[1]} 不能是“{match[3]}”；{hint}")

    def _unknown(self, message: str) -> str:
        words = message.removeprefix("unrecognized arguments: ")
        wrong = next((word.partition("=")[0] for word in words.split() if word.startswith("--")), "")
        if words == message or not wrong:
            return ""
        hint = self._hint(wrong, self.names)
        return self.say(f"there is no option {wrong}; {hint}", f"没有 {wrong} 这个选项；{hint}")

    def _hint(self, word: str, known: Iterable[str]) -> str:
        from visitcore.ground.errors import hint_at

        return hint_at(word, known).in_("zh" if self.lang == "zh" else "en")

    def _translated(self, message: str) -> str:
        if self.lang != "zh":
            return message
        for pattern, chinese in _CHINESE:
            match = re.fullmatch(pattern, message, re.DOTALL)
            if match is not None:
                return match.expand(chinese)
        return message


class ChineseFormatter(RawDescriptionHelpFormatter):
    """
    Help with Chinese headings, broken into lines by the columns that Chinese takes.
    """

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """
        The line that shows how to call.
        """
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        """
        A list of arguments under its heading.
        """
        super().start_section(_HEADINGS.get(heading or "", heading))

    def _split_lines(self, text: str, width: int) -> list[str]:
        lines, used = [""], 0
        for word in re.findall(r"[!-~]+ ?|.", text):
            wide = sum(2 if east_asian_width(char) in "WF" else 1 for char in word)
            if used and used + len(word.rstrip()) + wide - len(word) > width and word not in "，。；、）：":
                lines.append("")
                used = 0
            lines[-1] += word
            used += wide
        return [line.strip() for line in lines]


def speak_utf8() -> None:
    """
    Let the output take every character, whatever the terminal said of itself.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
