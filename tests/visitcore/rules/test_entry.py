from visitcore.blocks.term import Term
from visitcore.facts.question import Delivery, ValueQuestion
from visitcore.facts.visit_record import VisitRecord
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.rules.deadlines import check_deadline
from visitcore.rules.entry import any_key, chapter
from visitcore.rules.tables import read_value
from visitcore.rules.visiting import visit_due

TEXT = Text("Whether it came", "是否收到")
CHAPTER = chapter(check_deadline, Delivery, {"reports.due": (Term,), "plans.*": (Term, str)}, TEXT)
ANY = any_key(read_value, ValueQuestion, (str,), TEXT)


def test_a_decision_of_a_chapter_reads_its_own_keys():
    """
    A key that it names, or that one of its patterns covers, with a value of the right shape or left open.
    """
    assert CHAPTER.names("reports.due")
    assert CHAPTER.names("plans.due")
    assert not CHAPTER.names("visits.cadence")
    assert CHAPTER.reads("plans.due", "promptly")
    assert CHAPTER.reads("reports.due", UNSPECIFIED)
    assert not CHAPTER.reads("reports.due", "promptly")


def test_a_decision_asked_with_a_key_names_none():
    """
    It reads any key of its shapes.
    """
    assert not ANY.names("reports.due")
    assert ANY.reads("reports.due", "promptly")
    assert not ANY.reads("reports.due", 2)


def test_a_decision_tells_its_keys_and_shapes():
    """
    Each shape once, under the name of the function that decides.
    """
    assert CHAPTER.name == "check_deadline"
    assert CHAPTER.keys == ("reports.due", "plans.*")
    assert CHAPTER.shapes == (Term, str)


def test_a_decision_looks_back_where_it_takes_what_governed_before():
    """
    Elapsed periods of visits are held against the policies of their days; a term is held against the one at hand.
    """
    assert chapter(visit_due, VisitRecord, {}, TEXT).looks_back
    assert not CHAPTER.looks_back
