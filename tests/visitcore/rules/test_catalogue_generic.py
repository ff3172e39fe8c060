from attrs import fields

from visitcore.rules.catalogue import CATALOGUE
from visitcore.rules.catalogue_generic import GENERIC


def test_they_read_any_key():
    """
    None names a key of its own, every one takes the key and the day; and all of them are in the catalogue.
    """
    assert {("*",)} == {known.keys for known in GENERIC}
    assert all({"key", "on"} <= {field.name for field in fields(known.takes)} for known in GENERIC)
    assert all(known in CATALOGUE for known in GENERIC)
