import csv
import re
import tempfile
from datetime import date
from io import BytesIO, StringIO
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from visitcore_django.models import Customer, CustomerFigure

NAME = "admin:visitcore_django_customer_"
LIST, EXPORT, IMPORT, CONFIRM = (reverse(NAME + part) for part in ("changelist", "export", "import", "confirm_import"))
FAULTY = {
    "customer": [
        "客户编号,客户名称,客户等级,地区,建档日期,年度销售额",
        ",x,A,月球,2024-02-30,多",
        f"C1,{'名' * 300},Z,,,",
    ],
    "visit": ["客户编号,开始时间,状态,结束时间", ",2024-06-01,,", "C1,2024-02-30,好,", "C9,,,2024"],
    "excuse": ["客户编号,开始日期,结束日期,原因", ",2024-06-01,,", f"C9,2024-06-05,2024-06-01,{'因' * 600}"],
    "customerfigure": ["客户编号,指标,数值,截至日期", ",年度销售额,5,", "C9,年度销售额,多,2024-06-01"],
    "complaint": ["投诉问题,接到投诉时间,客户编号", ",2024-06-01,", "坏了,2024-02-30,C9"],
}
HEADERS = ["客户编号", "客户名称", "客户等级", "负责人", "地区", "建档日期", "年度销售额"]


pytestmark = pytest.mark.usefixtures("today")


def workbook(*rows):
    """
    An Excel file with the headers of an office.
    """
    book, held = Workbook(), BytesIO()
    for row in (HEADERS, *rows):
        book.active.append(row)
    book.save(held)
    return SimpleUploadedFile("客户.xlsx", held.getvalue())


def look(client, file):
    """
    Bring a file and look at what would come of it.
    """
    return client.post(IMPORT, {"sheet": file})


def confirm(client, seen, **more):
    """
    Take what was shown.
    """
    return client.post(CONFIRM, {"held": seen.context["held"], "confirm": "1", **more})


def test_a_sheet_is_looked_at_first_and_then_taken(office, client):
    """
    Nothing is saved by the look; the confirmation saves rows, owner, team and figures, and works out what is due.
    """
    client.force_login(office.lead)
    seen = look(client, workbook(["C1", "华东机电", "A", "li", "本地", "2024年1月1日", "12万元"]))

    assert not Customer.objects.exists()
    assert (1, []) == (seen.context["new"], seen.context["faults"])

    confirm(client, seen)
    row = Customer.objects.get()

    assert ("华东机电", "A", office.li, office.team, "local") == (row.name, row.grade, row.owner, row.team, row.region)
    assert date(2024, 1, 1) == row.since
    assert "overdue" == row.due_status
    assert "120000" == CustomerFigure.objects.get(name="sales").value


def test_half_the_rows_are_bad_and_the_others_are_taken(office, client):
    """
    Every fault is told with row, column and reason; the good rows are taken, and the bad ones can be downloaded.
    """
    good = [[f"C{n}", "x", "A", "li", "", "2024/1/1", ""] for n in range(3)]
    bad = [
        ["", "no code", "A", "li", "", "2024/1/1", ""],
        ["C8", "no such day", "A", "li", "", "2024-02-30", ""],
        ["C9", "no such owner", "A", "nobody", "", "2024/1/1", ""],
    ]
    client.force_login(office.lead)
    seen = look(client, workbook(*[row for pair in zip(good, bad, strict=True) for row in pair]))

    assert 3 == seen.context["new"]
    assert [(3, "customer code"), (5, "customer since"), (7, "owner")] == [told[:2] for told in seen.context["faults"]]
    assert ["", "2024-02-30", "nobody"] == [value for _place, _column, value, _reason in seen.context["faults"]]

    answer = client.post(CONFIRM, {"held": seen.context["held"], "rejected": "1"})
    header, *rows = load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True)

    assert not Customer.objects.exists()
    assert (*HEADERS, "row in the original file", "not taken because") == header
    assert [[cell or "" for cell in row[:-2]] for row in rows] == bad
    assert [3, 5, 7] == [row[-2] for row in rows]
    assert ["customer code", "customer since", "owner"] == [row[-1].partition(":")[0] for row in rows]

    confirm(client, seen)

    assert {"C0", "C1", "C2"} == set(Customer.objects.values_list("code", flat=True))


def test_rows_that_were_mended_come_in(office, client):
    """
    The file of the rows at fault is brought again with its reasons in it; none of its columns is strange.
    """
    client.force_login(office.lead)
    seen = look(client, workbook(["C1", "x", "A", "nobody", "", "2024/1/1", ""]))
    book = load_workbook(BytesIO(client.post(CONFIRM, {"held": seen.context["held"], "rejected": "1"}).content))
    book.active["D2"], held = "li", BytesIO()
    book.save(held)
    seen = look(client, SimpleUploadedFile("again.xlsx", held.getvalue()))

    assert (1, [], []) == (seen.context["new"], seen.context["faults"], seen.context["notes"])


def test_a_csv_file_is_handed_back_as_one(office, client):
    """
    Whoever brings CSV gets the rows at fault as CSV.
    """
    client.force_login(office.lead)
    seen = look(client, SimpleUploadedFile("x.csv", "客户编号,负责人\nC1,nobody\n".encode()))
    answer = client.post(CONFIRM, {"held": seen.context["held"], "rejected": "1"})
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))

    assert [["客户编号", "负责人", "row in the original file", "not taken because"], ["C1", "nobody", "2"]] == [
        rows[0],
        rows[1][:3],
    ]


def test_two_lists_are_brought_side_by_side(office, client):
    """
    A look at excuses in another window leaves the customers that were looked at before.
    """
    client.force_login(office.lead)
    seen = look(client, workbook(["C1", "x", "A", "li", "", "2024/1/1", ""]))
    file = SimpleUploadedFile("x.csv", "客户编号,开始日期,结束日期,原因\n".encode())
    client.post(reverse("admin:visitcore_django_excuse_import"), {"sheet": file})
    confirm(client, seen)

    assert 1 == Customer.objects.count()


def test_a_file_that_was_looked_at_before_is_thrown_away(office, client, tmp_path, monkeypatch):
    """
    Whoever looks at one file after the other leaves one of them, and none once it is taken.
    """
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    client.force_login(office.lead)
    for _time in range(2):
        seen = look(client, workbook(["C1", "x", "A", "li", "", "2024/1/1", ""]))

    assert 1 == len(list(tmp_path.iterdir()))

    confirm(client, seen)

    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize("button", ["confirm", "rejected"])
def test_a_file_that_broke_meanwhile_is_told(office, client, tmp_path, monkeypatch, button):
    """
    Whichever button is pressed: a sentence on the page of the import, and no error.
    """
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    client.force_login(office.lead)
    seen = look(client, workbook(["C1", "x", "A", "nobody", "", "", ""]))
    (file,) = tmp_path.iterdir()
    file.write_bytes(b"<html>")
    answer = client.post(CONFIRM, {"held": seen.context["held"], button: "1"}, follow=True)

    assert "web page" in answer.content.decode()


@pytest.mark.parametrize("content", [b"<html>", b"PK\x03\x04broken", b"a\x00b,c\n1,2", '编号\n"a\nb\n'.encode()])
def test_no_path_of_the_server_is_told(office, client, content):
    """
    What is wrong with a file is said without the place where it was put for a moment.
    """
    client.force_login(office.lead)
    said = str(look(client, SimpleUploadedFile("x.csv", content)).context["form"].errors)

    assert ";" in said
    assert tempfile.gettempdir() not in said
    assert "sheet." not in said


def test_faults_are_told_in_the_words_of_the_screen(office, client):
    """
    A Chinese reader finds no English word among the faults of any kind of sheet.
    """
    client.force_login(office.lead)
    for model, lines in FAULTY.items():
        file = SimpleUploadedFile("x.csv", "\n".join(lines).encode())
        address = reverse(f"admin:visitcore_django_{model}_import")
        seen = client.post(address, {"sheet": file}, headers={"accept-language": "zh-hans"})
        told = [f"{column}{reason}" for _place, column, _value, reason in seen.context["faults"]]

        assert len(lines) - 1 <= len(told)
        assert [] == [words for words in told if re.search("[A-Za-z]{3}", words)]
        assert [] == [words for words in told if "null" in words or "变量" in words]


def test_a_file_is_called_as_its_list_is(office, client):
    """
    By the name and the day, in the reader's language; the sheet in it as well.
    """
    client.force_login(office.lead)
    answer = client.get(EXPORT, headers={"accept-language": "zh-hans"})
    name = unquote(answer["Content-Disposition"].partition("utf-8''")[2])

    assert "客户 2024-06-14.xlsx" == name
    assert ["客户"] == load_workbook(BytesIO(answer.content)).sheetnames


def test_a_long_sheet_says_how_much_it_does_not_show(office, client, monkeypatch):
    """
    A look shows the first rows and the first faults, and counts the others.
    """
    monkeypatch.setattr("visitcore_django.admin.sheets.SHOWN", 2)
    client.force_login(office.lead)
    good = [[f"C-{number}", "x", "A", "li", "", "", ""] for number in range(5)]
    bad = [[f"D{number}", "x", "A", "nobody", "", "", ""] for number in range(3)]
    page = look(client, workbook(*good, *bad)).content.decode()

    assert "… and 3 more." in page
    assert "… and 1 more." in page
    assert "C-1" in page
    assert "C-3" not in page


def test_the_rows_that_change_are_shown_and_the_others_counted(office, client, monkeypatch):
    """
    Five customers come back, and the last of them has another name: it is shown with both, though only two rows are.
    """
    monkeypatch.setattr("visitcore_django.admin.sheets.SHOWN", 2)
    for number in range(5):
        office.customer(f"C-{number}", name="before")
    client.force_login(office.lead)
    rows = [[f"C-{number}", "before", "A", "li", "", "2024/1/1", ""] for number in range(4)]
    page = look(client, workbook(*rows, ["C-4", "after", "A", "li", "", "2024/1/1", ""])).content.decode()

    assert "<del>before</del> <ins>after</ins>" in page
    assert "0 new, 1 changed, 4 as before" in page
    assert "C-3" not in page


def test_a_file_without_anything_new_says_so(office, client):
    """
    There is nothing to confirm, and a sentence in the place of the list.
    """
    office.customer("C1", name="x")
    client.force_login(office.lead)
    page = look(client, workbook(["C1", "x", "A", "li", "", "2024/1/1", ""])).content.decode()

    assert "there is nothing to take" in page
    assert "<h2>Rows that are taken" not in page
    assert 'name="confirm"' not in page


def test_a_fault_that_does_not_come_of_the_file_is_told_as_such(office, client, monkeypatch):
    """
    Nothing can be taken, and whoever brought the file is not sent to mend it.
    """

    def breaks(*args, **kwargs):
        raise RuntimeError("no such thing")

    monkeypatch.setattr("visitcore_django.sheets.customers.save_customer", breaks)
    client.force_login(office.lead)
    page = look(client, workbook(["C1", "x", "A", "li", "", "", ""])).content.decode()

    assert "whoever looks after this site" in page
    assert 'name="confirm"' not in page
    assert "belong together" not in page


def test_taking_a_file_twice_takes_it_once(office, client):
    """
    A double click on the confirmation finds the file gone and changes nothing.
    """
    client.force_login(office.lead)
    seen = look(client, workbook(["C1", "x", "A", "li", "", "2024/1/1", ""]))
    confirm(client, seen)
    again = confirm(client, seen)

    assert IMPORT == again.url
    assert 1 == Customer.objects.count()


@pytest.mark.parametrize("named", ["mine", "victim.txt", "", "a\x00b"])
def test_a_file_that_somebody_else_brought_is_not_touched(office, client, tmp_path, monkeypatch, named):
    """
    Whatever name is sent: only the file that this person was shown is read or removed.
    """
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    victim = tmp_path / "victim.txt"
    victim.write_text("客户编号,客户名称\nC9,x\n", encoding="utf-8")
    client.force_login(office.lead)
    seen = client.post(IMPORT, {"sheet": workbook(["C1", "x", "A", "li", "local", date(2024, 1, 1), 1])})
    client.force_login(office.manager)
    held = seen.context["held"] if named == "mine" else named

    answer = client.post(CONFIRM, {"held": held, "confirm": "1"}, follow=True)

    assert "not there any more" in answer.content.decode()
    assert victim.exists()
    assert not Customer.objects.exists()


def test_an_export_with_a_broken_filter_goes_back_to_the_list(office, client):
    """
    As the list itself does, with its word on it.
    """
    client.force_login(office.lead)

    answer = client.get(EXPORT, {"id__exact": "abc"})

    assert (302, f"{LIST}?e=1") == (answer.status_code, answer.url)


def test_a_row_outside_the_scope_is_not_taken(office, client):
    """
    The lead of the east brings no customer of the west, and cannot change one either.
    """
    office.customer("W1", owner=office.zhao, name="before")
    client.force_login(office.lead)
    rows = [["W1", "after", "A", "li", "", "", ""], ["W2", "new", "A", "zhao", "", "", ""]]
    seen = look(client, workbook(*rows))

    assert 2 == seen.context["faulty_rows"]
    assert 0 == seen.context["new"]
    assert "before" == Customer.objects.get(code="W1").name


def test_what_is_no_sheet_is_told_on_the_field(office, client):
    """
    A web page, an empty file and a sheet without codes are refused with a sentence, not with an error.
    """
    client.force_login(office.lead)
    for content, said in ((b"<html>", "web page"), (b"a,b\n1,2\n", "missing")):
        answer = look(client, SimpleUploadedFile("x.csv", content))

        assert said in str(answer.context["form"].errors)


def test_a_title_above_the_headers_is_passed_over(office, client):
    """
    An office writes the name of its list into a merged first row.
    """
    client.force_login(office.lead)
    file = SimpleUploadedFile("x.csv", "2026年客户名单,,\n客户编号,客户名称,负责人\nC1,x,li\n".encode())
    seen = look(client, file)

    assert (1, []) == (seen.context["new"], seen.context["faults"])


def test_an_empty_sheet_is_called_empty(office, client):
    """
    A workbook without a cell has no headers to name.
    """
    held = BytesIO()
    Workbook().save(held)
    client.force_login(office.lead)
    answer = look(client, SimpleUploadedFile("x.xlsx", held.getvalue()))

    assert "The sheet is empty." in str(answer.context["form"].errors)


def test_the_button_has_a_word_for_the_time_of_reading(office, client):
    """
    A long file takes some seconds; the page brings the word and the script that shows it.
    """
    client.force_login(office.lead)
    page = client.get(IMPORT).content.decode()

    assert 'data-reading="Reading …"' in page
    assert "visitcore/reading.js" in page


def test_an_empty_form_is_filled_in_and_brought(office, client):
    """
    Its headers mark what is needed, as the page explains, and each of them is read.
    """
    client.force_login(office.lead)
    page = client.get(IMPORT).content.decode()
    form = load_workbook(BytesIO(client.get(reverse(NAME + "import_form")).content))
    headers = [cell.value for cell in form.active[1]]
    form.active.append(["C1", "x", "A", "li"])
    held = BytesIO()
    form.save(held)
    seen = look(client, SimpleUploadedFile("x.xlsx", held.getvalue()))

    assert reverse(NAME + "import_form") in page
    assert "A column with * has to be there" in page
    assert ["Customer code *", "Customer name", "Grade"] == headers[:3]
    assert "Next due" not in headers
    assert (1, [], []) == tuple(seen.context[name] for name in ("new", "faults", "notes"))


@pytest.mark.parametrize("user", ["li", "auditor"])
def test_who_may_not_change_customers_brings_no_sheet(office, client, user):
    """
    A salesperson only looks at customers, an auditor at everything: neither imports.
    """
    client.force_login(getattr(office, user))

    assert 403 == client.get(IMPORT).status_code
    assert 403 == client.get(reverse(NAME + "import_form")).status_code
    assert 403 == client.post(CONFIRM, {"held": "x"}).status_code
    assert "import/" not in client.get(LIST).content.decode()


def test_who_may_not_look_takes_nothing_away(office, client, django_user_model):
    """
    Somebody of the staff without a group gets no file.
    """
    client.force_login(django_user_model.objects.create_user("guest", is_staff=True))

    assert 403 == client.get(EXPORT).status_code


def test_an_address_alone_takes_no_sheet(office, client):
    """
    A link that confirms what was looked at does nothing.
    """
    client.force_login(office.manager)
    seen = look(client, workbook(["C1", "", "A", "", "", "", ""]))

    assert 403 == client.get(CONFIRM, {"held": seen.context["held"], "confirm": "1"}).status_code
    assert not Customer.objects.exists()


def test_an_export_holds_what_the_person_sees(office, client):
    """
    Li's file holds Li's customers under Chinese headers, and nobody else's.
    """
    office.customer("C1", name="=1+1")
    office.customer("C2", owner=office.wang)
    client.force_login(office.li)
    book = load_workbook(BytesIO(client.get(EXPORT, headers={"accept-language": "zh-hans"}).content))
    header, *rows = book.active.iter_rows()

    assert ["C1"] == [row[0].value for row in rows]
    assert "客户编号" == header[0].value
    assert ("=1+1", "s", True) == (rows[0][1].value, rows[0][1].data_type, rows[0][1].quotePrefix)


def test_a_csv_export_runs_no_cell(office, client):
    """
    A name that looks like a formula stands behind an apostrophe, and comes back without it.
    """
    office.customer("C1", name="=cmd()", grade="A")
    client.force_login(office.lead)
    content = client.get(EXPORT, {"as": "csv"}).content

    assert "'=cmd()" in content.decode("utf-8-sig")

    seen = look(client, SimpleUploadedFile("back.csv", content))

    assert (0, 1, []) == (seen.context["new"], seen.context["same"] + seen.context["changed"], seen.context["faults"])
    assert "=cmd()" == Customer.objects.get().name


def test_the_filters_of_the_list_hold_for_the_export(office, client):
    """
    What a search leaves out is not in the file.
    """
    office.customer("C1")
    office.customer("X9")
    client.force_login(office.li)
    rows = list(csv.reader(StringIO(client.get(EXPORT, {"q": "X9", "as": "csv"}).content.decode("utf-8-sig"))))

    assert ["X9"] == [row[0] for row in rows[1:]]


def test_markup_in_a_cell_is_shown_as_text(office, client):
    """
    A name with a script in it is no script in the look.
    """
    client.force_login(office.lead)
    seen = look(client, workbook(["C1", "<script>alert(1)</script>", "A", "li", "", "", ""]))

    assert "<script>alert(1)" not in seen.content.decode()


def test_every_list_can_be_taken_away(office, client, django_user_model):
    """
    Whatever list stands in the admin, whoever sees everything takes it away as a workbook.
    """
    from django.contrib.admin import site

    client.force_login(django_user_model.objects.create_superuser("root"))
    office.customer("C1")
    for model in site._registry:
        if model._meta.app_label == "visitcore_django" and not model._meta.proxy:
            answer = client.get(reverse(f"admin:visitcore_django_{model._meta.model_name}_export"))

            assert b"PK" == answer.content[:2], model
