import pytest

from visitcore.codec.shapes import SHAPES
from visitcore.ground.shapes import shape_in_words
from visitcore.ground.text import Text


@pytest.mark.parametrize("name", [type_.__name__.lower() for type_ in SHAPES.values()])
def test_every_block_has_its_chinese_word(name):
    """
    No English name of a shape stands in a Chinese sentence.
    """
    assert not shape_in_words(name).zh.isascii()
    assert name == shape_in_words(name).en


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("int", Text("number", "数字")),
        ("int or decimal", Text("number", "数字")),
        ("cadence or recurrence", Text("cadence or recurrence", "频率或重复规则")),
        ("table of consequence", Text("table of consequence", "内容为后果的表格")),
        ("widget", Text("widget", "widget")),
    ],
)
def test_a_shape_in_words(name, words):
    """
    Classes of Python are called as people call them; two of one word are one.
    """
    assert words == shape_in_words(name)
