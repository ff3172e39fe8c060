import sys
from pathlib import Path

import pytest

nodes = pytest.importorskip("docutils.nodes")


@pytest.fixture
def doctree(monkeypatch):
    """
    What mends the pages.
    """
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2] / "docs"))
    monkeypatch.delitem(sys.modules, "doctree", raising=False)
    import doctree

    return doctree


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        (["第一句。", "\n", "第二句。"], "第一句。第二句。"),
        (["第一句。", "\n", nodes.literal("", "code"), " 之后"], "第一句。code 之后"),
        ([nodes.strong("", "粗体"), "\n", "之后"], "粗体之后"),
        (["用 ", nodes.literal("", "code"), "\n", "之后"], "用 code\n之后"),
        (["见 CRM", "\n", "之后"], "见 CRM\n之后"),
        (["One.", "\n", "Two."], "One.\nTwo."),
        (["甲，\n乙\nA"], "甲，乙\nA"),
    ],
)
def test_lines_of_chinese_are_joined(doctree, parts, shown):
    """
    One sentence a line is how pages are written, and no reason for a blank between two Chinese characters.
    """
    line = nodes.paragraph("", "", *(nodes.Text(part) if isinstance(part, str) else part for part in parts))
    doctree.join_chinese_lines(line)

    assert shown == line.astext()


def test_a_listing_keeps_its_lines(doctree):
    """
    What is printed is not joined.
    """
    page = nodes.section("", nodes.literal_block("", "甲\n乙"))
    doctree.join_chinese_lines(page)

    assert "甲\n乙" == page.astext()


@pytest.mark.parametrize(("heading", "told"), [("save_customer", None), ("customers", "save_customer()")])
def test_a_name_that_is_a_heading_is_not_listed_again(doctree, heading, told):
    """
    The contents of a page name each function once.
    """
    addnodes = pytest.importorskip("sphinx.addnodes")
    described = addnodes.desc("", addnodes.desc_signature("", "", _toc_name="save_customer()"))
    doctree.say_names_once(nodes.section("", nodes.title("", heading), described))

    assert (told is None) is bool(described.get("no-contents-entry"))
