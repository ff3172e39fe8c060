import pytest
from django.contrib.auth.models import User

from visitcore_django.models import Reminder
from visitcore_django.notify.digest import digest, language_of

USER = User(username="li")
ROW = Reminder(says_en="Visit X\nBcc: all", says_zh="请拜访 X", rule="ABC-03.2a")


@pytest.mark.parametrize(("code", "lang"), [("en-gb", "en"), ("zh-hans", "zh"), ("de", "en")])
def test_the_language_is_that_of_the_site(settings, code, lang):
    """
    Chinese where the site is Chinese, else English.
    """
    settings.LANGUAGE_CODE = code
    settings.VISITCORE = {}

    assert lang == language_of(USER)


def test_the_host_may_say_who_reads_what(settings):
    """
    A function of the host's gives the language; where it gives none, that of the site counts.
    """
    settings.VISITCORE = {"LANGUAGE_OF": "visitcore_site.ports.language_of"}

    assert ("zh", "en") == (language_of(USER), language_of(User(username="ole")))


def test_a_message_says_what_is_to_do_and_by_which_clause(settings):
    """
    The subject holds a number and nothing that somebody typed.
    """
    settings.VISITCORE = {}
    message = digest(USER, [ROW], 1)

    assert ("en", "1 thing to do") == (message.lang, message.subject)
    assert "- Visit X\nBcc: all [ABC-03.2a]" == message.body
    assert "3 things to do" == digest(USER, [ROW], 3).subject


def test_a_chinese_reader_gets_chinese(settings):
    """
    Subject and lines are in the language of the one who reads them.
    """
    settings.LANGUAGE_CODE = "zh-hans"
    settings.VISITCORE = {"SITE_URL": "https://crm.example.com/"}
    message = digest(USER, [ROW], 2)

    assert "您有 2 项待办" == message.subject
    assert "- 请拜访 X [ABC-03.2a]" == message.body.splitlines()[0]
    assert "全部待办：https://crm.example.com/admin/visitcore_django/reminder/" == message.body.splitlines()[-1]


def test_a_function_of_languages_that_fails_gives_way(settings):
    """
    The language is that of the site, and somebody hears why.
    """
    settings.LANGUAGE_CODE = "zh-hans"
    settings.VISITCORE = {"LANGUAGE_OF": "visitcore_site.ports.no_language"}
    said = []

    assert "zh" == digest(USER, [ROW], 1, said.append).lang
    assert ["AttributeError"] == [type(one).__name__ for one in said]
