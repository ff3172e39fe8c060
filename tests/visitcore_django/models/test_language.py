import pytest
from django.utils import translation

from visitcore_django.models.language import between, lang, lang_of, site_lang


@pytest.mark.parametrize(("code", "told"), [("zh-hans", "zh"), ("zh-cn", "zh"), ("en", "en"), ("de", "en")])
def test_the_library_speaks_two_languages(code, told):
    """
    Every Chinese is Chinese, everything else is English.
    """
    with translation.override(code):
        assert told == lang()


def test_a_code_may_be_written_as_one_likes_or_be_missing():
    """
    Large letters and a place change nothing, and without a code it is English.
    """
    assert ["zh", "zh", "en", "en"] == [lang_of(code) for code in ("ZH-CN", "zh", "", None)]


@pytest.mark.parametrize(("code", "told"), [("zh-hans", "zh"), ("en-us", "en"), ("de", "en")])
def test_the_site_has_a_language_whoever_reads(settings, code, told):
    """
    It is that of the settings, and not the one that is spoken at the moment.
    """
    settings.LANGUAGE_CODE = code
    with translation.override("zh-hans" if told == "en" else "en"):
        assert told == site_lang()


@pytest.mark.parametrize(("code", "told"), [("zh-hans", "甲、乙"), ("en", "甲, 乙")])
def test_a_list_is_told_as_its_language_does(code, told):
    """
    Chinese has a comma of its own for lists.
    """
    with translation.override(code):
        assert between().join("甲乙") == told
