import pytest

from visitcore.cli.missing import missing_words
from visitcore.ground.text import Text


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("grade", Text("grade", "客户等级")),
        ("since", Text("since", "建档日期")),
        ("collection_rate", Text("collection_rate", "回款率")),
        ("visits.cadence", Text("visits.cadence", "visits.cadence")),
        (
            "visits.cadence[grade = D]",
            Text("visits.cadence does not know grade 'D'", "visits.cadence 未规定客户等级“D”"),
        ),
        ("visits.cadence[mood = x]", Text("visits.cadence does not know mood 'x'", "visits.cadence 未规定mood“x”")),
    ],
)
def test_what_is_missing_is_told_by_the_headers_of_the_sheet(name, words):
    """
    A column is called as a Chinese sheet calls it; a value unknown to the policy is shown; any other name stays.
    """
    assert [words] == missing_words([name])


def test_nothing_missing_is_nothing_to_say():
    """
    No name, no words.
    """
    assert () == missing_words(())
