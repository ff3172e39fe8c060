from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db.models import F
from django.utils import timezone, translation
from visitcore_site.days import NOW
from visitcore_site.rows import columns

from visitcore.codec import moments
from visitcore_django.models import (
    CallBack,
    Complaint,
    Customer,
    CustomerFigure,
    DecisionRecord,
    GiftItem,
    MealRequest,
    StockMovement,
    Visit,
)
from visitcore_django.models.fit import SHOWN, YEARS, UnfitError, quoted, unfit

UNFIT = [
    (Customer, "name", "x" * 201),
    (Customer, "name", "a\0b"),
    (Customer, "name", "a\ud800"),
    (Customer, "code", None),
    (GiftItem, "value", Decimal("1e20")),
    (GiftItem, "value", Decimal("0.005")),
    (GiftItem, "value", Decimal("NaN")),
    (GiftItem, "value", 80.0),
    (GiftItem, "value", Decimal(-1)),
    (GiftItem, "value", True),
    (GiftItem, "stock", True),
    (Complaint, "flags", "x"),
    (Complaint, "flags", ["x"]),
    (Complaint, "about", "li"),
    (CallBack, "values", "x"),
    (GiftItem, "stock", 10**20),
    (GiftItem, "stock", 1.5),
    (MealRequest, "on", "the day after"),
    (MealRequest, "on", date(1, 1, 1)),
    (Visit, "start", datetime(2024, 6, 14, 10)),
    (Visit, "start", date(2024, 6, 14)),
    (Visit, "owner_id", 10**30),
]


@pytest.mark.parametrize(("model", "name", "value"), UNFIT)
def test_what_no_column_holds_is_not_written(row, model, name, value):
    """
    On every database alike, and with the name of the column in the reader's language.
    """
    made = row(model)
    setattr(made, name, value)

    with pytest.raises(
        UnfitError, match=str(model._meta.get_field(name.removesuffix("_id")).verbose_name).capitalize()
    ):
        made.save()
    with translation.override("zh-hans"), pytest.raises(UnfitError, match=r"[一-鿿]"):
        made.save()


def test_content_is_looked_at_throughout(office):
    """
    A character that PostgreSQL refuses is found wherever it stands in the facts of a record.
    """
    told = columns(DecisionRecord, office.li, office.customer())
    told["facts"] = {"customer": {"name": ["a\0b"]}}

    with pytest.raises(UnfitError, match="can be kept"):
        DecisionRecord(**told).save()


def test_what_fits_is_put_as_the_column_holds_it(row):
    """
    Text that says a number is a number afterwards, as after reading the row again.
    """
    item = row(GiftItem)
    item.value = "12.5"
    item.save()

    assert Decimal("12.5") == item.value


def test_what_was_not_read_is_left_alone(row):
    """
    Neither columns that were not read nor those that are not written are looked at; an expression is the database's.
    """
    item = GiftItem.objects.only("code").get(pk=row(GiftItem).pk)
    item.stock = F("stock") + 1
    item.save()
    item = GiftItem.objects.get(pk=item.pk)
    assert 6 == item.stock

    item.value = "much"
    item.save(update_fields=["stock"])
    assert ["Value of one"] == [fault.partition(":")[0] for fault in unfit(item)]


def test_a_row_that_is_still_filled_in_needs_what_is_typed(row):
    """
    What the desk puts in is not asked of a new row; what people type is.
    """
    meal = MealRequest(bill=Decimal(1))
    missing = [{fault.partition(":")[0] for fault in unfit(meal, filled_later=later)} for later in (None, (), ["on"])]

    assert [{"Requested by"}, {"Day of the meal"}] == [missing[0] - missing[1], missing[1] - missing[2]]
    assert {"Customer"} == missing[2]


def test_moments_are_exact(row):
    """
    A moment with its zone is kept as it is.
    """
    visit = row(Visit, start=NOW)

    assert timezone.is_aware(visit.start)
    assert not unfit(visit)


def test_the_years_are_those_of_the_files():
    """
    A day that a sheet may hold may be typed too, and the other way round.
    """
    assert moments.YEARS == YEARS
    assert not unfit(CustomerFigure(name="sales", value="1", as_of=date(YEARS[0], 1, 1)), filled_later=["customer"])


@pytest.mark.parametrize(
    ("quantity", "fits"), [(2**31 - 1, True), (2**31, False), (-(2**31), True), (-(2**31) - 1, False)]
)
def test_whole_numbers_fit_their_column_on_every_database(quantity, fits):
    """
    Four bytes are four bytes, though SQLite takes eight.
    """
    assert fits is not bool(unfit(StockMovement(quantity=quantity), ["quantity"]))


@pytest.mark.parametrize(
    ("value", "shown"), [("25000", "“25000”"), (25000, "25000"), (True, "True"), ("x" * 99, f"“{'x' * SHOWN}”")]
)
def test_a_text_that_was_given_is_seen_to_be_one(value, shown):
    """
    A number as a text stands in quotation marks, and nothing long fills the page.
    """
    assert shown == quoted(value)
