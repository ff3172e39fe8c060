from xml.etree import ElementTree as ET

from visitcore_django.charts import Bar, bars


def drawing(page):
    """
    The drawing, read as XML.
    """
    return ET.fromstring(
        page[page.index("<svg") : page.index("</svg>") + 6].replace(' xmlns="http://www.w3.org/2000/svg"', "")
    )


def test_a_bar_is_as_long_as_its_figure():
    """
    Of 4 and 1, the second bar has a quarter of the width.
    """
    rects = drawing(bars("t", [Bar(label="a", value=4), Bar(label="b", value=1)])).findall("g/rect[@class='vc-bar']")

    assert ["100.00%", "25.00%"] == [rect.get("width") for rect in rects]


def test_a_bar_past_its_limit_looks_different_without_colour():
    """
    A bar of 501 against 500 is hatched and has a sign at its figure; one of exactly 500 has not.
    """
    page = bars("t", [Bar(label="a", value=501, limit=500), Bar(label="b", value=500, limit=500)])

    assert 1 == page.count("501 ▲")
    assert "500 ▲" not in page
    assert ["vc-bar vc-over", "vc-bar"] == [
        rect.get("class") for rect in drawing(page).findall("g/rect") if rect.get("class") != "vc-track"
    ]
    assert "limit 500" in page


def test_every_figure_stands_in_the_table():
    """
    Labels, figures and limits can be read as a table.
    """
    page = bars(
        "t",
        [Bar(label="a", value=12000, told="12,000 yuan", limit=500, limit_told="500 yuan")],
        heads=("owner", "spent"),
    )

    assert '<th scope="row">a</th><td>12,000 yuan</td><td>500 yuan</td>' in page
    assert '<th scope="col">owner</th><th scope="col">spent</th><th scope="col">limit</th>' in page


def test_a_label_leads_to_its_page():
    """
    A bar with an address has a link, and a hostile label stays text.
    """
    page = bars("t", [Bar(label='"><script>', value=1, href="/admin/?a=1&b=2")])

    assert '<a href="/admin/?a=1&amp;b=2">' in page
    assert "<script" not in page


def test_no_bars_make_no_drawing():
    """
    Without rows the chart says that there is nothing to show.
    """
    assert "Nothing to show yet." in bars("t", [])
