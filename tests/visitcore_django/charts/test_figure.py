import re
from pathlib import Path

import pytest

import visitcore_django
from visitcore_django.charts.figure import Table, chart_id, figure, number, percent, short, together

BLOCKS = r"(?m)^(:root|\.dark[^{]*?) \{\n((?:  --vc.*\n)+)\}"
TABLE = Table(heads=("grade", "visits"), rows=(("A", "3"),))


def test_a_chart_says_what_it_shows_without_the_drawing():
    """
    The drawing is one picture with a title and a description, and the figures stand in a table below it.
    """
    page = figure("Visits", "A: 3", 40, together(["x"]), TABLE)

    assert 'role="img"' in page
    assert ">Visits</title>" in page
    assert ">A: 3</desc>" in page
    assert '<th scope="col">grade</th>' in page
    assert "<td>3</td>" in page


def test_nothing_of_a_text_is_taken_for_markup():
    """
    A name that is a script is shown as text wherever it stands.
    """
    bad = "<script>alert(1)</script>"
    page = figure(bad, bad, 40, together([bad]), Table(heads=(bad,), rows=((bad,),)), [("look0", bad)])

    assert "<script" not in page
    assert 7 == page.count("&lt;script&gt;")


def test_a_chart_without_figures_says_so():
    """
    Where there is nothing to draw, a sentence stands instead of an empty frame.
    """
    page = figure("Visits", "", 0, together([]), Table(heads=(), rows=()))

    assert "Nothing to show yet." in page
    assert "<svg" not in page


def test_a_chart_loads_nothing():
    """
    Neither a script, nor a style of its own, nor an address outside.
    """
    page = figure("Visits", "A: 3", 40, together([]), TABLE).replace("http://www.w3.org/2000/svg", "")

    assert not [word for word in ("http", "<script", "<style", "style=", "onload") if word in page]


def test_two_charts_on_a_page_do_not_share_names():
    """
    Charts of other figures have other names for their parts.
    """
    assert chart_id("a", TABLE) != chart_id("b", TABLE)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a" * 34, "a" * 34), ("a" * 35, "a" * 34 + "…"), ("客" * 17, "客" * 17), ("客" * 18, "客" * 17 + "…")],
)
def test_a_label_is_cut_where_the_room_ends(text, shown):
    """
    Thirty-four Latin signs, or seventeen Chinese ones, have room.
    """
    assert shown == short(text)


@pytest.mark.parametrize(
    ("part", "whole", "said"), [(1, 4, "25.00%"), (5, 4, "100.00%"), (-1, 4, "0.00%"), (1, 0, "0.00%")]
)
def test_a_length_never_leaves_the_drawing(part, whole, said):
    """
    A share lies between nothing and the whole.
    """
    assert said == percent(part, whole)


def test_thousands_are_told_apart():
    """
    A number has separators.
    """
    assert "90,000" == number(90000)


def test_every_colour_has_one_to_fall_back_on():
    """
    Under a theme that has none of the admin's own names nothing turns black, neither by day nor by night.
    """
    css = (Path(visitcore_django.__file__).parent / "static/visitcore/visitcore.css").read_text(encoding="utf-8")
    bare = set(re.findall(r"var\((--[\w-]+)\)", css))
    named = {
        block: set(re.findall(r"(--vc-[\w-]+): var\(--[\w-]+, #", told)) for block, told in re.findall(BLOCKS, css)
    }

    assert {":root", '.dark, [data-theme="dark"]'} == named.keys()
    assert all(bare == names for names in named.values())
