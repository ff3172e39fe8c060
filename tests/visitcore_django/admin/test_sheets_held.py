import tempfile
from types import SimpleNamespace

import pytest

from visitcore_django.admin.sheets_held import HeldFile
from visitcore_django.models import Customer, Visit


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """
    Where files are kept for a moment.
    """
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def request_of():
    """
    Somebody's request, with a session of its own.
    """
    return SimpleNamespace(session={})


def test_a_file_is_read_by_the_name_that_was_shown(folder, request_of):
    """
    As long as it is the last one, and by nobody else.
    """
    held = HeldFile(request_of, Customer)
    name = held.keep(b"first")

    assert b"first" == held.read(name)
    for other in ("", "gone", "../x"):
        with pytest.raises(FileNotFoundError):
            held.read(other)
    with pytest.raises(FileNotFoundError):
        HeldFile(SimpleNamespace(session={}), Customer).read(name)


def test_another_file_takes_the_place_of_the_one_before(folder, request_of):
    """
    One file of each list is kept, and none once it is taken.
    """
    held = HeldFile(request_of, Customer)
    old = held.keep(b"first")
    new = held.keep(b"second")

    assert 1 == len(list(folder.iterdir()))
    assert b"second" == held.read(new)
    with pytest.raises(FileNotFoundError):
        held.read(old)

    held.forget()
    held.forget()

    assert [] == list(folder.iterdir())
    assert "" == held.name


def test_each_list_has_its_own(folder, request_of):
    """
    A look at visits leaves the customers that were looked at.
    """
    customers, visits = HeldFile(request_of, Customer), HeldFile(request_of, Visit)
    name = customers.keep(b"customers")
    visits.keep(b"visits")
    visits.forget()

    assert b"customers" == customers.read(name)


def test_what_the_person_calls_a_file_is_kept_beside_it(folder, request_of):
    """
    For the history of what it brings.
    """
    held = HeldFile(request_of, Customer)
    held.keep(b"first", "客户.xlsx")

    assert "客户.xlsx" == HeldFile(request_of, Customer).title
    assert not HeldFile(request_of, Visit).title
