from visitcore.blocks.domain import Domain
from visitcore.blocks.grid import Grid
from visitcore.blocks.sweep import Axis

GRADES = Domain.read(["A", "B"])
SCORES = Domain.read("number [0..100]")


def grid(rows):
    """
    A grid of grade and score; each row is a pair of cells.
    """
    grades = [None if grade is None else GRADES.cell(grade) for grade, _ in rows]
    scores = [None if score is None else SCORES.cell(score) for _, score in rows]
    return Grid.of([Axis.cut("grade", GRADES, grades), Axis.cut("score", SCORES, scores)], len(rows))


def test_a_missing_corner_is_found():
    """
    What no row covers comes out as a box, and its sample lies there.
    """
    it = grid([("A", None), ("B", ">= 60")])

    boxes = list(it.uncovered(it.whole, [0, 1]))

    assert [{"grade": "B", "score": 0}] == [point for box in boxes for point in it.samples(box)]


def test_a_covered_domain_leaves_nothing():
    """
    Rows that meet leave no box between them.
    """
    it = grid([("A", None), ("B", ">= 60"), ("B", "< 60")])

    assert [] == list(it.uncovered(it.whole, [0, 1, 2]))


def test_only_the_rows_asked_for_count():
    """
    A row left out leaves its own part open.
    """
    it = grid([("A", None), ("B", None)])

    assert [it.boxes[1]] == list(it.uncovered(it.whole, [0]))
    assert [it.whole] == list(it.uncovered(it.whole, []))


def test_two_rows_share_their_common_part():
    """
    The common box of two rows is what both cover; apart, they share none.
    """
    it = grid([(None, "> 50"), ("B", ">= 60"), ("B", "< 10")])

    assert it.boxes[1] == it.common(0, 1)
    assert it.common(1, 2) is None
