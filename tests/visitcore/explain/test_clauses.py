import re

import pytest

from visitcore.codec.library import library_packs
from visitcore.explain.clauses import clause_in_words

CLAUSES = sorted({rule.clause for pack in library_packs() for rule in pack.rules.values()})


@pytest.mark.parametrize("clause", CLAUSES)
def test_no_english_word_stands_in_a_clause(clause):
    """
    A clause of any pack reads as Chinese; letters and numbers of the document stay.
    """
    assert [] == re.findall(r"[A-Za-z]{2,}", clause_in_words(clause).zh)


@pytest.mark.parametrize(
    ("clause", "zh"),
    [
        ("Art. 8(1)–(2)", "第8条(1)–(2)"),
        ("Art. 9–10", "第9–10条"),
        ("Art. 16–17, note", "第16–17条及附注"),
        ("Sect. 四", "第四节"),
        ("list 1, 2–3", "清单1第2–3项"),
        ("scope 1–5", "适用范围第1–5项"),
        ("general 7", "一般投诉步骤7"),
        ("unnumbered slide before §2.1 p.5/6, L427", "§2.1 p.5/6之前未编号的一页, L427"),
        ("E2 (2nd para.)", "E2第2段"),
        ("4.2.2 (missing)", "4.2.2（原表缺失）"),
        ("1 (opening line)", "1（首句）"),
        ("5.1.2 d", "5.1.2 d"),
        ("三.5.a–b", "三.5.a–b"),
    ],
)
def test_a_clause_in_chinese(clause, zh):
    """
    The numbers are the document's, the words are Chinese.
    """
    assert zh == clause_in_words(clause).zh
    assert clause == clause_in_words(clause).en
