import pytest
from django.forms import modelform_factory
from django.utils.translation import override

from visitcore_django.admin.customers_form import CustomerForm, FigureForm, figure_words, owner_field
from visitcore_django.models import Customer
from visitcore_django.people.colleagues import colleagues

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def form(office):
    """
    The form of a customer, by its grade.
    """
    made = modelform_factory(Customer, form=CustomerForm, fields=["code", "name", "grade", "owner"])
    return lambda grade: made(instance=office.customer(grade=grade))


def test_the_grades_are_those_of_the_policy(form):
    """
    ABC-03.2 knows A, B and C.
    """
    assert ["", "A", "B", "C"] == [value for value, _label in form("A").fields["grade"].choices]


def test_a_grade_that_is_not_known_is_kept_and_said(form):
    """
    Opening and saving a customer of grade D does not quietly take the grade away.
    """
    assert ("D", "D (not known to the policy)") == form("D").fields["grade"].choices[-1]


def test_without_grades_in_the_policy_any_may_be_written(office, form):
    """
    Under a policy that knows no classes the grade is free text.
    """
    office.policy('name = "own"\nextends = ["PEN"]\n')

    assert not hasattr(form("A").fields["grade"], "choices")


def test_the_owner_stays_though_not_chosen_from(office):
    """
    Who looks after the customer now stays on the list, also when he has left.
    """
    office.wang.is_active = False
    office.wang.save()
    people = owner_field(colleagues(office.lead), office.wang.pk).queryset

    assert office.wang in people
    assert office.zhao not in people


def test_an_owner_is_shown_by_name_and_log_in(office):
    """
    Two people of the same name are told apart.
    """
    office.li.first_name, office.li.last_name = "伟", "李"

    assert "李伟 (li)" == owner_field(colleagues(office.lead), None).label_from_instance(office.li)


def test_the_figures_offered_are_those_that_grading_reads(db):
    """
    By what people call them: the price index, not the factor that is worked out from it.
    """
    with override("zh-hans"):
        assert {"年度销售额", "价格指数", "回款率", "订单计划性"} <= set(figure_words())
        assert '<option value="价格指数">' in str(FigureForm()["name"])


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("价格指数", "95%", ("price_index", "0.95")),
        ("回款率 ", "0.9", ("collection_rate", "0.9")),
        ("price_index", "1", ("price_index", "1")),
        ("自有指标", "优", ("自有指标", "优")),
    ],
)
def test_a_figure_is_known_by_what_people_call_it(db, name, value, kept):
    """
    It is stored under the name that grading reads, its value as a sheet's is; one of the company's own stays.
    """
    form = FigureForm({"name": name, "value": value, "as_of": "2024-06-14"})

    assert form.is_valid()
    assert kept == (form.cleaned_data["name"], form.cleaned_data["value"])


def test_a_value_that_is_none_of_its_figure_is_told(db):
    """
    Sales are a number.
    """
    form = FigureForm({"name": "年度销售额", "value": "many", "as_of": "2024-06-14"})

    assert ["value"] == list(form.errors)


@pytest.mark.parametrize(("day", "sound"), [("2024-06-14", True), ("2024-06-15", False)])
def test_a_figure_is_of_a_day_that_has_come(db, day, sound):
    """
    Today will do, tomorrow will not.
    """
    assert sound == FigureForm({"name": "sales", "value": "1", "as_of": day}).is_valid()
