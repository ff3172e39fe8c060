"""
Writes the reference: a page per room out of its modules, and a page per pack out of its TOML file.
"""

import json
import tomllib
from datetime import date
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src" / "visitcore"
ROOMS = (
    "ground",
    "blocks",
    "facts",
    "policy",
    "decisions",
    "rules",
    "explain",
    "codec",
    "frames",
    "planner",
    "testing",
    "cli",
)
BLOCKS = (
    "cadence",
    "checklist",
    "consequence",
    "flow",
    "formula",
    "ladder",
    "permission",
    "quota",
    "recurrence",
    "register",
    "scale",
    "score",
    "table",
    "term",
)


def write_pages(docs):
    """
    Write every page of the reference below *docs*, and the lists that lead to them.
    """
    rooms = {name: room(name) for name in ROOMS if any((SOURCE / name).glob("*.py"))}
    write(docs / "reference" / "rooms", "Rooms", rooms)
    write(docs / "reference" / "packs", "Packs", {path.stem: pack(path) for path in packs()})


def write(folder, title, pages):
    """
    Write the pages of one folder and a list of them; leave what has not changed, and drop what is gone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    listed = "\n".join(pages)
    pages = {**pages, "index": f"# {title}\n\n```{{toctree}}\n:maxdepth: 1\n\n{listed}\n```\n"}
    for old in folder.glob("*.md"):
        if old.stem not in pages:
            old.unlink()
    for name, text in pages.items():
        path = folder / f"{name}.md"
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def packs():
    """
    The files that hold a pack, ordered by code.
    """
    files = (path for path in (SOURCE / "packs").rglob("*.toml") if "pack" in tomllib.loads(path.read_text("utf-8")))
    return sorted(files, key=lambda path: path.stem)


def room(name):
    """
    The page of one room: what its modules hold.
    """
    lines = [f"# {name}", "", "```{eval-rst}", f".. automodule:: visitcore.{name}", "   :no-members:", "```", ""]
    for path in sorted((SOURCE / name).glob("*.py")):
        if not path.stem.startswith("_"):
            module = f"visitcore.{name}.{path.stem}"
            lines += [f"## {path.stem}", "", "```{eval-rst}", f".. automodule:: {module}", "```", ""]
    return "\n".join(lines)


def pack(path):
    """
    The page of one pack: where it comes from, every rule, and every value with its days and sources.
    """
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    head = data["pack"]
    lines = [f"# {head['code']}: {head['name']['en']}", "", f"{head['name']['zh']}", ""]
    settings = [(name, value) for name, value in head.items() if name not in {"code", "name"}]
    lines += table(["setting", "value"], settings)
    lines += ["## Rules", ""]
    lines += table(
        ["id", "clause", "kind", "strength", "rule"],
        [
            (
                rule["id"],
                rule["clause"],
                rule["kind"],
                rule["strength"],
                f"{rule['text']['en']}<br>{rule['text']['zh']}",
            )
            for rule in data.get("rule", [])
        ],
    )
    lines += ["## Values", ""]
    for parameter in data.get("parameter", []):
        lines += value(parameter)
    return "\n".join(lines)


def value(parameter):
    """
    One parameter: its label and unit, and each entry of its history.
    """
    label = parameter.get("label", {})
    unit = f" Unit: {parameter['unit']}." if parameter.get("unit") else ""
    lines = [f"### `{parameter['key']}`", "", f"{label.get('en', '')} {label.get('zh', '')}.{unit}".strip(), ""]
    for entry in parameter["history"]:
        days = [f"{word} {entry[name]}" for name, word in (("since", "from"), ("until", "until")) if name in entry]
        origin = " (a default of visitcore, not the document's)" if entry.get("origin") == "visitcore" else ""
        cites = f"; rests on {', '.join(entry['cites'])}" if entry.get("cites") else ""
        lines += [f"In force {' '.join(days) or 'always'}{cites}{origin}.", ""]
        if "note" in entry:
            lines += [entry["note"]["en"], entry["note"]["zh"], ""]
        lines += shape(entry)
    return lines


def shape(entry):
    """
    What one entry says: a decision table row by row, any other block as it stands in the file.
    """
    if entry.get("unspecified"):
        return ["*Unspecified*: the document gives no value.", ""]
    if "table" in entry:
        rows = entry["table"]["rows"]
        inputs = list(entry["table"]["inputs"])
        domains = [f"{name}<br>{plain(domain)}" for name, domain in entry["table"]["inputs"].items()]
        cells = [(*(row["when"].get(name, "any") for name in inputs), row["then"], row.get("rule", "")) for row in rows]
        return table([*domains, entry["table"].get("outcome", "text"), "rule"], cells)
    for name in BLOCKS:
        if name in entry:
            return [f"{name.capitalize()}:", "", "```json", as_json(entry[name], indent=2), "```", ""]
    return [f"Value: {plain(entry['value'])}", ""]


def table(heads, rows):
    """
    A Markdown table.
    """
    cells = [[plain(cell).replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows]
    return [
        f"| {' | '.join(heads)} |",
        f"|{'---|' * len(heads)}",
        *(f"| {' | '.join(row)} |" for row in cells),
        "",
    ]


def plain(found):
    """
    A value out of TOML as a reader wants it.
    """
    if isinstance(found, str):
        return found
    if isinstance(found, list) and all(isinstance(item, str) for item in found):
        return ", ".join(found)
    return str(found) if isinstance(found, date) else as_json(found)


def as_json(found, indent=None):
    """
    A value as JSON, with days as ISO text.
    """
    return json.dumps(found, ensure_ascii=False, indent=indent, default=str)
