from datetime import date
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from visitcore_django.charts import Line, steps

MARCH_1, MARCH_6, MARCH_11 = date(2024, 3, 1), date(2024, 3, 6), date(2024, 3, 11)
OWED = Line(label="owed", points=((MARCH_1, Decimal(0)), (MARCH_6, Decimal(100))))
LIMIT = Line(label="limit", points=((MARCH_1, Decimal(50)),))


def paths(page):
    """
    The lines as they are drawn.
    """
    svg = page[page.index("<svg") : page.rindex("</svg>\n<ul") + 6].replace(' xmlns="http://www.w3.org/2000/svg"', "")
    return [(path.get("class"), path.get("d")) for path in ET.fromstring(svg).iterfind("svg/path")]


def test_a_value_holds_until_the_next_one():
    """
    Nothing until the sixth, a hundred from then on: the line goes to the middle, up, and on to the end.
    """
    page = steps("t", [OWED], until=MARCH_11)

    assert [("vc-line vc-solid", "M0.0 1000.0H500.0V0.0H1000")] == paths(page)


def test_a_limit_is_dashed_and_labelled():
    """
    The second line has dashes, and each line has its name and last value at its end.
    """
    page = steps("t", [OWED, LIMIT], until=MARCH_11)

    assert ["vc-line vc-solid", "vc-line vc-dashed"] == [look for look, _ in paths(page)]
    assert ">owed 100<" in page
    assert ">limit 50<" in page
    assert ">100<" in page


def test_labels_of_lines_that_meet_stay_apart():
    """
    Two lines that end at one value have their labels one below the other.
    """
    page = steps("t", [Line(label="a", points=((MARCH_1, 5),)), Line(label="b", points=((MARCH_1, 5),))])
    svg = page[page.index("<svg") :]
    heights = [float(svg.split(f">{name} 5<")[0].rsplit('y="', 1)[1].split('"')[0]) for name in "ab"]

    assert 15 <= abs(heights[0] - heights[1])


def test_no_line_runs_where_labels_stand():
    """
    Names with their last values stand above the drawing; the figures of the grid are drawn over the lines.
    """
    page = steps("t", [OWED, LIMIT], until=MARCH_11)
    before, plot, after = page.partition('<svg x="0" y="')
    top = float(after.partition('"')[0])
    heights = [
        float(after.split(f">{said}<")[0].rsplit('y="', 1)[1].split('"')[0]) for said in ("owed 100", "limit 50")
    ]

    assert plot
    assert all(0 < height < top for height in heights)
    assert ">100<" not in before
    assert ">100<" in after.partition("<ul")[0]


def test_the_table_tells_each_day_what_held():
    """
    On the sixth the limit of the first still holds.
    """
    assert '<th scope="row">2024-03-06</th><td>100</td><td>50</td>' in steps("t", [OWED, LIMIT])


def test_what_is_below_zero_stands_below_the_line():
    """
    Money on account is drawn below zero, inside the drawing.
    """
    page = steps("t", [Line(label="owed", points=((MARCH_1, -50), (MARCH_6, 50)))])

    assert "vc-zero" in page
    assert [("vc-line vc-solid", "M0.0 1000.0H1000.0V0.0H1000")] == paths(page)


def test_no_days_make_no_drawing():
    """
    Without a value there is nothing to show; a fourth line has no look.
    """
    assert "Nothing to show yet." in steps("t", [])
    with pytest.raises(ValueError, match="3 lines"):
        steps("t", [OWED] * 4)
