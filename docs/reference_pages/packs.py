"""
A page per pack: every rule, and every value in words with its days, unit, sources and reading.
"""

from reference_pages.markdown import both, table
from visitcore.codec.library import DEFAULTS, library_pack, library_packs
from visitcore.explain.words import in_words
from visitcore.ground.span import last_day
from visitcore.policy.dated import Origin

ORIGINS = {
    Origin.DOCUMENT: "",
    Origin.VISITCORE: "a default of visitcore, not of the document",
    Origin.COMPANY: "the company's own value",
}


def pack_pages():
    """
    The pages by the code of the pack.
    """
    packs = sorted((*library_packs(), library_pack(DEFAULTS)), key=lambda pack: pack.code)
    return {pack.code: page(pack) for pack in packs}


def page(pack):
    """
    The page of one pack.
    """
    lines = [f"# {pack.code}: {pack.name.en}", "", f"{pack.name.zh}", ""]
    lines += table(["setting", "value"], settings(pack))
    lines += ["## Rules", ""]
    lines += table(["id", "clause", "kind", "strength", "rule"], map(rule_cells, pack.rules.values()))
    lines += ["## Values", ""]
    for parameter in pack.parameters.values():
        lines += value(parameter)
    return "\n".join(lines)


def settings(pack):
    """
    How the pack reads money and time.
    """
    used = pack.settings
    names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    yield "rules", len(pack.rules)
    yield "values", len(pack.parameters)
    if pack.source:
        yield "source", f"`{pack.source}`"
    yield "currency", used.currency
    yield "time zone", used.zone.key
    yield "public holidays of", ", ".join(filter(None, (used.country, used.subdivision)))
    yield "weekend", ", ".join(names[day] for day in used.weekend) or "none"
    yield "a term that ends on a rest day", "moves to the next working day" if used.roll else "stays where it is"
    for name, person in (("kept by", pack.owner), ("approved by", pack.approver)):
        if person:
            yield name, person


def rule_cells(rule):
    """
    A rule as a row.
    """
    return f"`{rule.id}`", rule.clause, rule.kind, rule.strength.value, both(rule.text)


def value(parameter):
    """
    One parameter: its label and unit, and each entry of its history.
    """
    label = f"{parameter.label.en}. {parameter.label.zh}。 " if parameter.label else ""
    unit = f"Unit: {parameter.unit}." if parameter.unit else ""
    lines = [f"### `{parameter.key}`", "", f"{label}{unit}".strip() or "A value without a label.", ""]
    for entry in parameter.entries:
        lines += [", ".join(part for part in standing(entry) if part) + ".", ""]
        rows = [(line.en, line.zh) for line in in_words(entry.value, entry.unit)]
        lines += table(["value", "取值"], rows)
        if entry.note is not None:
            lines += [f"> {entry.note.en}", ">", f"> {entry.note.zh}", ""]
    return lines


def standing(entry):
    """
    On which days an entry binds, what it rests on, and who says so.
    """
    since, last = entry.span.since, last_day(entry.span)
    if since is None and last is None:
        yield "Always in force"
    else:
        yield "In force" + (f" from {since}" if since else "") + (f" to {last}" if last else "")
    yield f"rests on {', '.join(f'`{rule.id}`' for rule in entry.rules)}"
    yield ORIGINS[entry.origin]
