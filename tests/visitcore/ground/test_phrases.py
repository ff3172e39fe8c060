import ast
import re
import tomllib
from pathlib import Path

import pytest

from visitcore.ground import phrases
from visitcore.ground.phrases import in_chinese

SOURCE = Path(phrases.__file__).parents[1]
LINES = Path(phrases.__file__).with_name("phrases.txt").read_text(encoding="utf-8").splitlines()
PHRASES = dict(line.split(" → ") for line in LINES)
ENGLISH = re.compile(r"[a-z]{3,} [a-z]{2,} [a-z]{2,}")
SAID = {"what", "fix"}
"""Names under which a block keeps what it is about to say."""


def written(node):
    """
    A sentence as it stands in the code, with ``{}`` for each value; ``None`` for anything else.
    """
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return None


def told(file):
    """
    Every English sentence that a file gives to a problem.
    """
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        parts = []
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Problem":
            parts = [*node.args[1:3], *(one.value for one in node.keywords if one.arg in SAID)]
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id in SAID:
            parts = [node.value]
        for part in parts:
            yield from (written(one) for one in ([part.body, part.orelse] if isinstance(part, ast.IfExp) else [part]))


def sentences(text):
    """
    The halves of a sentence: what is wrong, and what to do.
    """
    return [] if text is None else text.split("; ")


@pytest.mark.parametrize("file", sorted((SOURCE / "blocks").glob("*.py")), ids=lambda file: file.stem)
def test_whatever_a_block_says_is_there_in_chinese(file):
    """
    A block speaks English; whoever reads its faults on a Chinese screen reads Chinese.
    """
    english = {text.replace("{}", "7") for text in told(file) if text is not None and ENGLISH.search(text)}

    assert set() == {text for text in english if ENGLISH.search(in_chinese(text))}


@pytest.mark.parametrize("file", sorted((SOURCE / "ground").glob("*.py")), ids=lambda file: file.stem)
def test_whatever_the_ground_refuses_is_there_in_chinese(file):
    """
    A span, a calendar or a day refuses in English; the reader of a file turns that into a problem.
    """
    calls = [node for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    raised = [written(one.args[0]) for one in calls if getattr(one.func, "id", "") == "ValueError"]
    english = {text.replace("{}", "7") for text in raised if text is not None}

    assert set() == {text for text in english if ENGLISH.search(in_chinese(text))}


def test_whatever_toml_may_be_wrong_with_is_there_in_chinese():
    """
    Each message of the reader of TOML is known, so that none stands half in English.
    """
    tree = ast.parse((Path(tomllib.__file__).parent / "_parser.py").read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    said = [written(one.args[-1]) for one in calls if getattr(one.func, "id", "") == "suffixed_err"]
    english = {text for text in said if text is not None}

    assert english
    assert set() == english - PHRASES.keys()


def test_no_phrase_is_left_over():
    """
    Each phrase is said somewhere, by the library or by the reader of TOML.
    """
    files = [*SOURCE.rglob("*.py"), Path(tomllib.__file__).parent / "_parser.py"]
    nodes = (node for file in files for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    said = {half for node in nodes for half in [written(node), *sentences(written(node))]}

    assert set() == {one for one in PHRASES if not {one, one.removeprefix("{} ")} & said}


@pytest.mark.parametrize(
    ("said", "chinese"),
    [
        ("the item 'tea' stands here 2 times", "项目“tea”在此出现 2 次"),
        ("at least 5 of 3 mandatory items cannot be meant", "3 个必查项目中至少 5 个，不可能是本意"),
        ("write 0 or more; leave it out", "请填写 0 或更大的数；请删去"),
        ('write per = "month", or every = { days = 30 }', '请写 per = "month" 或 every = { days = 30 }'),
        ("Cannot declare ('parameter', 'history') twice", "('parameter', 'history') 不能声明两次"),
        ("'x' is not a range of whole numbers; write for example [1..5]", "“x”不是整数的范围；例如写 [1..5]"),
        ("nobody has translated this", "nobody has translated this"),
        ("", ""),
    ],
)
def test_a_sentence_keeps_its_values(said, chinese):
    """
    Values stand where the Chinese has them, words between Chinese quotation marks.
    """
    assert chinese == in_chinese(said)
