from datetime import date

from visitcore.codec.facts import structure_facts
from visitcore.facts.keeping import Kept


def test_something_still_there_was_not_thrown_away():
    """
    Neither the day it was made nor the day it went is assumed.
    """
    facts = structure_facts({"key": "files.recording_kept", "on": "2024-04-01"}, Kept)

    assert Kept(key="files.recording_kept", on=date(2024, 4, 1), made=None, discarded=None) == facts
