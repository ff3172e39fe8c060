from datetime import timedelta

import pytest
import tablib
import time_machine
from visitcore_site.days import NOW, TODAY

from visitcore_django.models import Customer, CustomerFigure
from visitcore_django.sheets.customers import CustomerSheet
from visitcore_django.sheets.figures import figures_today

pytestmark = pytest.mark.usefixtures("today")


def bring(user, headers, *rows):
    """
    What comes of a sheet.
    """
    return CustomerSheet(user=user).import_data(tablib.Dataset(*rows, headers=headers), use_transactions=True)


def told(result):
    """
    Everything that is told of the rows at fault.
    """
    return "\n".join(str(row.error) for row in result.invalid_rows)


def figures(row):
    """
    The sales of a customer, by their days.
    """
    return list(row.figures.order_by("as_of").values_list("as_of", "value"))


def test_figures_are_kept_as_of_the_day_of_the_sheet(office):
    """
    They come in beside a customer that is as before, and the same file again records none.
    """
    row = office.customer("C1")
    CustomerFigure.objects.create(customer=row, name="sales", value="1", as_of=row.since)
    results = [bring(office.lead, ["客户编号", "年度销售额"], ["C1", "12万"]) for _time in range(2)]

    assert [(row.since, "1"), (TODAY, "120000")] == figures(row)
    assert [(1, 0), (0, 1)] == [(result.totals["update"], result.totals["skip"]) for result in results]


def test_a_figure_of_today_is_not_overwritten(office):
    """
    What is recorded stays, and is told; tomorrow another may follow.
    """
    row = office.customer("C1")
    bring(office.lead, ["客户编号", "年度销售额"], ["C1", "12万"])
    result = bring(office.lead, ["客户编号", "客户名称", "年度销售额"], ["C1", "b", "13万"])

    assert "120000 is recorded" in told(result)
    assert [(TODAY, "120000")] == figures(row)

    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        bring(office.lead, ["客户编号", "年度销售额"], ["C1", "13万"])

    assert ["120000", "130000"] == [value for _day, value in figures(row)]


def test_a_figure_that_the_company_grades_by_is_read(office):
    """
    Every figure that the policy's grading reads is a column, by its name and by its words, and the look names no other.
    """
    row = office.customer("C1")
    for name in figures_today():
        assert name in CustomerSheet(user=office.lead).figures_called.values()

    for header, value in (("price_index", "0.9"), ("价格指数", "0.8")):
        row.figures.all().delete()
        sheet = CustomerSheet(user=office.lead)
        sheet.import_data(tablib.Dataset(["C1", value], headers=["code", header]), use_transactions=True)

        assert [("price_index", value)] == list(row.figures.values_list("name", "value"))
        assert [] == sheet.notes


def test_the_team_follows_the_owner(office, django_user_model):
    """
    A customer who changes hands goes to the team of the new owner, unless the sheet says where it stays.
    """
    row, root = office.customer("C1"), django_user_model.objects.create_superuser("root")
    bring(root, ["客户编号", "负责人"], ["C1", "zhao"])
    row.refresh_from_db()

    assert (office.zhao, office.other_team) == (row.owner, row.team)

    sheet = CustomerSheet(user=root)
    data = tablib.Dataset(["C1", "li", "West"], headers=["客户编号", "负责人", "团队"])
    sheet.import_data(data, use_transactions=True)
    row.refresh_from_db()

    assert (office.li, office.other_team) == (row.owner, row.team)
    assert "West" in sheet.notes[0]


def test_an_owner_is_one_whom_the_form_offers(office):
    """
    The lead of the east gives no customer to the west; the owner who is it already may stand there.
    """
    row = office.customer("C1", owner=office.zhao)
    row.team = office.team
    row.save()

    assert "you may enter" in told(bring(office.lead, ["code", "owner"], ["C2", "zhao"]))

    result = bring(office.lead, ["code", "owner", "name"], ["C1", "zhao", "new name"])
    row.refresh_from_db()

    assert [] == result.invalid_rows
    assert ("new name", office.zhao, office.team) == (row.name, row.owner, row.team)


def test_a_grade_is_one_of_the_policy(office):
    """
    Another is refused with those that there are; one that a customer has already may stay.
    """
    office.customer("C1", "Ω")

    assert "A、B" in told(bring(office.lead, ["code", "grade"], ["C2", "Z"]))
    assert [] == bring(office.lead, ["code", "grade", "name"], ["C1", "Ω", "x"]).invalid_rows
    assert [("C1", "Ω", "x")] == list(Customer.objects.values_list("code", "grade", "name"))


def test_two_rows_of_one_code_are_both_left_out(office):
    """
    Neither wins; both are told by their places, and the others are taken.
    """
    result = bring(office.lead, ["code", "name", "owner"], ["C1", "a", "li"], ["C2", "b", "li"], [" C1", "c", "li"])

    assert 2 == told(result).count("2、4")
    assert ["C2"] == list(Customer.objects.values_list("code", flat=True))


def test_a_code_of_anothers_customer_is_taken(office):
    """
    It is told in words of the office, and not of the database.
    """
    office.customer("W1", owner=office.zhao)

    assert "whom you do not look after" in told(bring(office.lead, ["code", "owner"], ["W1", "li"]))


def test_a_figure_at_fault_keeps_its_row_out(office):
    """
    A number that is none is told, and nothing of its row is saved.
    """
    result = bring(office.lead, ["客户编号", "负责人", "年度销售额"], ["C1", "li", "many"])

    assert 1 == len(result.invalid_rows)
    assert not Customer.objects.exists()
    assert not CustomerFigure.objects.exists()


def test_what_is_due_is_never_read(office):
    """
    A sheet that says a customer was visited does not make it so.
    """
    bring(office.lead, ["code", "owner", "grade", "since", "visit status"], ["C1", "li", "A", "2024-01-01", "met"])

    assert "overdue" == Customer.objects.get().due_status


def test_a_customer_that_somebody_else_changes_meanwhile_is_left_out(office, monkeypatch):
    """
    The others are taken all the same.
    """
    row = office.customer("C1", name="old")
    office.customer("C2", name="old")
    find = CustomerSheet.before_import

    def slowly(sheet, *args, **kwargs):
        find(sheet, *args, **kwargs)
        row.name = "theirs"
        row.save()

    monkeypatch.setattr(CustomerSheet, "before_import", slowly)
    result = bring(office.lead, ["code", "name"], ["C1", "mine"], ["C2", "mine"])

    assert "somebody else" in told(result)
    assert {"C1": "theirs", "C2": "mine"} == dict(Customer.objects.values_list("code", "name"))


@pytest.mark.parametrize(("there", "cell"), [("沪（24）1", "沪（24）1"), ("C001", "Ｃ００１")])
def test_a_code_is_that_of_the_customer_who_has_it(office, there, cell):
    """
    Kept with full-width brackets or typed in full-width letters: it is the customer that is there, and no new one.
    """
    office.customer(there)
    result = bring(office.lead, ["客户编号", "客户名称"], [cell, "新名（沪）"])

    assert [] == result.invalid_rows
    assert [(there, "新名（沪）")] == list(Customer.objects.values_list("code", "name"))


def test_an_empty_cell_leaves_what_is_there(office):
    """
    A row with a figure alone keeps name, grade, region, owner, team and days; so does a cell that only says “none”.
    """
    row = office.customer("C1", "A")
    told = {"name": "华东机电", "region": "local", "category": "经销商", "filed": True, "filed_on": TODAY}
    Customer.objects.filter(pk=row.pk).update(**told)
    names = ["name", "grade", "region", "owner", "team", "since", "category", "filed", "filed_on"]
    before = Customer.objects.values(*names).get()
    headers = [
        "客户编号",
        "客户名称",
        "客户等级",
        "地区",
        "负责人",
        "团队",
        "建档日期",
        "category",
        "filed",
        "filed on",
        "年销售额",
    ]
    for nothing in ("", None, " ", "无"):
        result = bring(office.lead, headers, ["C1", *[nothing] * 9, "12万"])

        assert [] == result.invalid_rows
        assert before == Customer.objects.values(*names).get()

    assert [(TODAY, "120000")] == figures(row)


@pytest.mark.parametrize(("cell", "category"), [("-", ""), ("无", ""), ("经销商（华东）", "经销商（华东）")])
def test_a_word_for_none_is_no_category(office, cell, category):
    """
    The rules read the category, so a customer without one has none; any other is kept as it is typed.
    """
    office.customer("C1")
    result = bring(office.lead, ["客户编号", "category"], ["C1", cell])

    assert [] == result.invalid_rows
    assert category == Customer.objects.get().category


def test_a_row_with_a_code_alone_is_as_before(office):
    """
    Nothing of it changes, and nothing of it is refused.
    """
    office.customer("C1")
    result = bring(office.lead, ["code", "name", "owner", "team"], ["C1", "", "", ""])

    assert (1, []) == (result.totals["skip"], result.invalid_rows)
