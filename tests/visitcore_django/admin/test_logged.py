import json

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import translation

from visitcore_django.admin.logged import logged_in_words


def shown(message):
    """
    What the admin shows of a message.
    """
    return LogEntry(change_message=logged_in_words(message)).get_change_message()


def test_fields_are_told_in_the_readers_language():
    """
    As the form has them in English, with a capital, and as other places write them down.
    """
    message = json.dumps([{"changed": {"fields": ["Category", "Customer since", "grade", "Of the host"]}}])
    with translation.override("zh-hans"):
        told = shown(message)

    assert "Category" not in told and "类别" in told and "合作开始日期" in told and "等级" in told
    assert "Of the host" in told
    assert shown(message).startswith("Changed Category, Customer since, grade")


@pytest.mark.parametrize("message", ["", "“Close” The round is closed.", "[half", "[]", '[{"added": {}}]'])
def test_other_messages_stay(message):
    """
    Sentences, what is no list though it begins like one, and rows that were added.
    """
    with translation.override("zh-hans"):
        assert shown(message) == LogEntry(change_message=message).get_change_message()
