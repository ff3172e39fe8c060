import signal
import sqlite3
from contextlib import closing
from datetime import date
from functools import partial

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse
from visitcore_site import bringing
from visitcore_site.apart import Site
from visitcore_site.together import together

from visitcore_django import desk
from visitcore_django.desk.errors import BusyError
from visitcore_django.models import Approval, Deed, Excuse, Visit
from visitcore_django.sheets.excuses import ExcuseSheet

HEADERS = ["客户编号", "开始日期", "结束日期", "原因"]
JUNE = ["C1", "2024年6月1日", "2024/6/30", "工厂搬迁"]


def test_every_fault_is_told_at_once_and_keeps_the_others_out(office, bring, confirm):
    """
    A sheet with one good row and three bad ones is shown with each fault in its row and column, and nothing is taken.
    """
    office.customer("C1")
    office.customer("W1", owner=office.zhao)
    bad = [
        ["W1", "2024-06-01", "2024-06-30", "not mine"],
        ["C1", "2024-02-30", "", ""],
        ["C1", "2024-08-02", "2024-08-01", "the wrong way round"],
    ]
    seen = bring(office.li, "excuse", HEADERS, JUNE, *bad)
    told = {(place, column) for place, column, _value, _reason in seen.context["faults"]}

    assert {(3, "customer code"), (4, "first day"), (4, "last day"), (4, "reason"), (5, "last day")} == told
    assert "2024-02-30" in {value for _place, _column, value, _reason in seen.context["faults"]}
    assert "“W1” that you look after" in seen.content.decode()
    assert 'name="confirm"' not in seen.content.decode()

    answer = confirm(seen)

    assert "Nothing was taken" in answer.content.decode()
    assert not Excuse.objects.exists()
    assert not Deed.objects.exists()


def test_what_comes_between_look_and_confirmation_keeps_the_whole_sheet_out(office, bring, confirm):
    """
    The second row was asked for on the screen meanwhile: the first is not taken without it.
    """
    row, _other = office.customer("C1"), office.customer("C2")
    seen = bring(office.li, "excuse", HEADERS, ["C2", *JUNE[1:]], JUNE)
    days = {"first_day": date(2024, 6, 5), "last_day": date(2024, 6, 6)}
    desk.request_excuse(row, by=office.li, reason="closed", **days)
    answer = confirm(seen)

    assert [(3, "first day")] == [fault[:2] for fault in answer.context["faults"]]
    assert ["closed"] == [excuse.reason for excuse in Excuse.objects.all()]


def test_the_same_file_again_does_nothing(office, bring, confirm, take):
    """
    Brought by another person, and with its days typed in another way, it is as before; so is a second confirmation.
    """
    office.customer("C1")
    seen, _answer = take(office.li, "excuse", HEADERS, JUNE)
    again = confirm(seen)
    more = bring(office.lead, "excuse", HEADERS, ["C1", date(2024, 6, 1), "2024-06-30", "工厂搬迁"])
    confirm(more)

    assert reverse("admin:visitcore_django_excuse_import") == again.url
    assert (0, 1) == (more.context["new"], more.context["same"])
    assert 1 == Excuse.objects.count()
    assert 1 == Approval.objects.count()


@pytest.mark.django_db(transaction=True)
def test_two_confirmations_at_once_take_a_sheet_once(office, today):
    """
    The second hand waits for the first, and finds everything done.
    """
    import tablib

    office.customer("C1")

    def press():
        sheet = ExcuseSheet(user=office.li)
        return sheet.import_data(tablib.Dataset(JUNE, headers=list(HEADERS)), use_transactions=True).has_errors()

    assert [False, False] == together(press, press)
    assert 1 == Excuse.objects.count()
    assert 1 == Approval.objects.count()


@pytest.mark.django_db(transaction=True)
def test_two_sheets_at_once_in_other_order_take_every_row_once(office, today):
    """
    Twelve customers, brought from the first to the last and from the last to the first: no one waits for the other.
    """
    import tablib

    rows = [[office.customer(f"C{number}").code, *JUNE[1:]] for number in range(12)]

    def press(rows):
        sheet = ExcuseSheet(user=office.li)
        return sheet.import_data(tablib.Dataset(*rows, headers=list(HEADERS)), use_transactions=True).totals

    found = together(partial(press, rows), partial(press, rows[::-1]))

    assert {(12, 0), (0, 12)} == {(totals["new"], totals["skip"]) for totals in found}
    assert 12 == Excuse.objects.count() == Approval.objects.count()


def test_where_somebody_else_went_first_nothing_is_taken(office, bring, confirm, monkeypatch):
    """
    The database broke off the second row of visits, and the first one with it: the file is brought again.
    """
    from visitcore_django.sheets.visits import VisitSheet

    rows = [[office.customer(code).code, "2024-06-03 09:00"] for code in ("C1", "C2")]
    seen = bring(office.li, "visit", ["客户编号", "拜访日期"], *rows)
    take = VisitSheet.hand_in

    def second_fails(sheet, instance):
        if instance.customer.code == "C2":
            raise BusyError
        return take(sheet, instance)

    monkeypatch.setattr(VisitSheet, "hand_in", second_fails)
    answer = confirm(seen)

    assert reverse("admin:visitcore_django_visit_import") == answer.url
    assert ["Somebody else was writing"] == [str(one)[:25] for one in get_messages(answer.wsgi_request)]
    assert not Visit.objects.exists()


def test_rows_alike_within_a_file_have_each_their_own_token(office):
    """
    The second of two rows alike is not taken for the first, and the same two rows of another file are known.
    """
    row = office.customer("C1")
    told = {"customer": row, "first_day": date(2024, 6, 1), "last_day": date(2024, 6, 2), "reason": "x"}
    first, other = ExcuseSheet(user=office.li), ExcuseSheet(user=office.wang)
    tokens = []
    for sheet in (first, first, other, other):
        sheet.skip_row(Excuse(**told), None, {})
        tokens.append(sheet.token)

    assert tokens[:2] == tokens[2:]
    assert 2 == len(set(tokens))


def test_cells_are_held_against_their_columns(office):
    """
    A needed cell that is empty and a text too long for its column are told under their columns.
    """
    sheet = ExcuseSheet(user=office.li)
    with pytest.raises(ValidationError) as caught:
        sheet.validate_instance(Excuse(customer=office.customer("C1"), first_day=date(2024, 6, 1), reason="x" * 501))

    assert {"last_day", "reason"} == set(caught.value.message_dict)


@pytest.mark.parametrize(("user", "status"), [("li", 200), ("auditor", 403), ("money", 403), ("cs", 403)])
def test_who_may_not_ask_for_it_brings_no_sheet(office, client, user, status):
    """
    Excuses are brought by those who may ask for them: not by an auditor, finance or the service.
    """
    client.force_login(getattr(office, user))

    assert status == client.get(reverse("admin:visitcore_django_excuse_import")).status_code
    if status != 200:
        answer = client.post(reverse("admin:visitcore_django_excuse_confirm_import"), {"held": "x"})

        assert 403 == answer.status_code


def kill_in_the_middle(site, *more):
    """
    Begin to take a sheet, and kill the process without warning once half of its rows went over the desk.
    """
    half = bringing.ROWS // 2
    process = site.start("-m", "visitcore_site.bringing", str(half), *more)
    for line in process.stdout:
        if line.strip() == f"row {half}":
            break
    running = process.poll() is None
    process.send_signal(signal.SIGKILL)
    said = process.communicate()

    assert running, said


def test_an_import_that_is_killed_leaves_nothing(tmp_path):
    """
    Killed in the middle, a file of SQLite holds no row of the sheet; brought again, it holds each of them once.
    """
    file = tmp_path / "site.db"
    site = Site(file)
    site.run("-m", "visitcore_site.bringing", "fill")
    counts = []
    for step in (lambda: kill_in_the_middle(site), lambda: site.run("-m", "visitcore_site.bringing", "0")):
        step()
        with closing(sqlite3.connect(file)) as held:
            counts.append(
                [
                    held.execute(f"SELECT count(*) FROM visitcore_django_{table}").fetchone()[0]
                    for table in ("excuse", "approval", "deed")
                ]
            )

            assert ("ok",) == held.execute("PRAGMA integrity_check").fetchone()

    assert [[0] * 3, [bringing.ROWS] * 3] == counts


@pytest.mark.django_db(transaction=True)
def test_an_import_that_is_killed_leaves_nothing_on_a_server(office, today):
    """
    The server undoes what a killed process has begun, and lets go of its rows: the sheet is taken afterwards.
    """
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has a test of its own, on a file")
    for number in range(bringing.ROWS):
        office.customer(f"C{number}")
    site = Site()
    name = connection.settings_dict["NAME"]
    kill_in_the_middle(site, name)

    assert [0, 0, 0] == [model.objects.count() for model in (Excuse, Approval, Deed)]

    site.run("-m", "visitcore_site.bringing", "0", name)

    assert [bringing.ROWS] * 3 == [model.objects.count() for model in (Excuse, Approval, Deed)]


def test_each_sheet_has_its_own_tokens(office):
    """
    The same cells in two sheets are two deeds.
    """

    class OtherSheet(ExcuseSheet):
        pass

    told = {"first_day": date(2024, 6, 1), "last_day": date(2024, 6, 2), "reason": "x"}
    sheets = ExcuseSheet(user=office.li), OtherSheet(user=office.li)
    row = Excuse(customer=office.customer("C1"), **told)
    for sheet in sheets:
        sheet.skip_row(row, None, {})

    assert 2 == len({sheet.token for sheet in sheets})


def test_only_as_many_rows_are_named_as_one_reads(office):
    """
    Of thirty rows that are left out a note names twenty.
    """
    import tablib

    class Again(ExcuseSheet):
        def may_happen_again(self, instance):
            return True

    rows = [[office.customer(f"C{number}").code, *JUNE[1:]] for number in range(30)]
    sheets = [Again(user=office.li) for _time in (1, 2)]
    for sheet in sheets:
        sheet.import_data(tablib.Dataset(*rows, headers=list(HEADERS)), use_transactions=True)
    [note] = sheets[1].notes

    assert [] == sheets[0].notes
    assert ("21", "…") == tuple(note.partition(":")[0].split("、")[-2:])
