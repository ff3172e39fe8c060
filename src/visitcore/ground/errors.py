"""
Every error the house raises.

A refusal is a value (a decision); an error is a mistake in the call, the policy or the input.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from difflib import get_close_matches

from attrs import evolve

from visitcore.ground.problem import Problem
from visitcore.ground.shapes import shape_in_words
from visitcore.ground.text import Lang, Text

LISTED = 20  # known words that a message lists before it says "and so many more"


def hint_at(word: str, known: Iterable[str]) -> Text:
    """
    A hint at the nearest known word, capitals aside, or the first few known words where none is near.
    """
    names = sorted(known)
    folded = {name.casefold(): name for name in reversed(names)}
    close = get_close_matches(word.casefold(), folded, n=1)
    if close:
        return Text(f"did you mean {folded[close[0]]!r}?", f"是否指“{folded[close[0]]}”？")
    if not names:
        return Text("none is known", "尚无任何已知名称")
    en, zh = ", ".join(names[:LISTED]), "、".join(names[:LISTED])
    if len(names) > LISTED:
        en, zh = f"{en} and {len(names) - LISTED} more", f"{zh}等{len(names)}个"
    return Text(f"known: {en}", f"已知：{zh}")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """
    The hint of `hint_at` in English.
    """
    return hint_at(word, known).en


class VisitcoreError(Exception):
    """
    The root of every error raised on purpose; each class puts its sentence into `told`.
    """

    @property
    def told(self) -> Text:
        """
        The sentence in both languages.
        """
        words = super().__str__()
        return Text(words, words)

    def in_(self, lang: Lang) -> str:
        """
        The sentence in the language asked for.
        """
        return self.told.in_(lang)

    def __str__(self) -> str:
        return self.told.en


class UnknownNameError(VisitcoreError, LookupError):
    """
    A name that nothing answers to: a policy, pack, key, decision, rule or column.

    Attributes:
        kind: What was looked for, e.g. ``"policy"``.
        name: The name that was asked for.
        known: The names that exist.
    """

    def __init__(self, kind: str, name: str, known: Iterable[str] = ()) -> None:
        self.kind, self.name, self.known = kind, name, tuple(known)
        super().__init__(kind, name, self.known)

    @property
    def told(self) -> Text:
        """
        What was asked for, and the nearest name that exists.
        """
        hint, kind = hint_at(str(self.name or ""), self.known), _KINDS.get(self.kind, self.kind)
        return Text(f"there is no {self.kind} {self.name!r}; {hint.en}", f"没有名为“{self.name}”的{kind}；{hint.zh}")


_KINDS = {
    "policy": "制度",
    "pack": "制度包",
    "parameter": "参数",
    "decision": "判定项目",
    "rule": "规则",
    "kind of rule": "规则类型",
}


class SilentPolicyError(VisitcoreError, LookupError):
    """
    A policy says nothing at all under a key.

    Attributes:
        key: The key that was read.
        policy: Name of the policy.
        nearest: Keys that the policy does speak to.
        packs: Packs that speak to *key*.
    """

    def __init__(self, key: str, policy: str, nearest: Iterable[str] = (), packs: Iterable[str] = ()) -> None:
        self.key, self.policy, self.nearest, self.packs = key, policy, tuple(nearest), tuple(packs)
        super().__init__(key, policy, self.nearest, self.packs)

    @property
    def told(self) -> Text:
        """
        Which key nobody speaks to, and who does.
        """
        if self.packs:
            todo = Text(
                f"packs that do: {', '.join(self.packs)}; extend one of them or set the key in the company file",
                f"有规定的制度包：{'、'.join(self.packs)}；请引用其一（extends），或在公司制度文件中设定该参数",
            )
        else:
            todo = hint_at(self.key, self.nearest)
        return Text(
            f"policy {self.policy!r} says nothing about {self.key!r}; {todo.en}",
            f"制度“{self.policy}”对“{self.key}”没有规定；{todo.zh}",
        )


class NotInForceError(VisitcoreError, LookupError):
    """
    A parameter exists but has no value on the day it was asked for.

    Attributes:
        key: Dotted name of the parameter.
        on: The day that was asked for.
        known: The spans for which the parameter is known, as text.
    """

    def __init__(self, key: str, on: date, known: Sequence[str]) -> None:
        self.key, self.on, self.known = key, on, tuple(known)
        super().__init__(key, on, self.known)

    @property
    def told(self) -> Text:
        """
        The day asked for, and the days for which something is known.
        """
        if not self.known:
            return Text(
                f"{self.key!r} has no value on any day, nor on {self.on}; add an entry to its history",
                f"“{self.key}”在任何日期（包括 {self.on}）都没有取值；请在其 history 中添加一条",
            )
        return Text(
            f"{self.key!r} has no value in force on {self.on}; it is known {', and '.join(self.known)}; "
            "ask for a day inside, or add an entry to its history",
            f"“{self.key}”在 {self.on} 没有有效取值；已知期间：{'；'.join(map(_in_chinese, self.known))}；"
            "请改用期间内的日期，或在其 history 中添加一条",
        )


def _in_chinese(span: str) -> str:
    match = re.fullmatch(r"from (.+) until (.+)", span)
    if match is None:
        return span
    since = "起始" if match[1] == "the beginning" else match[1]
    return f"{since} 起，长期有效" if match[2] == "further notice" else f"{since} 起，至 {match[2]}（不含）"


class WrongBlockError(VisitcoreError, TypeError):
    """
    A parameter holds another shape than the decision can use.

    Attributes:
        key: The key that was read.
        wanted: Name of the shape the decision needs.
        found: Name of the shape the policy holds.
    """

    def __init__(self, key: str, wanted: str, found: str) -> None:
        self.key, self.wanted, self.found = key, wanted, found
        super().__init__(key, wanted, found)

    @property
    def told(self) -> Text:
        """
        The shape that was found, and the one that is needed.
        """
        found, wanted = shape_in_words(self.found), shape_in_words(self.wanted)
        return Text(
            f"{self.key!r} holds a {found.en}, this decision needs a {wanted.en}; name another key",
            f"“{self.key}”的内容是{found.zh}，而该判定需要{wanted.zh}；请换一个参数",
        )


class ProblemsError(VisitcoreError, ValueError):
    """
    Something a person wrote has faults; all of them are collected.

    Attributes:
        subject: What was read, e.g. a file name.
        problems: Every fault found, each with its path.
    """

    def __init__(self, subject: str, problems: Iterable[Problem]) -> None:
        self.subject, self.problems = subject, tuple(problems)
        super().__init__(subject, self.problems)

    @property
    def told(self) -> Text:
        """
        A fault that stands alone on one line; of several how many there are, and each on a line of its own.
        """
        faults = [evolve(fault, file="" if fault.file == self.subject else fault.file) for fault in self.problems]
        told, subject = [fault.told for fault in faults], _SUBJECTS.get(self.subject, f"{self.subject} ")
        if len(told) == 1:
            return Text(f"{self.subject}: {told[0].en}", f"{subject.rstrip()}：{told[0].zh}")
        verb = "have" if self.subject == "the facts" else "has"
        return Text(
            "\n".join([f"{self.subject} {verb} {len(told)} problems:", *(f"  {fault.en}" for fault in told)]),
            "\n".join([f"{subject}有{len(told)}处问题：", *(f"  {fault.zh}" for fault in told)]),
        )


_SUBJECTS = {"the facts": "所给的事实", "the event": "这笔往来", "the pack": "制度包"}


class PolicyError(ProblemsError):
    """
    A pack, composition or company file cannot be used.
    """


class FactsError(ProblemsError):
    """
    The facts handed to a decision cannot be read.
    """


class SheetError(ProblemsError):
    """
    A sheet of customers, visits or excuses cannot be read at all.
    """
