import pytest
from django.utils import translation

from visitcore_django.desk.errors import DeskError
from visitcore_django.desk.listed import demand_listed, demand_words
from visitcore_django.models import Complaint

KNOWN = ("phone", "letter")


def test_a_word_that_is_not_listed_is_refused_with_those_that_are():
    """
    Under its column, and as they have to be written; a Chinese reader reads what they mean before.
    """
    with pytest.raises(DeskError) as caught:
        demand_listed(Complaint(channel="pigeon"), None, {"channel": KNOWN})

    assert "channel" == caught.value.column
    assert "“pigeon” is not known here; write one of: phone, letter." == str(caught.value)
    with translation.override("zh-hans"), pytest.raises(DeskError, match="电话（phone）"):
        demand_listed(Complaint(channel="pigeon"), None, {"channel": KNOWN})


@pytest.mark.parametrize(
    ("given", "held", "known"),
    [("phone", "", KNOWN), ("", "phone", KNOWN), ("pigeon", "", ()), ("dove", "dove", KNOWN)],
)
def test_what_is_listed_or_empty_or_on_record_is_taken(given, held, known):
    """
    So is anything where nothing is listed.
    """
    demand_listed(Complaint(channel=given), Complaint(channel=held), {"channel": known})


def test_of_several_words_each_is_one_that_is_listed():
    """
    The first that is not is told.
    """
    demand_words("channel", ["phone", "letter"], KNOWN)
    with pytest.raises(DeskError, match="“dove”"):
        demand_words("channel", ["phone", "dove", "crow"], KNOWN)
