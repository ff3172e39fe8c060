from datetime import date

import pytest
import tablib
from django.db import connection
from django.test.utils import CaptureQueriesContext
from visitcore_site.days import TODAY, at

from visitcore_django import desk
from visitcore_django.models import Complaint, Customer, Visit
from visitcore_django.sheets.complaints import ComplaintSheet
from visitcore_django.sheets.customers import CustomerSheet
from visitcore_django.sheets.visits import VisitSheet


def brought(sheet, headers, *rows):
    """
    What is noted of a sheet; nothing of it may be refused, new or changed.
    """
    result = sheet.import_data(tablib.Dataset(*rows, headers=headers), dry_run=True)

    assert ([], 0, 0) == (result.invalid_rows, result.totals["new"], result.totals["update"])
    return sheet.notes


def test_what_is_written_where_nothing_is_read_is_told_with_its_rows(office, today):
    """
    One sentence for each column, and nothing of the rows that say what is recorded, in either language, or nothing.
    """
    for number in range(4):
        office.customer(f"C{number}", overdue_since=date(2024, 6, 13))
    rows = [["C0", "是", 2], ["C1", "no", "9"], ["C2", "", None], ["C3", "false", 2.0]]
    notes = brought(CustomerSheet(user=office.lead), ["code", "active", "days overdue"], *rows)

    assert [
        "The column “days overdue” is only to be looked at; what row 3 says otherwise is not taken.",
        "The column “active” is only to be looked at; what row 3、5 says otherwise is not taken.",
    ] == sorted(notes, reverse=True)
    assert all(customer.active for customer in Customer.objects.all())


@pytest.mark.parametrize(("said", "noted"), [("unplanned", 0), ("计划外", 0), ("within the plan", 1)])
def test_what_a_visit_is_called_is_held_against_the_visit(office, today, said, noted):
    """
    In the words of either language.
    """
    office.customer("C1")
    visit = Visit(customer=Customer.objects.get(), owner=office.li, start=at(TODAY, 8))
    desk.record_visit(visit, by=office.li)
    row = ["C1", "2024-06-14 08:00", "li", said]
    notes = brought(VisitSheet(user=office.li), ["customer code", "start", "visitor", "in the plan"], row)

    assert noted == len(notes)


def test_a_complaint_on_record_is_held_against_its_row(office, row, today):
    """
    Its gravity and whoever handles it are changed on its page.
    """
    complaint = row(Complaint, gravity="general", handler=office.li, state="received")
    told = [complaint.number, "late", "2024-06-14 10:00", "major", "li"]
    headers = ["number", "problem", "received at", "gravity", "handled by"]
    notes = brought(ComplaintSheet(user=office.li), headers, told)

    assert ["“gravity”"] == [note.split()[2] for note in notes]


def test_of_a_new_row_it_is_told_too(office, today):
    """
    Somebody who writes that a new customer is not active learns that this is left out.
    """
    sheet = CustomerSheet(user=office.lead)
    sheet.import_data(tablib.Dataset(["C1", "no"], ["C2", "yes"], headers=["code", "active"]), dry_run=True)

    assert ["row 2 says"] == [note[note.index("row") :][:10] for note in sheet.notes]


def test_what_is_only_shown_costs_no_questions_row_by_row(office, today):
    """
    Twenty visits that say nothing new ask as much with the customer's name, the mark and the report as without.
    """
    customer = office.customer("C1")
    days = [at(date(2024, 5, day), 8) for day in range(6, 26)]
    for start in days:
        desk.record_visit(Visit(customer=customer, owner=office.li, start=start), by=None)
    headers = ["customer code", "start", "customer name", "in the plan", "report"]
    rows = [["C1", f"{start:%Y-%m-%d} 08:00", customer.name, "unplanned", "none yet"] for start in days]
    asked = []
    for width in (2, 2, 5):  # the first time more is looked up, once for all
        with CaptureQueriesContext(connection) as queries:
            assert [] == brought(VisitSheet(user=office.li), headers[:width], *(row[:width] for row in rows))
        asked.append(len(queries))

    assert asked[1] == asked[2]
