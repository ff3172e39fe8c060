from visitcore_django.sheets.at_once import AT_ONCE, some_at_once


def test_many_things_come_in_portions():
    """
    One more than a portion holds makes two of them; nothing makes none.
    """
    things = list(range(AT_ONCE + 1))

    assert [things[:-1], [AT_ONCE]] == list(some_at_once([*things, 0]))
    assert [] == list(some_at_once([]))
