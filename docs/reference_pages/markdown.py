"""
Writing Markdown pages.
"""


def listed_pages(title, pages):
    """
    The pages with a list of them in front.
    """
    listed = "\n".join(pages)
    return {**pages, "index": f"# {title}\n\n```{{toctree}}\n:maxdepth: 1\n\n{listed}\n```\n"}


def write_pages_into(folder, pages):
    """
    Write the pages of one folder; leave what has not changed, and drop what is gone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.md"):
        if old.stem not in pages:
            old.unlink()
    for name, text in pages.items():
        path = folder / f"{name}.md"
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def table(heads, rows):
    """
    The lines of a Markdown table.
    """
    return [
        f"| {' | '.join(heads)} |",
        f"|{'---|' * len(heads)}",
        *(f"| {' | '.join(cell(part) for part in row)} |" for row in rows),
        "",
    ]


def cell(text):
    """
    A text that can stand in a table.
    """
    return str(text).replace("|", "\\|").replace("*", "\\*").replace("\n", " ")


def both(text):
    """
    A text in both languages, one below the other.
    """
    return text.en if text.en == text.zh else f"{text.en}<br>{text.zh}"
