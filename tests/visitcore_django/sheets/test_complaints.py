from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tablib import Dataset
from visitcore_site.days import HERE, at

from visitcore_django import desk
from visitcore_django.models import Complaint, DecisionRecord
from visitcore_django.sheets.complaints import ComplaintSheet

HEADERS = ["投诉编号", "客户编号", "投诉人", "投诉问题", "接到投诉时间", "客户要求", "堵门", "结案时间"]
LIFT = ["TS-1", "C1", "王先生", "电梯故障", "2024-06-12 09:30", "换货", "是", ""]
ROOF = ["", "", "路人", "屋顶漏水", "2024年6月13日", "", "", ""]


def test_open_complaints_are_taken_in_by_the_desk(office, take):
    """
    CPC-26.1: received on 12 June, due by the end of the 19th; with a blocked door it is major; the other gets a number.
    """
    office.customer("C1")
    take(office.li, "complaint", HEADERS, LIFT, ROOF)
    lift, roof = Complaint.objects.order_by("received_at")

    assert (datetime(2024, 6, 12, 9, 30, tzinfo=HERE), "exchange", {"door_block": True}) == (
        lift.received_at,
        lift.demand,
        lift.flags,
    )
    assert ("major", office.li, "received") == (lift.gravity, lift.receptionist, lift.state)
    assert ["received"] == [event.kind for event in lift.events.all()][:1]
    assert DecisionRecord.objects.filter(name="classify_complaint", subject_id=lift.pk).exists()
    assert roof.number and roof.next_due > at(date(2024, 6, 13))
    assert "路人" == roof.complainant


@pytest.mark.parametrize("nobody", ["-", "无", "N/A"])
def test_two_complaints_without_a_person_are_two(office, take, nobody):
    """
    A word for nobody is no name by which the second would be the first once more; what is wrong stays word for word.
    """
    rows = [["", "", nobody, problem, day, "", "", ""] for problem, day in (("无", "2024-06-12"), ("无", "2024-06-13"))]
    take(office.li, "complaint", HEADERS, *rows)

    assert [("", "无")] * 2 == list(Complaint.objects.values_list("complainant", "problem"))


def test_every_fault_of_complaints_is_told_and_none_is_taken(office, bring, confirm):
    """
    Another's customer, no problem and no day, a day ahead, a wish that the policy does not list, one that is closed.
    """
    office.customer("C1")
    office.customer("W1", owner=office.zhao)
    rows = [
        LIFT,
        ["TS-2", "W1", "", "x", "2024-06-12", "", "", ""],
        ["TS-3", "C1", "", "", "", "", "", ""],
        ["TS-4", "C1", "", "x", "2024-06-15", "", "", ""],
        ["TS-5", "C1", "", "y", "2024-06-12", "一座金山", "", ""],
        ["TS-6", "C1", "", "z", "2024-06-12", "", "", "2024-06-13"],
    ]
    seen = bring(office.li, "complaint", HEADERS, *rows)
    confirm(seen)

    assert [
        (3, "customer code"),
        (4, "problem"),
        (4, "received at"),
        (5, ""),
        (6, "what is wanted"),
        (7, "closed at"),
    ] == [told[:2] for told in seen.context["faults"]]
    assert not Complaint.objects.exists()


def test_what_is_on_record_already_is_refused(office, bring):
    """
    The same matter of the same customer, under another number, is told with the record that it belongs to.
    """
    row = office.customer("C1")
    told = {"customer": row, "problem": "电梯故障", "complainant": "王先生", "received_at": at(date(2024, 6, 12))}
    desk.open_complaint(Complaint(number="OLD-1", **told), by=office.li, at=at(date(2024, 6, 13)))
    seen = bring(office.li, "complaint", HEADERS, LIFT)

    assert [2] == [place for place, *_rest in seen.context["faults"]]
    assert "OLD-1" in seen.context["faults"][0][3]


def test_complaints_brought_again_are_as_before(office, client, take):
    """
    The same file, and the list as it is exported in either language, open nothing.
    """
    office.customer("C1")
    take(office.li, "complaint", HEADERS, LIFT, ROOF)
    seen, _answer = take(office.li, "complaint", HEADERS, LIFT, ROOF)

    assert (0, 2) == (seen.context["new"], seen.context["same"])
    for language in ("en", "zh-hans"):
        told = {"accept-language": language}
        content = client.get(reverse("admin:visitcore_django_complaint_export"), headers=told).content
        address = reverse("admin:visitcore_django_complaint_import")
        seen = client.post(address, {"sheet": SimpleUploadedFile("x.xlsx", content)}, headers=told)

        assert (0, 2, []) == (seen.context["new"], seen.context["same"], seen.context["faults"])


def test_a_complaint_on_record_is_left_as_it_is(office, client, take):
    """
    Its demand and its problem have been changed in the sheet: nothing is taken, its row is told, and the page says so.
    """
    office.customer("C1")
    take(office.li, "complaint", HEADERS, LIFT, ROOF)
    same, _answer = take(office.li, "complaint", HEADERS, LIFT)
    seen, _answer = take(office.li, "complaint", HEADERS, [*LIFT[:3], "电梯，故障（二楼）", LIFT[4], "维修", *LIFT[6:]])
    page = client.get(reverse("admin:visitcore_django_complaint_import")).content.decode()

    assert [] == same.context["notes"]
    assert (0, 0, 1) == tuple(seen.context[name] for name in ("new", "changed", "same"))
    assert ["Row 2: this complaint is on record already; left out. To change it, open its page."] == seen.context[
        "notes"
    ]
    assert "exchange" == Complaint.objects.get(number="TS-1").demand
    assert "A row that is recorded already is left as it is" in page


def test_a_complaint_that_is_closed_by_now_is_left_as_it_is(office, bring, take):
    """
    An export with the day of its end in it is brought again: no fault, nothing new.
    """
    office.customer("C1")
    take(office.li, "complaint", HEADERS, LIFT)
    seen = bring(office.li, "complaint", HEADERS, [*LIFT[:-1], "2024-06-13"])

    assert (0, 1, []) == tuple(seen.context[name] for name in ("new", "same", "faults"))


def test_another_complaint_under_the_same_number_is_refused(office, bring, take):
    """
    Neither its problem nor its time is that of the record: it is no change of it, and may not go unseen.
    """
    office.customer("C1")
    take(office.li, "complaint", HEADERS, LIFT)
    seen = bring(office.li, "complaint", HEADERS, ["TS-1", "C1", "", "漏水", "2024-06-13", "", "", ""])

    assert "TS-1 is taken" in seen.context["faults"][0][3]


def test_a_complaint_that_stands_twice_in_a_sheet_is_opened_once(office, take):
    """
    The second row says otherwise: it is left out and told, like one that was on record before.
    """
    office.customer("C1")
    seen, _answer = take(office.li, "complaint", HEADERS, LIFT, ROOF, [*LIFT[:5], "维修", *LIFT[6:]])

    assert (2, 1) == (seen.context["new"], seen.context["same"])
    assert ["Row 4: this complaint is on record already"] == [note.split(";")[0] for note in seen.context["notes"]]
    assert "exchange" == Complaint.objects.get(number="TS-1").demand


def test_complaints_are_known_again_in_as_many_queries_for_many_as_for_few(office, take):
    """
    Two rows or twelve, each of a customer of its own: they are looked up at once, and a row has its savepoint only.
    """
    rows = []
    for n in range(12):
        office.customer(f"C{n}")
        rows.append([f"TS-{n}", f"C{n}", *LIFT[2:]])
    take(office.li, "complaint", HEADERS, *rows)
    counted = []
    for some in (rows[:1], rows[:2], rows):  # the first reads the policy
        with CaptureQueriesContext(connection) as queries:
            result = ComplaintSheet(user=office.li).import_data(Dataset(*some, headers=HEADERS), dry_run=True)

        assert len(some) == result.totals["skip"]
        counted.append(sum("SAVEPOINT" not in query["sql"] for query in queries))

    assert counted[1] == counted[2]


@pytest.mark.parametrize(("user", "status"), [("li", 200), ("cs", 200), ("money", 403), ("auditor", 403)])
def test_who_takes_no_complaints_in_brings_no_sheet(office, client, user, status):
    """
    Sales and the service take complaints in; finance and an auditor do not.
    """
    client.force_login(getattr(office, user))

    assert status == client.get(reverse("admin:visitcore_django_complaint_import")).status_code
