import errno
import os
import threading

import pytest

from visitcore.codec.output import replacing


def write(path, content=b"new"):
    """
    Writes a file through `replacing`; an error class instead of content breaks in halfway.
    """
    with replacing(path) as handle:
        if isinstance(content, bytes):
            handle.write(content)
        else:
            handle.write(b"half")
            raise content


def test_a_file_is_there_when_it_is_complete(tmp_path):
    """
    Until the block ends the old content stands; then the new one does, and nothing else is left.
    """
    path = tmp_path / "out.csv"
    path.write_bytes(b"old")

    with replacing(path) as handle:
        handle.write(b"new")
        during = path.read_bytes()

    assert (b"old", b"new") == (during, path.read_bytes())
    assert [path] == list(tmp_path.iterdir())


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, BrokenPipeError, SystemExit])
def test_an_error_leaves_no_trace(tmp_path, error):
    """
    Whatever breaks in, Ctrl-C too: the old file stands and no half file is left.
    """
    path = tmp_path / "out.csv"
    path.write_bytes(b"old")

    with pytest.raises(error):
        write(path, error)

    assert b"old" == path.read_bytes()
    assert [path] == list(tmp_path.iterdir())


def test_the_mode_of_the_old_file_is_kept(tmp_path):
    """
    A file that only its owner may read stays so.
    """
    path = tmp_path / "out.csv"
    path.write_bytes(b"old")
    path.chmod(0o600)

    write(path)

    assert 0o600 == path.stat().st_mode & 0o777


def test_a_new_file_has_the_usual_mode(tmp_path):
    """
    A new file gets what every new file gets.
    """
    usual, path = tmp_path / "usual", tmp_path / "out.csv"
    usual.write_bytes(b"")

    write(path)

    assert usual.stat().st_mode == path.stat().st_mode


def test_a_link_keeps_leading_to_its_file(tmp_path):
    """
    The file behind a link is replaced, not the link.
    """
    path, link = tmp_path / "out.csv", tmp_path / "link.csv"
    path.write_bytes(b"old")
    link.symlink_to(path)

    write(link)

    assert link.is_symlink()
    assert b"new" == path.read_bytes()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_written_to_as_it_is(tmp_path):
    """
    A pipe cannot be replaced; it is written to.
    """
    path, read = tmp_path / "pipe", []
    os.mkfifo(path)
    reader = threading.Thread(target=lambda: read.append(path.read_bytes()))
    reader.start()

    write(path)
    reader.join()

    assert [b"new"] == read


def test_an_error_names_the_file_that_was_asked_for(tmp_path):
    """
    A missing folder or a directory in the way is reported under the name that the user gave.
    """
    with pytest.raises(FileNotFoundError) as missing:
        write(tmp_path / "nowhere" / "out.csv")
    with pytest.raises(IsADirectoryError) as directory:
        write(tmp_path)

    assert str(tmp_path / "nowhere" / "out.csv") == missing.value.filename
    assert str(tmp_path) == directory.value.filename


def test_a_file_that_may_not_be_written_is_not_replaced(tmp_path, monkeypatch):
    """
    A file its owner has protected stays as it is.
    """
    path = tmp_path / "out.csv"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda *_args: False)

    with pytest.raises(PermissionError):
        write(path)

    assert b"old" == path.read_bytes()


def test_a_full_disk_names_the_file(tmp_path):
    """
    What the system says while writing is reported under the file's name; the error of another file is left alone.
    """
    path = tmp_path / "out.csv"

    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)) as full:
        write(path, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
    with pytest.raises(FileNotFoundError) as other, replacing(path):
        (tmp_path / "other").read_bytes()

    assert (str(path), str(tmp_path / "other")) == (full.value.filename, str(other.value.filename))
    assert [] == list(tmp_path.iterdir())
