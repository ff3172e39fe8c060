from visitcore_django.syncing.told import Counts, Told, shown


def test_a_fault_says_where_what_and_how_to_mend_it():
    """
    A line names row, column, value, reason and remedy, and whether the row was taken.
    """
    fault = {"row": "7", "column": "code", "value": "", "reason": "is empty", "fix": "Give one."}

    assert "7, code '': is empty; not taken. Give one." == str(Told(**fault))
    assert "7, code '': is empty; taken without it. Give one." == str(Told(**fault, taken=True))
    assert "7, code '': is empty; kept all the same. Give one." == str(Told(**fault, kept=True))


def test_counts_add_up():
    """
    The counts of batches are added.
    """
    counts = Counts(read=2, new=1, refused=1)
    counts.add(Counts(read=3, changed=2, same=1, gone=4, figures=5))

    assert Counts(read=5, new=1, changed=2, same=1, refused=1, gone=4, figures=5) == counts
    assert str(counts).startswith("5 rows: 1 new, 2 changed, 1 unchanged, 1 not taken; 4 inactive")


def test_a_long_value_is_cut():
    """
    Sixty characters of a value are shown at most.
    """
    assert "x" * 60 == shown("x" * 60)
    assert "x" * 59 + "…" == shown("x" * 61)
