from datetime import date

from visitcore_django.models import CustomerFigure
from visitcore_django.syncing.figures import write_figures
from visitcore_django.syncing.reading import Read

FIRST, LATER = date(2024, 6, 1), date(2024, 6, 14)


def written(customer, on, **figures):
    """
    How many figures are written for a customer on a day.
    """
    return write_figures([(customer, Read(key="1", figures=figures))], on)


def test_a_changed_figure_is_added_and_the_old_one_stays(office):
    """
    Figures keep their history: only a value that differs from the last one is added.
    """
    customer = office.customer()

    assert 2 == written(customer, FIRST, sales="10", debt="5")
    assert 0 == written(customer, LATER, sales="10", debt="5")
    assert 1 == written(customer, LATER, sales="11", debt="5")
    rows = CustomerFigure.objects.filter(name="sales").order_by("as_of")
    assert [(FIRST, "10"), (LATER, "11")] == list(rows.values_list("as_of", "value"))


def test_a_figure_of_the_same_day_is_corrected(office):
    """
    One figure has one value a day.
    """
    customer = office.customer()
    written(customer, LATER, sales="10")

    assert 1 == written(customer, LATER, sales="12")
    assert ["12"] == list(CustomerFigure.objects.values_list("value", flat=True))
