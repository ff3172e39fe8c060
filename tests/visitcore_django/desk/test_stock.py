from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from visitcore_site.days import NOW

from visitcore_django import desk
from visitcore_django.desk.stock import shortage
from visitcore_django.models import GiftItem, StaleError, StockMovement


@pytest.fixture
def tea(db):
    """
    A gift of which nothing is there yet.
    """
    return GiftItem.objects.create(code="TEA", name="Tea", value=80)


def test_what_comes_in_lies_in_the_store(office, tea):
    """
    GFT-03: stock 50, issued 8: the catalogue says 42 at once, and shows both movements.
    """
    desk.move_stock(tea, 50, by=office.money, why="bought", at=NOW)
    desk.move_stock(tea, -8, by=office.money, why="fair", at=NOW)

    assert 42 == GiftItem.objects.get().stock
    assert 42 == sum(StockMovement.objects.values_list("quantity", flat=True))


@pytest.mark.parametrize(("out", "left"), [(-5, 0), (-6, 5)])
def test_stock_never_falls_below_nothing(office, tea, out, left):
    """
    All five go out; a sixth does not, and nothing is moved then.
    """
    desk.move_stock(tea, 5, by=office.money, at=NOW)
    if left:
        with pytest.raises(desk.DeskError, match="only 5"):
            desk.move_stock(tea, out, by=office.money, at=NOW)
    else:
        desk.move_stock(tea, out, by=office.money, at=NOW)

    assert left == GiftItem.objects.get().stock


def test_nothing_is_no_movement(office, tea):
    """
    A movement of zero pieces is none.
    """
    with pytest.raises(desk.DeskError, match="Nothing is moved"):
        desk.move_stock(tea, 0, by=office.money, at=NOW)


def test_moving_stock_needs_the_right(office, tea):
    """
    A salesperson brings nothing into the store.
    """
    with pytest.raises(desk.NotAllowedError):
        desk.move_stock(tea, 5, by=office.li, at=NOW)


def test_a_double_click_moves_once(office, tea):
    """
    One token, one movement.
    """
    first = desk.move_stock(tea, 5, by=office.money, at=NOW, token="t1")

    assert first == desk.move_stock(tea, 5, by=office.money, at=NOW, token="t1")
    assert 5 == GiftItem.objects.get().stock


def test_a_form_open_meanwhile_does_not_bring_old_stock_back(office, tea):
    """
    Whoever changes the name of a gift that was drawn meanwhile is told, and the stock stays as it is.
    """
    mine = GiftItem.objects.get()
    desk.move_stock(tea, 5, by=office.money, at=NOW)
    mine.name = "Green tea"

    with pytest.raises(StaleError):
        mine.save()
    assert 5 == GiftItem.objects.get().stock


def test_the_database_itself_holds_stock_above_nothing(tea):
    """
    A path that went around the desk ends at the table's own constraint.
    """
    with pytest.raises(IntegrityError), transaction.atomic():
        GiftItem.objects.filter(pk=tea.pk).update(stock=-1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite lets one clerk write at a time")
def test_many_clerks_at_once_never_draw_more_than_there_is():
    """
    Twenty at once for five pieces: five get one, the store ends empty.
    """
    tea = GiftItem.objects.create(code="TEA", name="Tea", value=80, stock=5)

    def draw(_clerk):
        try:
            desk.move_stock(tea, -1, by=None, at=NOW)
        except desk.DeskError:
            return 0
        finally:
            connection.close()
        return 1

    with ThreadPoolExecutor(10) as clerks:
        drawn = sum(clerks.map(draw, range(20)))

    assert (5, 0) == (drawn, GiftItem.objects.get().stock)


@pytest.mark.parametrize(("on", "taken"), [(date(2024, 6, 14), True), (date(2024, 6, 15), False)])
def test_what_moves_tomorrow_is_not_entered_today(office, tea, on, taken):
    """
    A movement is entered for its day, today at the latest.
    """
    if taken:
        assert on == desk.move_stock(tea, 5, by=office.money, on=on, at=NOW).on
    else:
        with pytest.raises(desk.DeskError, match="lies ahead"):
            desk.move_stock(tea, 5, by=office.money, on=on, at=NOW)


def test_a_token_stands_for_one_movement_alone(office, tea):
    """
    The same page with another number of pieces, or of another gift, is told; nothing passes for done that was not.
    """
    desk.move_stock(tea, 5, by=office.money, at=NOW, token="t1")
    other = GiftItem.objects.create(code="CUP", name="Cup", value=30)

    for item, quantity in ((tea, 50), (other, 5)):
        with pytest.raises(desk.DeskError, match="something else"):
            desk.move_stock(item, quantity, by=office.money, at=NOW, token="t1")


def test_more_pieces_than_a_column_holds_are_refused(office, tea):
    """
    The store counts up to 2,147,483,647 on every database; one piece more is refused, at once or on top of them.
    """
    with pytest.raises(desk.DeskError, match="2147483648 is too large"):
        desk.move_stock(tea, 2**31, by=office.money, at=NOW)
    desk.move_stock(tea, 2**31 - 1, by=office.money, at=NOW)
    with pytest.raises(desk.DeskError, match="2147483648 is too large"):
        desk.move_stock(tea, 1, by=office.money, at=NOW)

    assert 2**31 - 1 == GiftItem.objects.get().stock


def test_a_token_moves_what_it_was_given_for(office, tea):
    """
    Five under one token are not fifty: the second is told apart from a double click.
    """
    desk.move_stock(tea, 5, by=office.money, at=NOW, token="t1")
    with pytest.raises(desk.DeskError, match="sent before"):
        desk.move_stock(tea, 50, by=office.money, at=NOW, token="t1")

    assert 5 == GiftItem.objects.get().stock


def test_what_lacks_is_known_before_anything_moves():
    """
    Of five, five can leave and six cannot.
    """
    tea = GiftItem(code="TEA", name="Tea", value=80, stock=5)

    assert "" == shortage(tea, 5)
    assert "There are only 5 of Tea in stock, not 6; bring some in first." == shortage(tea, 6)
