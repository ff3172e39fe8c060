from datetime import date

import pytest

from visitcore.ground.errors import UnknownNameError
from visitcore.ground.public_year import public_year
from visitcore.ground.text import Text


def test_national_week_of_2024_with_its_worked_weekends():
    """
    In 2024 the National Day week was 1-7 October, paid for by Sunday 29 September and Saturday 12 October.
    """
    year = public_year("CN", "", 2024)
    october = {day for day in year.off if day.month == 10}

    assert {date(2024, 10, day) for day in (1, 2, 3, 4, 7)} == {day for day in october if day.weekday() < 5}
    assert {date(2024, 9, 29), date(2024, 10, 12)} <= year.in_lieu


def test_a_day_worked_for_the_next_year_belongs_to_its_own_year():
    """
    The weekend of 30 and 31 December 2006 was worked by the notice for 2007; it belongs to 2006.
    """
    weekend = {date(2006, 12, 30), date(2006, 12, 31)}

    assert weekend <= public_year("CN", "", 2006).in_lieu
    assert not weekend & public_year("CN", "", 2007).in_lieu


@pytest.mark.parametrize(
    ("country", "day", "name"),
    [
        ("CN", date(2026, 10, 1), Text("National Day", "国庆节")),
        ("CN", date(2020, 10, 1), Text("Mid-Autumn Festival; National Day", "中秋节、国庆节")),
        ("CN", date(2026, 2, 23), Text("Day off (substituted from 2026-02-28)", "休息日（由 2026-02-28 调休）")),
        ("US", date(2025, 12, 25), Text("Christmas Day", "Christmas Day")),
        ("GH", date(2026, 3, 6), Text("Independence Day", "Independence Day")),
    ],
)
def test_names_are_given_in_both_languages(country, day, name):
    """
    A holiday has its English and its Chinese name, its dates in ISO order; English stands in where Chinese is lacking.
    """
    assert name == public_year(country, "", day.year).off[day]


def test_chinese_names_come_in_the_nearest_script():
    """
    Hong Kong speaks Chinese of its own.
    """
    name = public_year("HK", "", 2026).off[date(2026, 7, 1)]

    assert "Establishment Day" in name.en
    assert "特别行政区" in name.zh or "特別行政區" in name.zh


@pytest.mark.parametrize(
    ("country", "year", "provisional"),
    [
        ("CN", 1949, True),
        ("CN", 2000, True),
        ("CN", 2001, False),
        ("CN", 2026, False),
        ("CN", 2099, True),
        ("CN", 2101, True),
        ("US", 2026, False),
        ("US", 2050, False),
        ("DE", 1990, True),
        ("DE", 1991, False),
        ("JP", 1948, True),
        ("JP", 2100, True),
        ("SG", 2020, False),
        ("SG", 2090, True),
        ("SA", 2050, True),
    ],
)
def test_a_year_is_provisional_without_an_official_schedule(country, year, provisional):
    """
    Guessed are: years without data, years without a decree where days are moved by decree, years with estimated dates.
    """
    assert provisional == public_year(country, "", year).provisional


def test_a_subdivision_has_holidays_of_its_own():
    """
    Epiphany is a day off in Bavaria, not in Berlin; a subdivision may be given by its name.
    """
    epiphany = date(2026, 1, 6)

    assert epiphany in public_year("DE", "BY", 2026).off
    assert epiphany in public_year("DE", "Bayern", 2026).off
    assert epiphany not in public_year("DE", "BE", 2026).off


@pytest.mark.parametrize(
    ("country", "subdivision", "message"),
    [
        ("cn", "", "there is no country 'cn'; did you mean 'CN'?"),
        ("Germny", "", "there is no country 'Germny'; did you mean 'Germany'?"),
        ("HolidayBase", "", "there is no country 'HolidayBase'"),
        ("DE", "Bayer", "there is no subdivision of DE 'Bayer'; did you mean 'Bayern'?"),
        ("JP", "Tokyo", "there is no subdivision of JP 'Tokyo'"),
    ],
)
def test_unknown_places_are_refused_with_a_hint(country, subdivision, message):
    """
    A country or subdivision nobody knows is an error, never a year without holidays.
    """
    with pytest.raises(UnknownNameError) as caught:
        public_year(country, subdivision, 2026)

    assert str(caught.value).startswith(message)
