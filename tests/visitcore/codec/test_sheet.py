import os
import threading

import pytest

from visitcore.codec.sheet import open_sheet
from visitcore.ground.errors import SheetError


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"", "is empty"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old .xls workbook"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "protected by a password"),
        ("a.xlsx", b"code,name\nC1,x\n", "is called a workbook but is none"),
        ("a.xls", b"<html><table><tr><td>code</td></tr></table></html>", "is a web page"),
        ("a.csv", b"\xef\xbb\xbf\n <?xml version='1.0'?><Workbook/>", "is a web page or XML"),
        ("a.csv", b"%PDF-1.7\n\x00\x01\x02", "not readable as"),
    ],
)
def test_what_is_no_sheet_is_refused(tmp_path, name, content, said):
    """
    A file is judged by what it holds; the refusal is one sentence with a way out.
    """
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(SheetError, match=said) as caught:
        open_sheet(path)

    assert 1 == len(caught.value.problems)
    assert caught.value.problems[0].fix
    assert "\n" not in str(caught.value.problems[0])


def test_a_missing_file_is_refused(tmp_path):
    """
    A path that leads nowhere is named.
    """
    with pytest.raises(SheetError, match=r"nowhere\.csv: there is no such file"):
        open_sheet(tmp_path / "nowhere.csv")


def test_a_directory_is_refused(tmp_path):
    """
    A directory is no sheet.
    """
    with pytest.raises(SheetError, match="is a directory"):
        open_sheet(tmp_path)


def test_a_path_that_cannot_be_opened_is_refused(tmp_path):
    """
    Whatever the system says against opening the path is passed on in one sentence.
    """
    with pytest.raises(SheetError, match="cannot be opened"):
        open_sheet(tmp_path / ("x" * 5000))


def test_a_csv_file_is_read_whatever_it_is_called(tmp_path):
    """
    Text with tabs called ``.xls``, as many programs export it, is read as text.
    """
    path = tmp_path / "export.xls"
    path.write_bytes(b"code\tname\nC1\tx\n")

    sheet = open_sheet(path)

    assert [(1, ["code", "name"]), (2, ["C1", "x"])] == list(sheet.rows(""))
    sheet.close()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_read_to_its_end(tmp_path):
    """
    A sheet may come through a pipe.
    """
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_bytes, args=(b"code,name\nC1,x\n",))
    writer.start()

    sheet = open_sheet(path)
    writer.join()

    assert [(1, ["code", "name"]), (2, ["C1", "x"])] == list(sheet.rows(""))
    sheet.close()
