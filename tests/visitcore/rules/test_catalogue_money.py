from visitcore.rules.catalogue import CATALOGUE
from visitcore.rules.catalogue_money import MONEY

ROOMS = {"expenses", "gifts", "credit", "contracts", "checklists", "conduct", "tables"}


def test_they_read_the_keys_of_their_chapters():
    """
    Expenses, gifts, credit and contracts, each with its own lists and permissions; and all are in the catalogue.
    """
    assert ROOMS == {key.partition(".")[0] for known in MONEY for key in known.keys}
    assert all(known in CATALOGUE for known in MONEY)
