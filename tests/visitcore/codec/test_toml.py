from datetime import date
from decimal import Decimal

import pytest

from visitcore.codec.toml import parse_toml, read_toml
from visitcore.ground.errors import PolicyError
from visitcore.ground.problem import words


@pytest.fixture
def written(tmp_path):
    """
    Writes a file and gives its path.
    """

    def write(content):
        path = tmp_path / "acme.toml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def refusal(path):
    """
    The one problem for which a file is refused, as (place, what is wrong, what to do); it names the file.
    """
    with pytest.raises(PolicyError) as told:
        read_toml(path)
    (problem,) = told.value.problems

    assert str(path) == problem.file
    return problem.where, words(problem.what).en, words(problem.fix).en


def test_fractions_keep_their_digits(written):
    """
    Eighty hundredths are not eight tenths, and no amount is ever a float.
    """
    content = read_toml(written("a = 0.80\nb = 45\nc = 1_000.5\nd = 2024-03-05"))

    assert {"a": Decimal("0.80"), "b": 45, "c": Decimal("1000.5"), "d": date(2024, 3, 5)} == content
    assert "0.80" == str(content["a"])


def test_a_byte_order_mark_does_not_matter(written):
    """
    An editor may put a mark before the first letter.
    """
    assert {"名称": "甲"} == read_toml(written('\ufeff"名称" = "甲"'))


def test_a_file_that_is_not_there(tmp_path):
    """
    A wrong path is told as one.
    """
    expected = ("", "there is no such file", "check the path and its permissions")

    assert expected == refusal(tmp_path / "nothing.toml")


def test_a_directory(tmp_path):
    """
    A directory is no file.
    """
    assert "is a directory" == refusal(tmp_path)[1]


def test_a_file_inside_a_file(written):
    """
    A path that leads through a file cannot be followed.
    """
    assert "cannot be read" in refusal(written("a = 1") / "acme.toml")[1]


def test_another_encoding(written):
    """
    A file in another encoding is told with the place of the first strange byte.
    """
    assert "is not UTF-8 (byte 5)" == refusal(written(b'a = "' + "甲".encode("gb18030") + b'"'))[1]


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("a = 1\nb = ?", "line 2, column 5"),
        ("a = 1\na = 2\nb = 3", "line 2, column 6"),
        ("\n\nd = 2024-02-30", "line 3, column 5"),
        ("[a", "end of document"),
    ],
)
def test_what_is_no_toml_is_told_with_its_line(written, content, place):
    """
    The line to mend is named.
    """
    where, what, _ = refusal(written(content))

    assert place == where
    assert what.startswith("is not valid TOML: ")


@pytest.mark.parametrize("number", ["nan", "inf", "1e999999999", "9" * 5000])
def test_a_number_that_cannot_be_meant(written, number):
    """
    No amount is infinite, and none fills a page.
    """
    assert "cannot be read" in refusal(written(f"a = {number}"))[1]


def test_brackets_without_end(written):
    """
    A file nested too deep is refused, not choked on.
    """
    content = "a = " + "[" * 50_000 + "]" * 50_000

    assert refusal(written(content))[1]


@pytest.mark.parametrize(
    "content",
    [
        "x = 1\n" + "a." * 20_000 + "a = 1",
        "x = 1\n[" + "a . " * 20_000 + "a]",
        "x = 1\ny = {" + '"a".' * 20_000 + "a = 1}",
    ],
)
def test_a_key_of_too_many_parts(content):
    """
    Its parts would take half a minute to read; it is refused at once, with its line and how many parts there may be.
    """
    with pytest.raises(PolicyError) as told:
        parse_toml(content, file="pasted")
    (problem,) = told.value.problems

    assert ("line 2", "has a key of more than 32 parts") == (problem.where, problem.what.en)
    assert "最多 32 段" in problem.fix.zh


def test_a_key_of_many_parts():
    """
    As many as are allowed are read, and a long text with dots is no key.
    """
    assert parse_toml("a." * 31 + "a = 1", file="pasted")
    assert parse_toml('a = "' + "One. Two words. " * 100 + '"', file="pasted")


def test_a_path_that_cannot_be(tmp_path):
    """
    A path with a character that no system allows is told like any other.
    """
    assert "cannot be read" in refusal(tmp_path / "a\0.toml")[1]


@pytest.mark.parametrize("content", ["\ufeffa = 0.80", b"\xef\xbb\xbfa = 0.80", "a = 0.80\r\n"])
def test_a_content_at_hand_is_read_like_a_file(content):
    """
    Text or bytes, with or without the mark, with either end of line.
    """
    assert {"a": Decimal("0.80")} == parse_toml(content, file="pasted")


def test_a_fault_in_a_content_at_hand_names_it_and_the_line():
    """
    Somebody who pasted a text is told the line as well.
    """
    with pytest.raises(PolicyError) as told:
        parse_toml("a = 1\nb = ?", file="pasted")
    (problem,) = told.value.problems

    assert ("pasted", "line 2, column 5") == (problem.file, problem.where)
