import pytest
from django.utils import translation

from visitcore_django.models.language import between, lang


@pytest.mark.parametrize(("code", "told"), [("zh-hans", "zh"), ("zh-cn", "zh"), ("en", "en"), ("de", "en")])
def test_the_library_speaks_two_languages(code, told):
    """
    Every Chinese is Chinese, everything else is English.
    """
    with translation.override(code):
        assert told == lang()


@pytest.mark.parametrize(("code", "told"), [("zh-hans", "甲、乙"), ("en", "甲, 乙")])
def test_a_list_is_told_as_its_language_does(code, told):
    """
    Chinese has a comma of its own for lists.
    """
    with translation.override(code):
        assert between().join("甲乙") == told
