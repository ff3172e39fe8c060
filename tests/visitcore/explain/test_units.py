import pytest

from visitcore.codec.library import DEFAULTS, library_pack, library_packs
from visitcore.explain.units import amount, each, unit_of
from visitcore.ground.text import Text

UNITS = sorted(
    {
        parameter.unit
        for pack in (*library_packs(), library_pack(DEFAULTS))
        for parameter in pack.parameters.values()
        if parameter.unit
    }
)


@pytest.mark.parametrize("unit", UNITS)
def test_every_unit_of_a_pack_has_its_chinese_word(unit):
    """
    No English unit stands in a Chinese text.
    """
    assert not any(letter.isascii() and letter.isalpha() for letter in amount("3", unit).zh), amount("3", unit).zh


@pytest.mark.parametrize(
    ("number", "unit", "en", "zh"),
    [
        ("2", "visits", "2 visits", "2次"),
        ("1", "visits", "1 visit", "1次"),
        ("1", "activities", "1 activity", "1项"),
        ("20", "visits/month", "20 visits per month", "20次/月"),
        ("100", "CNY/adopted item", "100 CNY per adopted item", "100元/条"),
        ("80", "CNY/person", "80 CNY per person", "80元/人"),
        ("5", "%", "5%", "5%"),
        ("3", "working days", "3 working days", "3个工作日"),
        ("3", "barrels", "3 barrels", "3 barrels"),
        ("3", "", "3", "3"),
    ],
)
def test_an_amount_in_words(number, unit, en, zh):
    """
    One or several in English, the measure word in Chinese, an unknown unit as it is.
    """
    assert Text(en, zh) == amount(number, unit)


def test_a_unit_alone_is_that_of_several():
    """
    The unit stands without a number and without a space.
    """
    assert Text("visits", "次") == unit_of("visits")
    assert Text("%", "%") == unit_of("%")
    assert Text("", "") == unit_of("")


def test_each_of_something_has_a_measure_word():
    """
    Each event is 次, and what is not known keeps its words.
    """
    assert ("次", "项", "burnt barrel") == (each("event"), each("missing_activity"), each("burnt_barrel"))
