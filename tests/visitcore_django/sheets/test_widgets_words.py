import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from visitcore_django.models import Visit
from visitcore_django.sheets import widgets_words


@pytest.mark.parametrize("cell", ["completed", "COMPLETED"])
def test_a_word_is_read_by_itself(cell):
    """
    The word of the table, however it is written.
    """
    assert Visit.Status.COMPLETED == widgets_words.WordWidget(Visit.Status.choices).clean(cell)


def test_a_word_that_is_not_known_is_told_with_those_that_are():
    """
    The message lists what may be written.
    """
    with pytest.raises(ValidationError, match="planned"):
        widgets_words.WordWidget(Visit.Status.choices).clean("maybe")


@pytest.mark.parametrize("cell", ["price_reduction", "Price Reduction", "减价"])
def test_a_word_of_the_policy_is_read_by_what_people_call_it(cell):
    """
    By its name, in English and in Chinese; a word that the policy does not list is refused with those it lists.
    """
    widget = widgets_words.NamedWidget(lambda: ("price_reduction", "return"))

    assert "price_reduction" == widget.clean(cell)
    with pytest.raises(ValidationError, match="price reduction"):
        widget.clean("gold")
    assert "gold" == widgets_words.NamedWidget().clean("gold")


def test_several_words_stand_with_commas_between():
    """
    By their names or their words, with commas of either script; what the policy does not know stays, and is told.
    """
    widget = widgets_words.NamesWidget(lambda: ("care_ties", "new_product"))

    assert "care_ties,own words" == widget.clean(" 联络感情、own words ")
    assert "care_ties,new_product" == widget.clean("care_ties, new_product")
    assert ["own words"] == widget.strange("care_ties,own words")
    assert "" == widget.clean(None)
    with translation.override("zh-hans"):
        assert "联络感情、own words" == widget.render("care_ties,own words")
