from visitcore.cli.complaint_columns import BRIEF, COLUMNS, SPARE, STATUSES


def test_what_a_text_shows_is_among_the_columns():
    """
    Nothing is shown, or left out, that is not there; every word stands in both languages.
    """
    assert set(BRIEF) <= set(COLUMNS)
    assert set(SPARE) <= set(BRIEF)
    assert all(text.en and text.zh for text in (*COLUMNS.values(), *STATUSES.values()))
