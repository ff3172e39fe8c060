from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from visitcore_site.days import TODAY

from visitcore_django import desk
from visitcore_django.models import Approval, Gift, GiftItem, StockMovement

HEADERS = ["礼品编号", "入库日期", "数量", "备注"]


@pytest.fixture
def tea(db):
    """
    A gift of which nothing is there yet.
    """
    return GiftItem.objects.create(code="TEA", name="Tea", value=80)


def test_what_came_in_is_moved_by_the_desk(office, tea, take):
    """
    Two deliveries of fifty on two days make a hundred, each under its day and by the one who brought the sheet.
    """
    take(
        office.money, "stockmovement", HEADERS, ["TEA", "2024-06-03", "５０", "采购"], ["TEA", "2024/6/10", 50, "采购"]
    )
    tea.refresh_from_db()
    moved = StockMovement.objects.order_by("on")

    assert 100 == tea.stock
    assert [(date(2024, 6, 3), 50, office.money), (date(2024, 6, 10), 50, office.money)] == [
        (row.on, row.quantity, row.by) for row in moved
    ]


def test_more_than_there_is_does_not_go_out(office, tea, bring, confirm):
    """
    Fifty come in and fifty-one go out: neither is taken, and the row that is too much is told.
    """
    rows = [["TEA", "2024-06-03", 50, ""], ["TEA", "2024-06-04", -51, ""]]
    seen = bring(office.money, "stockmovement", HEADERS, *rows)
    confirm(seen)
    tea.refresh_from_db()

    assert [3] == [place for place, *_rest in seen.context["faults"]]
    assert "only 50" in seen.context["faults"][0][3]
    assert (0, False) == (tea.stock, StockMovement.objects.exists())


def test_faults_of_cells_stand_under_their_columns(office, tea, bring):
    """
    A gift that nobody knows, half a piece, no day: all three in one look.
    """
    rows = [["COFFEE", "2024-06-03", 5, ""], ["TEA", "2024-06-03", 1.5, ""], ["TEA", "", 5, ""]]
    seen = bring(office.money, "stockmovement", HEADERS, *rows)

    assert [(2, "gift code"), (3, "in (+) or out (−)"), (4, "day")] == [told[:2] for told in seen.context["faults"]]


def test_a_sheet_of_stock_taken_twice_counts_once(office, tea, take):
    """
    The same file again leaves fifty; the next delivery of fifty in a file with both makes a hundred.
    """
    first, second = ["TEA", "2024-06-03", 50, ""], ["TEA", "2024-06-10", 50, ""]
    for rows in ([first], [first], [first, second]):
        take(office.money, "stockmovement", HEADERS, *rows)
    tea.refresh_from_db()

    assert 100 == tea.stock


def test_an_exported_list_that_comes_back_moves_nothing(office, client, tea, today):
    """
    What was moved on the screen stands in the export, and is known when the file is brought.
    """
    desk.move_stock(tea, 50, by=office.money, why="bought")
    client.force_login(office.money)
    content = client.get(reverse("admin:visitcore_django_stockmovement_export")).content
    address = reverse("admin:visitcore_django_stockmovement_import")
    seen = client.post(address, {"sheet": SimpleUploadedFile("back.xlsx", content)})

    assert (0, 1, []) == (seen.context["new"], seen.context["same"], seen.context["faults"])


def test_a_gift_in_the_list_is_not_given_again(office, client, tea, today):
    """
    The desk has written the customer's name, full-width brackets and all, beside the piece that left the store.
    """
    desk.move_stock(tea, 5, by=office.money, why="补货，春节活动用（仓库）")
    gift = Gift(customer=office.customer(name="联想（北京）有限公司"), item=tea, quantity=1, on=TODAY)
    gift = desk.request_gift(gift, by=office.li)
    desk.approve_gift(Approval.objects.get(subject_kind="gift", subject_id=gift.pk), by=office.manager)
    client.force_login(office.money)
    content = client.get(reverse("admin:visitcore_django_stockmovement_export")).content
    address = reverse("admin:visitcore_django_stockmovement_import")
    seen = client.post(address, {"sheet": SimpleUploadedFile("back.xlsx", content)})

    assert (0, 2, []) == (seen.context["new"], seen.context["same"], seen.context["faults"])


def test_a_note_in_other_signs_is_the_same_note(office, tea, take):
    """
    What came in as “(仓库)” once is known where the sheet has “（仓库）”; the note itself stays as it is.
    """
    desk.move_stock(tea, 50, by=office.money, why="采购(仓库)", on=date(2024, 6, 3))
    take(office.money, "stockmovement", HEADERS, ["TEA", "2024-06-03", 50, "采购（仓库）"])

    assert ["采购(仓库)"] == list(StockMovement.objects.values_list("why", flat=True))


@pytest.mark.parametrize(("user", "status"), [("money", 200), ("li", 403), ("auditor", 403)])
def test_who_keeps_no_store_brings_no_sheet(office, client, user, status):
    """
    Finance keeps the store; a salesperson and an auditor do not.
    """
    client.force_login(getattr(office, user))

    assert status == client.get(reverse("admin:visitcore_django_stockmovement_import")).status_code


def test_more_pieces_than_the_store_counts_are_told(office, tea, bring):
    """
    2,147,483,648 pieces are one more than the store counts: the row is told, on every database.
    """
    seen = bring(office.money, "stockmovement", HEADERS, ["TEA", "2024-06-03", 2**31, ""])

    [(place, _column, _value, reason)] = seen.context["faults"]
    assert (2, True) == (place, "2147483647" in reason)


def test_a_second_delivery_alike_is_told_in_the_look(office, tea, take, bring):
    """
    Fifty came in on Monday, and fifty more stand in another file: left out, and told; with a note they come in.
    """
    row = ["TEA", "2024-06-03", 50, "采购"]
    first, _answer = take(office.money, "stockmovement", HEADERS, row)
    seen = bring(office.money, "stockmovement", HEADERS, ["TEA", "2024-06-04", 5, ""], row)
    told = "Row 3: the same is recorded already; left out."
    assert [] == first.context["notes"]
    assert [told] == [note[: len(told)] for note in seen.context["notes"]]
    assert told in seen.content.decode()
    take(office.money, "stockmovement", HEADERS, [*row[:3], "采购，下午"])

    assert 100 == GiftItem.objects.get().stock
