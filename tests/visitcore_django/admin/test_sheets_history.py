import pytest
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from visitcore_django.admin.sheets_history import in_words
from visitcore_django.models import Customer, Excuse, Visit

pytestmark = pytest.mark.usefixtures("today")


def take(client, kind, *lines, file="list.csv"):
    """
    Bring a file, and take what is shown.
    """
    name = f"admin:visitcore_django_{kind}_"
    seen = client.post(reverse(f"{name}import"), {"sheet": SimpleUploadedFile(file, "\n".join(lines).encode())})
    client.post(reverse(f"{name}confirm_import"), {"held": seen.context["held"], "confirm": "1"})


def entries(row):
    """
    The history of a row: what became of it, by whom, and in which words.
    """
    log = LogEntry.objects.filter(object_id=str(row.pk), content_type__model=row._meta.model_name).order_by("pk")
    return [(one.action_flag, one.user, one.change_message) for one in log]


def test_a_customer_that_a_sheet_changed_tells_so(office, client):
    """
    The file, and every cell with what it held and holds; a figure too.
    """
    row = office.customer("C1", "A")
    client.force_login(office.lead)
    take(client, "customer", "code,grade,region,sales", "C1,B,local,5", file="客户.csv")
    ((flag, person, words),) = entries(row)

    assert (CHANGE, office.lead) == (flag, person)
    assert words.startswith("Imported from “客户.csv”: ")
    assert "grade: A → B" in words
    assert "region: local" in words
    assert "Sales: 5" in words


def test_a_customer_that_a_sheet_made_tells_so(office, client):
    """
    It was added; a file that brings nothing new leaves no trace.
    """
    client.force_login(office.lead)
    for _time in range(2):
        take(client, "customer", "code,name,owner", "C1,east,li")

    assert [ADDITION] == [flag for flag, *_rest in entries(Customer.objects.get())]


def test_a_visit_that_a_sheet_changed_tells_so(office, client):
    """
    Its purpose, before and after.
    """
    office.customer("C1")
    client.force_login(office.li)
    take(client, "visit", "customer code,start,note", "C1,2024-06-13 09:00,first")
    take(client, "visit", "customer code,start,note", "C1,2024-06-13 09:00,second")
    first, second = entries(Visit.objects.get())

    assert (ADDITION, CHANGE) == (first[0], second[0])
    assert second[2] == "Imported from “list.csv”: note: first → second."


def test_what_the_desk_did_for_a_sheet_tells_so(office, client):
    """
    An excuse that was asked for by sheet.
    """
    office.customer("C1")
    client.force_login(office.li)
    take(client, "excuse", "customer code,first day,last day,reason", "C1,2024-06-17,2024-06-18,fair")
    ((flag, person, words),) = entries(Excuse.objects.get())

    assert (ADDITION, office.li) == (flag, person)
    assert "reason: fair" in words


def test_a_look_leaves_no_trace(office, client):
    """
    Nothing is written down before it is taken.
    """
    office.customer("C1")
    client.force_login(office.lead)
    client.post(
        reverse("admin:visitcore_django_customer_import"),
        {"sheet": SimpleUploadedFile("a.csv", b"code,name\nC1,x")},
    )

    assert not LogEntry.objects.exists()


def test_it_is_told_in_the_readers_language():
    """
    With the marks of that language; a cell that is emptied holds a dash.
    """
    with translation.override("zh-hans"):
        assert "导入自“客户.xlsx”：客户等级：A → B；结束时间：9:00 → –。" == in_words(
            "客户.xlsx", [("客户等级", "A", "B"), ("结束时间", "9:00", "")]
        )
    assert "Imported from “a.csv”." == in_words("a.csv", [])
