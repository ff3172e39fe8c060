from visitcore.rules.catalogue import CATALOGUE
from visitcore.rules.catalogue_visits import VISITS

ROOMS = {"visits", "plans", "reports", "followups", "grading", "ranking", "partners"}


def test_they_read_the_keys_of_their_chapters():
    """
    Visits, plans and reports, grading and ranking, partners; and all of them are in the catalogue.
    """
    assert ROOMS == {key.partition(".")[0] for known in VISITS for key in known.keys}
    assert all(known in CATALOGUE for known in VISITS)
