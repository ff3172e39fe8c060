"""
What is mended on every page after it was read, before its table of contents is made.
"""

import re

from docutils import nodes

_WIDE = "\u3000-\u303f\u4e00-\u9fff\uff00-\uffef"
_STOPS = "，。；：？！、）】》”"
_ENDS = re.compile(f"[{_WIDE}”]$")
_STARTS = re.compile(f"^[{_WIDE}“]")
_INSIDE = re.compile(f"(?<=[{_WIDE}”])\n(?=[{_WIDE}“])")


def mend(_app, doctree):
    """
    For ``doctree-read``.
    """
    join_chinese_lines(doctree)
    say_names_once(doctree)


def join_chinese_lines(doctree):
    """
    Drop the end of a line between two Chinese characters, which a browser would show as a blank.

    After a full stop it goes whatever follows.
    """
    for text in list(doctree.findall(nodes.Text)):
        if isinstance(text.parent, nodes.literal_block) or "\n" not in text:
            continue
        joined = _INSIDE.sub("", text)
        if text == "\n":
            place = text.parent.index(text)
            before, after = (_said(text.parent, at) for at in (place - 1, place + 1))
            if _ENDS.search(before) and (before[-1] in _STOPS or _STARTS.search(after)):
                joined = ""
        if joined != text:
            text.parent.replace(text, nodes.Text(joined))


def say_names_once(doctree):
    """
    Leave a name out of the contents of a page where the heading above it is that name already.
    """
    for section in doctree.findall(nodes.section):
        heading = section[0].astext()
        for described in section.children:
            if described.tagname == "desc" and described[0].get("_toc_name", "").removesuffix("()") == heading:
                described["no-contents-entry"] = True


def _said(parent, place):
    return parent[place].astext() if 0 <= place < len(parent) else ""
