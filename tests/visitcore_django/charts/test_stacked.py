from xml.etree import ElementTree as ET

import pytest

from visitcore_django.charts import Stack, stacked


def parts(page):
    """
    Where each part begins, how long it is, and how it is filled.
    """
    svg = page[page.index("<svg") : page.index("</svg>") + 6].replace(' xmlns="http://www.w3.org/2000/svg"', "")
    rects = ET.fromstring(svg).findall("g/rect[@class='vc-bar']")
    return [(rect.get("x"), rect.get("width"), rect.get("fill")[-6:-1]) for rect in rects]


def test_parts_follow_one_another():
    """
    Of three and one, the second part begins where the first ends, and each has a hatching of its own.
    """
    page = stacked("t", ["done", "open"], [Stack(label="a", parts=(3, 1))])

    assert [("0.00%", "75.00%", "look0"), ("75.00%", "25.00%", "look1")] == parts(page)


def test_bars_are_drawn_to_one_scale_or_to_the_whole():
    """
    A bar of two beside one of four is half as long, or fills the width where shares are compared.
    """
    rows = [Stack(label="a", parts=(4,)), Stack(label="b", parts=(2,))]

    assert ["100.00%", "50.00%"] == [width for _, width, _ in parts(stacked("t", ["n"], rows))]
    assert ["100.00%", "100.00%"] == [width for _, width, _ in parts(stacked("t", ["n"], rows, whole=True))]


def test_key_and_table_name_every_part():
    """
    Each part stands in the key and in the table, also one of nothing, with the total.
    """
    page = stacked("t", ["done", "open"], [Stack(label="a", parts=(3, 0))], head="grade")

    assert 2 == page.count("<li>")
    assert '<th scope="row">a</th><td>3</td><td>0</td><td>3</td>' in page
    assert '<th scope="col">grade</th>' in page


def test_a_small_part_has_no_figure_on_it():
    """
    One of a hundred has no room for a figure; eleven and a hundred are told.
    """
    page = stacked("t", ["n", "m"], [Stack(label="a", parts=(99, 1))])

    assert 1 == page.count('class="vc-in"')


@pytest.mark.parametrize("wrong", [(1,), (1, 2, 3)])
def test_a_part_without_a_name_is_a_mistake(wrong):
    """
    A bar has as many parts as there are names.
    """
    with pytest.raises(ValueError, match="one part for each name"):
        stacked("t", ["a", "b"], [Stack(label="x", parts=wrong)])


def test_six_looks_cannot_be_told_apart():
    """
    Five parts have looks of their own; a sixth is refused.
    """
    with pytest.raises(ValueError, match="5 at most"):
        stacked("t", list("abcdef"), [])
