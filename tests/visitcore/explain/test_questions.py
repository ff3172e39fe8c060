from visitcore.explain.questions import question
from visitcore.rules.catalogue import CATALOGUE


def test_every_decision_has_a_chinese_name():
    """
    No head of a Chinese text shows the name that programs use.
    """
    assert [] == [entry.name for entry in CATALOGUE if question(entry.name).zh.isascii()]


def test_no_two_decisions_share_a_name():
    """
    The Chinese names tell the decisions apart.
    """
    names = [question(entry.name).zh for entry in CATALOGUE]

    assert len(names) == len(set(names))


def test_in_english_a_decision_is_called_as_programs_call_it():
    """
    What is read in the text can be typed as it is.
    """
    assert "visit_due" == question("visit_due").en
    assert "unheard_of" == question("unheard_of").zh


def test_a_look_up_is_called_what_it_means_to_people():
    """
    Something is held against the rules; that they stand in a table is none of people's business.
    """
    assert "对照规定" == question("look_up").zh
