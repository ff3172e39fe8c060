from visitcore_django.sweep.parts import PARTS
from visitcore_django.sweep.summary import PARTS as WORDS


def test_customers_come_before_what_is_said_of_them():
    """
    Who is due is worked out before anybody is reminded of it, and the end of the month before that of the day.
    """
    names = [name for name, _part in PARTS]

    assert ["customers", "visits"] == names[:2]
    assert names.index("month_end") < names.index("day_end")


def test_every_part_has_its_words_and_fits_its_column():
    """
    The summary can name each part, and the mark of the run can hold it.
    """
    names = {name for name, _part in PARTS}

    assert names <= WORDS.keys()
    assert max(map(len, names)) <= 32
