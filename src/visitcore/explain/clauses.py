"""
Where a rule stands in its document, as a Chinese reader writes it.
"""

import re

from visitcore.ground.text import Text

_CHINESE = (
    (r"\b[Aa]rt\. (\d+(?:–\d+)?)", r"第\1条"),
    (r"\bSect\. (\w+)", r"第\1节"),
    (r"\blist (\d+), (\d+(?:–\d+)?)", r"清单\1第\2项"),
    (r"\bunnumbered slide before (§[\d.]+ p\.\d+/\d+)", r"\1之前未编号的一页"),
    (r"\bway (\d+)", r"方法\1"),
    (r"\baim (\d+)", r"目标\1"),
    (r"\bERP\b ?", "系统流程"),
    (r"\bpurpose(?: \(目的\))?", "目的"),
    (r"\bscope (\d+(?:–\d+)?)", r"适用范围第\1项"),
    (r"\bprinciple (\d+)", r"原则\1"),
    (r"\brole (\d+)", r"职责\1"),
    (r"\bgeneral (\d+)", r"一般投诉步骤\1"),
    (r"\bmajor (\d+)", r"重大投诉步骤\1"),
    (r"\bpenalty (\d+)", r"处罚\1"),
    (r"\bintro\b", "前言"),
    (r"\bheader/footer\b", "页眉页脚"),
    (r"\bsuccess\b", "成功要素"),
    (r", note\b", "及附注"),
    (r" ?\((\d+)(?:st|nd|rd|th) para\.\)", r"第\1段"),
    (r" ?\(missing\)", "（原表缺失）"),
    (r" ?\(opening line\)", "（首句）"),
)


def clause_in_words(clause: str) -> Text:
    """
    A clause as the document numbers it, with the English words of the pack put into Chinese.

    >>> clause_in_words("Art. 5(2)").zh, clause_in_words("三.2").zh
    ('第5条(2)', '三.2')
    """
    chinese = clause
    for words, put in _CHINESE:
        chinese = re.sub(words, put, chinese)
    return Text(clause, chinese)
