import errno
import os

import pytest

from visitcore.cli.telling import CallError, sentence
from visitcore.ground.errors import UnknownNameError, VisitcoreError
from visitcore.ground.text import Text


def test_an_error_of_the_house_says_its_own_sentence():
    """
    What the house raises on purpose carries its words.
    """
    assert "没有名为“X”的制度包；尚无任何已知名称" == sentence(UnknownNameError("pack", "X")).zh


@pytest.mark.parametrize(
    ("number", "chinese"),
    [(errno.ENOENT, "没有这个文件或文件夹"), (errno.EACCES, "没有权限"), (errno.ENOSPC, "磁盘空间不足")],
)
def test_an_error_of_the_system_names_the_file(number, chinese):
    """
    The system's own words in English, ours in Chinese, the file in both.
    """
    told = sentence(OSError(number, os.strerror(number), "a.csv"))

    assert Text(f"a.csv: {os.strerror(number)}", f"a.csv：{chinese}") == told


def test_an_error_of_the_system_without_a_file_is_told_all_the_same():
    """
    Some errors of the system have no file, no number or no words.
    """
    assert Text("No space left on device", "磁盘空间不足") == sentence(OSError(errno.ENOSPC, "No space left on device"))
    assert Text("odd", "odd") == sentence(OSError("odd"))


def test_a_fault_of_the_program_is_not_dressed_up():
    """
    For an error that nobody raised on purpose there is no sentence.
    """
    assert sentence(ZeroDivisionError("oops")) is None


def test_a_call_that_is_wrong_says_so_in_both_languages():
    """
    The error of a call is an error of the house and carries its two sentences.
    """
    error = CallError("write more", "请多写")

    assert isinstance(error, VisitcoreError)
    assert ("write more", "请多写") == (str(error), error.in_("zh"))
