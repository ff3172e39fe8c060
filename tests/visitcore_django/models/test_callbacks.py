from datetime import UTC, timedelta

from visitcore_site.days import NOW, TODAY, at

from visitcore_django.models import CallBack, CallbackMatter


def test_the_next_call_back_comes_later(row, refused):
    """
    A second later is later; the same moment is not.
    """
    row(CallBack, next_at=NOW + timedelta(seconds=1))

    with refused("visitcore_cbk_next_later"):
        row(CallBack, next_at=NOW)


def test_one_call_at_a_moment_is_one_call(row, refused):
    """
    The same matter is not called back twice at one moment; at another moment, or on another matter, it is.
    """
    first = row(CallBack)
    row(CallBack, matter=first.matter, made=NOW + timedelta(seconds=1))
    row(CallBack)

    with refused("visitcore_cbk_once"):
        row(CallBack, matter=first.matter)


def test_a_case_has_one_matter(row, refused):
    """
    A case number stands once.
    """
    row(CallbackMatter, case="M")
    with refused("case"):
        row(CallbackMatter, case="M")

    assert "M 2024-06-14" == str(CallBack(matter=CallbackMatter(case="M"), made=NOW))


def test_a_matter_is_called_by_its_number_and_what_it_is_about():
    """
    So that one knows it in a list to choose from; one without a problem has its number alone.
    """
    assert "M1 the lift" == str(CallbackMatter(case="M1", problem="the lift"))
    assert "M1" == str(CallbackMatter(case="M1"))


def test_a_call_back_bears_the_day_at_the_place_of_the_site():
    """
    At half past midnight in Shanghai it is still the day before in Greenwich; people go by their own calendar.
    """
    made = at(TODAY, 0, 30).astimezone(UTC)

    assert f"M {TODAY}" == str(CallBack(matter=CallbackMatter(case="M"), made=made))
