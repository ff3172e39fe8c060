from importlib import import_module

from django.apps import apps
from visitcore_site.days import TODAY

from visitcore_django.models import Customer, CustomerFigure, DueStatus, GradeAssessment


def test_a_code_stands_once(row, refused):
    """
    Two customers never share a code.
    """
    row(Customer, code="C")

    with refused("code"):
        row(Customer, code="C")


def test_a_customer_has_a_code(row, refused):
    """
    A customer without a name is one; without a code it is none.
    """
    assert "C" == str(row(Customer, code="C", name=""))

    with refused("visitcore_cus_has_code"):
        row(Customer, code="")


def test_a_row_of_the_host_is_taken_over_once(row, refused):
    """
    One row of the host is one customer; many customers come from nowhere.
    """
    row(Customer, source_model="crm.account", source_key="1")
    row(Customer, source_model="crm.account", source_key="2")
    row(Customer, source_model="crm.lead", source_key="1")
    row(Customer, source_key=None)
    row(Customer, source_key=None)

    with refused("visitcore_cus_one_origin"):
        row(Customer, source_model="crm.account", source_key="1")


def test_a_figure_has_one_value_a_day(row, refused):
    """
    A figure is said once a day; on another day it is another row, and the old one stays.
    """
    first = row(CustomerFigure, name="sales")
    row(CustomerFigure, name="sales", as_of="2024-06-15")
    row(CustomerFigure, name="visits")

    with refused("visitcore_one_figure_a_day"):
        row(CustomerFigure, name="sales")
    assert "sales = 1" == str(first)


def test_every_status_has_a_word():
    """
    A customer is one of the six things that a due list can say of it.
    """
    assert {"met", "due", "overdue", "excused", "undetermined", "not_applicable"} == set(DueStatus.values)


def test_grades_of_before_are_told_apart_once(office):
    """
    What a round gave, and what stands at a customer of no origin, was given here; what the host told was not.
    """
    told = {"source_model": "crm.account", "grade": "B"}
    for code, more in [("R", {**told, "source_key": "1"}), ("H", {**told, "source_key": "2"}), ("M", {"grade": "B"})]:
        Customer.objects.create(code=code, **more)
    Customer.objects.create(code="N")
    GradeAssessment.objects.create(
        customer=Customer.objects.get(code="R"), on=TODAY, given="B", state=GradeAssessment.State.CONFIRMED
    )
    import_module("visitcore_django.migrations.0005_grades_given").note_given(apps, None)

    assert ["M", "R"] == list(Customer.objects.filter(grade_given=True).values_list("code", flat=True))
