import pytest
from django.utils import translation
from visitcore_site.days import TODAY

from visitcore.codec.cells import CellError
from visitcore_django.desk import DeskError
from visitcore_django.desk.figures_read import FIGURES, demand_figure, read_figure, why_unread
from visitcore_django.models import CustomerFigure

WRITTEN = [("price_index", "95%", "0.95"), ("sales", "12万", "120000"), ("trend", " a ", "A"), ("own", " x ", "x")]


@pytest.mark.parametrize(("name", "written", "kept"), WRITTEN)
def test_a_figure_is_read_as_people_write_it(name, written, kept):
    """
    A share in percent, an amount in tens of thousands, a letter; read again it says the same.
    """
    assert kept == read_figure(name, written)
    assert kept == read_figure(name, kept)


@pytest.mark.parametrize("nothing", ["", " ", "-", None])
def test_a_figure_may_say_nothing(nothing):
    """
    Then it is empty, whatever it would hold.
    """
    assert {""} == {read_figure(name, nothing) for name in (*FIGURES, "own")}


def test_why_a_figure_is_not_read_is_said_in_the_readers_language():
    """
    Words are no number.
    """
    with pytest.raises(CellError) as caught:
        read_figure("sales", "many")

    assert "'many'" in why_unread(caught.value)
    with translation.override("zh-hans"):
        assert "“many”" in why_unread(caught.value)


@pytest.mark.parametrize(("name", "written", "kept"), [*WRITTEN[:3], ("own", " 95% ", "95%")])
def test_a_figure_is_put_as_it_is_stored(name, written, kept):
    """
    One that the company has of its own stays as it is written.
    """
    figure = CustomerFigure(name=f" {name} ", value=written, as_of=TODAY)
    demand_figure(figure)

    assert (name, kept) == (figure.name, figure.value)


@pytest.mark.parametrize(
    ("name", "value", "column"), [("", "1", "name"), ("own", "-", "value"), ("sales", "x", "value")]
)
def test_a_figure_without_a_name_or_a_value_is_none(name, value, column):
    """
    What is wrong is told with its column.
    """
    with pytest.raises(DeskError) as caught:
        demand_figure(CustomerFigure(name=name, value=value, as_of=TODAY))

    assert column == caught.value.column


def test_what_is_wrong_with_a_figure_is_said_in_chinese():
    """
    With the stops of its language.
    """
    with translation.override("zh-hans"), pytest.raises(DeskError, match=r"^sales：“many”"):
        demand_figure(CustomerFigure(name="sales", value="many", as_of=TODAY))
