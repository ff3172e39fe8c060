from visitcore.rules.catalogue import CATALOGUE
from visitcore.rules.catalogue_service import SERVICE

ROOMS = {"complaints", "callbacks", "dispatch", "projects", "service", "conduct", "files"}


def test_they_read_the_keys_of_their_chapters():
    """
    Complaints, call-backs, designers and projects, tenants; and all of them are in the catalogue.
    """
    assert ROOMS == {key.partition(".")[0] for known in SERVICE for key in known.keys}
    assert all(known in CATALOGUE for known in SERVICE)
