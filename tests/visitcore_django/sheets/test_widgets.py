from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone
from visitcore_site.days import HERE

from visitcore_django.sheets import widgets
from visitcore_django.sheets.typed import as_name


@pytest.mark.parametrize("cell", ["2026-11-22", "2026/11/22", "2026年11月22日", 46348, "２０２６-１１-２２"])
def test_a_day_is_read_in_every_form_of_a_sheet(cell):
    """
    Text, serial number and full-width digits mean one day.
    """
    assert date(2026, 11, 22) == widgets.DayWidget().clean(cell)


def test_a_day_that_does_not_exist_is_told():
    """
    The thirtieth of February is no day.
    """
    with pytest.raises(ValidationError):
        widgets.DayWidget().clean("2026-02-30")


def test_an_instant_without_a_zone_is_local():
    """
    Half past nine is half past nine at the place of the site, and is written back so.
    """
    moment = widgets.MomentWidget().clean("2026/11/22 9:30")

    assert datetime(2026, 11, 22, 9, 30, tzinfo=HERE) == moment
    assert datetime(2026, 11, 22, 9, 30) == widgets.MomentWidget().render(moment)
    assert timezone.is_aware(moment)


@pytest.mark.parametrize(("cell", "number"), [("12万元", 120000), ("95％", Decimal("0.95")), ("", None)])
def test_numbers_are_read_as_people_write_them(cell, number):
    """
    Ten thousands, per cent and nothing.
    """
    assert number == widgets.NumberWidget().clean(cell)


@pytest.mark.parametrize(("cell", "number"), [("５０", 50), (50.0, 50), ("-8", -8), ("", None)])
def test_a_whole_number_is_read(cell, number):
    """
    Full-width digits and a float without a fraction will do; half a piece will not.
    """
    assert number == widgets.WholeWidget().clean(cell)
    with pytest.raises(ValidationError, match="no whole number"):
        widgets.WholeWidget().clean("1.5")


@pytest.mark.parametrize(("cell", "flag"), [("是", True), ("no", False), ("", None)])
def test_yes_and_no_are_read(cell, flag):
    """
    Either language will do; an empty cell is neither.
    """
    assert flag is widgets.FlagWidget().clean(cell)


def test_an_instant_is_the_same_to_the_second():
    """
    What a row has beyond the second is in no sheet, and is no change.
    """
    there = datetime(2026, 11, 22, 9, 30, 5, 123456, tzinfo=HERE)

    assert widgets.MomentWidget().says_the_same("2026-11-22 09:30:05", there)
    assert not widgets.MomentWidget().says_the_same("2026-11-22 09:30:06", there)


def test_free_text_says_nothing_only_where_it_is_empty():
    """
    A note that reads “无” is a note; a number that reads so is none.
    """
    assert "无，（待定）" == widgets.TextWidget().clean(" 无，（待定）")
    assert [False, True] == [widgets.TextWidget().says_nothing(cell) for cell in ("无", " ")]
    assert widgets.TextWidget(as_name).says_nothing("无")


@pytest.mark.parametrize(("cell", "example"), [("11月26号", "2026-11-26"), ("soon", "2026-06-14")])
def test_an_example_of_a_day_is_of_this_year(cell, example):
    """
    And the day of the cell where it has one.
    """
    with (
        time_machine.travel(datetime(2026, 11, 29, 4, tzinfo=UTC), tick=False),
        pytest.raises(ValidationError, match=example),
    ):
        widgets.DayWidget().clean(cell)
