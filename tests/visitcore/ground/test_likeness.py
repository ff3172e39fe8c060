import pytest

from visitcore.ground.likeness import evened


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("新中式 ", "新中式"),
        ("Ｗａｎｇ　Ｌｉ", "wangli"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        (7, "7"),
        (0, "0"),
        ("", None),
        (" 　", None),
        (None, None),
    ],
)
def test_how_a_word_is_typed_makes_no_other_word(value, told):
    """
    Capitals, width and blanks are evened out; what is empty is nothing.
    """
    assert told == evened(value)
