from visitcore_django.sheets.at_once import AT_ONCE, as_asked, some_at_once


def test_many_things_come_in_portions():
    """
    One more than a portion holds makes two of them; nothing makes none.
    """
    things = list(range(AT_ONCE + 1))

    assert [things[:-1], [AT_ONCE]] == list(some_at_once([*things, 0]))
    assert [] == list(some_at_once([]))


def test_an_answer_is_about_the_name_that_was_asked_for():
    """
    The same letters first, then the same in other sizes; a name for which nobody asked stays as it is.
    """
    assert ["A1", "b1", "C1"] == [as_asked(name, ["a1", "A1", "b1"]) for name in ("A1", "B1", "C1")]
