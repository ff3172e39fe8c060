"""
A decision told to people, in English or Chinese.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Context, Decimal
from typing import Any, Literal

from visitcore.decisions.decision import Decision
from visitcore.decisions.finding import Finding
from visitcore.decisions.verdict import Verdict
from visitcore.explain.clauses import clause_in_words
from visitcore.explain.names import in_people_words, with_instants, word
from visitcore.explain.questions import question
from visitcore.explain.ranges import range_in_words
from visitcore.explain.units import amount, unit_of
from visitcore.facts.money import beside, to_the_cent
from visitcore.ground.text import Lang, Text
from visitcore.policy.dated import Origin
from visitcore.policy.rule import Strength

_STRENGTHS = {
    Strength.MUST: Text("must", "必须"),
    Strength.REQUIRED: Text("required", "应当"),
    Strength.SOFT: Text("advice", "建议"),
    Strength.NOTE: Text("note", "说明"),
}
_ORIGINS = {
    Origin.DOCUMENT: Text("", ""),
    Origin.VISITCORE: Text("; a default of visitcore, not of the document", "；软件默认值，非制度原文"),
    Origin.COMPANY: Text("; the company's own value", "；公司自定"),
}
_PROVISIONAL = Text(
    "Provisional: the working days of a year used here are not announced yet.",
    "暂定：所用年度的节假日安排尚未公布。",
)
_SEEN = Text("saw", "实际"), Text("on", "日期")
_ASKED = Text("rule", "规定"), Text("by", "期限")
_WORDS = _SEEN, _ASKED
_POLICIES = {"standard": "标准制度"}
"""What the ready-made composition is called in Chinese; packs have their codes, companies the names they give."""
_PLACES = Decimal("0.0001")
_NUMBER = re.compile(r"-?\d[\d.]*")
_MONEY = re.compile(r"[A-Z]{3}(?:/|$)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def policy_called(name: str) -> Text:
    """
    What people call a policy; its own name where it is a company's or a pack's.
    """
    return Text(name, _POLICIES.get(name, name))


def explain(
    decision: Decision[Any],
    lang: Lang = "en",
    style: Literal["text", "markdown"] = "text",
    *,
    written: bool = False,
) -> str:
    """
    A decision in sentences.

    A line begins with ✓ where the rule is kept, ✗ where it is broken, ! where advice is not followed, ? where it
    cannot be told, and · where there is nothing to keep or break.

    Args:
        decision: The decision.
        lang: ``en`` or ``zh``.
        style: ``text`` for a terminal, ``markdown`` for a page.
        written: Whether what is missing is named as a file of facts writes it, for whoever has to add it there.

    Returns:
        The verdict, every finding with its clause, what is missing, and whether it is provisional.
    """
    lines = _findings(decision)
    if decision.missing:
        lines.append(_missing(decision.missing, written=written))
    if decision.provisional:
        lines.append(_PROVISIONAL)
    if lang not in ("en", "zh") or style not in ("text", "markdown"):
        raise ValueError(f"cannot explain in {lang!r} as {style!r}; languages: en, zh; styles: text, markdown")
    head, *rest = (line.in_(lang) for line in (_head(decision), *lines))
    if style == "markdown":
        return "\n".join([f"**{_escaped(head)}**", "", *(f"- {_escaped(line)}" for line in rest)])
    return "\n".join([head, *(f"  {line}" for line in rest)])


def told(finding: Finding, decision: Decision[Any]) -> Text:
    """
    A finding of a decision in a sentence: whether the rule is kept, what was seen, and what is asked for.
    """
    mark, says, numbers = _mark(finding, decision), in_people_words(finding.says), _numbers(finding, decision)
    return Text(f"{mark} {says.en}{numbers.en}", f"{mark} {says.zh}{numbers.zh}")


def shown(value: Any) -> str:
    """
    A value as people read it, to four places; empty where it is none or more than one line can hold.

    >>> shown(Decimal("67.5000")), shown(date(2024, 3, 5)), shown(None)
    ('67.5', '2024-03-05', '')
    """
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    if isinstance(value, bool):
        return ""
    if isinstance(value, Decimal):
        wide = Context(prec=max(value.adjusted(), 0) + 8)
        return _digits(value.quantize(_PLACES, context=wide))
    if isinstance(value, tuple):
        return ", ".join(filter(None, map(shown, value)))
    return str(value) if isinstance(value, int | date | str) else ""


def _head(decision: Decision[Any]) -> Text:
    label, asked, policy = decision.verdict.label, question(decision.name), decision.policy.name
    return Text(
        f"{label.en} – {asked.en}, {decision.on}, policy {policy}",
        f"{label.zh}——{asked.zh}，{decision.on}，依据 {policy_called(policy).zh}",
    )


def _missing(names: Sequence[str], *, written: bool) -> Text:
    lacks = Text(f"Missing: {', '.join(names)}.", f"缺少：{'、'.join(names)}。")
    return Text(lacks.en, with_instants(lacks.zh)) if written else in_people_words(lacks)


def _findings(decision: Decision[Any]) -> list[Text]:
    """
    A line per sentence, with every rule it is said of.
    """
    sentences: dict[tuple[Text, Origin, str], list[Finding]] = {}
    for finding in decision.findings:
        place = told(finding, decision), finding.origin, finding.citation.pack
        sentences.setdefault(place, []).append(finding)
    return [_with_sources(sentence, findings) for (sentence, *_), findings in sentences.items()]


def _with_sources(sentence: Text, findings: list[Finding]) -> Text:
    origin, document = _ORIGINS[findings[0].origin], findings[0].citation.document
    rules = {finding.rule.id: finding for finding in findings}
    sources = [(id_, _STRENGTHS[one.strength], clause_in_words(one.citation.clause)) for id_, one in rules.items()]
    (id_, strength, clause), *more = sources
    en = "".join(f"; {id_}, {strength.en}: {clause.en}" for id_, strength, clause in more)
    zh = "".join(f"；{id_}，{strength.zh}：{clause.zh}" for id_, strength, clause in more)
    return Text(
        f"{sentence.en} [{id_}, {strength.en}: {document.en}, {clause.en}{en}{origin.en}]",
        f"{sentence.zh}〔{id_}，{strength.zh}：《{document.zh}》{clause.zh}{zh}{origin.zh}〕",
    )


def _mark(finding: Finding, decision: Decision[Any]) -> str:
    if finding.holds is None:
        return "?" if decision.missing or decision.verdict is Verdict.UNDETERMINED else "·"
    return "✓" if finding.holds else "✗" if finding.strength.binds else "!"


def _numbers(finding: Finding, decision: Decision[Any]) -> Text:
    """
    What was seen and what is asked for, where both are amounts or days and the sentence does not say them already.
    """
    seen, limit = shown(finding.seen), shown(finding.limit)
    if not seen or not limit:
        return Text("", "")
    if seen == limit and isinstance(finding.seen, Decimal):  # a difference must not be rounded away
        seen = _digits(finding.seen)
    parts = [
        _part(written, finding, words)
        for plain, written, words in zip((seen, limit), _in_money(finding) or (seen, limit), _WORDS, strict=True)
        if not (_says(finding, plain) or _says(finding, written) or (words is _SEEN and finding.seen == decision.on))
    ]
    parts = parts or _unit(finding)
    if not parts:
        return Text("", "")
    return Text(f" ({', '.join(part.en for part in parts)})", f"（{'，'.join(part.zh for part in parts)}）")


def _in_money(finding: Finding) -> tuple[str, str] | None:
    """
    What was seen and what is asked for as amounts of money; ``None`` where they are none.
    """
    seen, limit = finding.seen, finding.limit
    if not (isinstance(seen, Decimal) and isinstance(limit, Decimal) and _MONEY.match(finding.unit)):
        return None
    return to_the_cent(beside(seen, limit)), to_the_cent(limit)


def _part(written: str, finding: Finding, words: tuple[Text, Text]) -> Text:
    number, day = words
    if _DAY.match(written):
        return Text(f"{day.en} {written}", f"{day.zh} {written}")
    told_ = range_in_words(written) or _names(written)
    if finding.unit and _NUMBER.fullmatch(written):
        told_ = amount(written, finding.unit)
    gap = " " if re.match(r"[A-Za-z]", told_.zh) else ""
    return Text(f"{number.en} {told_.en}", f"{number.zh}{gap}{told_.zh}")


def _unit(finding: Finding) -> list[Text]:
    """
    The unit of numbers that the sentence says without it.
    """
    unit, says = unit_of(finding.unit), finding.says
    bare = unit.en and not _DAY.match(shown(finding.limit)) and unit.en not in says.en and unit.zh not in says.zh
    return [Text(unit.en, f"单位：{unit.zh}")] if bare else []


def _names(written: str) -> Text:
    names = [word(name) for name in written.split(", ")]
    return Text(", ".join(name.en for name in names), "、".join(name.zh for name in names))


def _says(finding: Finding, written: str) -> bool:
    edges = r"(?<![\w.:+-]){}(?![\w:+-]|\.\d)" if _NUMBER.match(written) else r"(?<!\w){}(?!\w)"
    sentence = f"{finding.says.en} / {in_people_words(finding.says).en}"
    return re.search(edges.format(re.escape(written)), sentence) is not None


def _digits(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _escaped(line: str) -> str:
    """
    A line in which Markdown finds nothing of its own but the brackets around a source.
    """
    return re.sub(r"([\\`*<])", r"\\\1", line)
