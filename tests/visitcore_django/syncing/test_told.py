import pytest
from django.utils.translation import override

from visitcore_django.syncing.told import Counts, Told, each_once, shown

LACK = {"row": "7", "column": "grade", "value": "Gold", "reason": "is unknown", "fix": "Known are: A.", "taken": True}


def test_a_fault_says_where_what_and_how_to_mend_it():
    """
    A line names row, column, value, reason and remedy, and whether the row was taken.
    """
    fault = {"row": "7", "column": "code", "value": "", "reason": "is empty", "fix": "Give one."}

    assert "7, code '': is empty; not taken. Give one." == str(Told(**fault))
    assert "7, code '': is empty; taken without it. Give one." == str(Told(**fault, taken=True))
    assert "7, code: is empty; kept all the same. Give one." == str(Told(**fault, kept=True))


def test_a_row_is_called_by_its_customer_too():
    """
    Whoever reads the line knows the company's own code, and not the key of the table.
    """
    assert str(Told(**LACK, codes=("C1",))).startswith("7 (C1), grade 'Gold': ")


def test_what_rows_have_in_common_is_told_once():
    """
    A word that a hundred rows have is one line, with how many they are and the first three codes.
    """
    said = []
    with each_once(said.append) as hear:
        for number in range(100):
            hear(Told(**{**LACK, "row": str(number)}, codes=(f"C{number}",)))
        hear(Told(**{**LACK, "value": "Iron"}, codes=("C7",)))

    assert [
        "100 rows (C0, C1, C2 and others), grade 'Gold': is unknown; taken without it. Known are: A.",
        "7 (C7), grade 'Iron': is unknown; taken without it. Known are: A.",
    ] == [str(one) for one in said]
    with override("zh-hans"):
        assert str(said[0]).startswith("100 行（C0、C1、C2 等），grade 'Gold'：is unknown；")
        assert str(said[1]).startswith("7（C7），grade 'Iron'：")


def test_few_rows_are_all_named():
    """
    Nothing is left open where every code stands there.
    """
    said = []
    with each_once(said.append) as hear:
        for number in range(3):
            hear(Told(**LACK, codes=(f"C{number}",)))

    assert ["3 rows (C0, C1, C2), grade 'Gold'"] == [str(one).partition(":")[0] for one in said]


def test_a_figure_that_is_kept_is_one_line_whatever_it_holds():
    """
    The name is what is wrong with it, and not the value.
    """
    said = []
    with each_once(said.append) as hear:
        for number in range(2):
            hear(Told(row="7", column="sails", value=str(number), reason="nothing", fix="", kept=True))

    assert [2] == [one.rows for one in said]


def test_a_row_that_is_not_taken_is_told_at_once_and_alone():
    """
    Each has to be mended where it stands; two of the same fault are two lines.
    """
    said = []
    with each_once(said.append) as hear:
        for _ in range(2):
            hear(Told(**{**LACK, "taken": False}))

        assert [1, 1] == [one.rows for one in said]


def test_a_sync_that_breaks_off_tells_what_it_has_found():
    """
    What was taken before the fault is written, and so is what was wrong with it.
    """

    def broken(tell):
        with each_once(tell) as hear:
            hear(Told(**LACK))
            raise KeyError

    said = []
    with pytest.raises(KeyError):
        broken(said.append)
    assert 1 == len(said)


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
