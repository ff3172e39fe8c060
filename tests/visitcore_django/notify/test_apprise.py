from types import SimpleNamespace

import pytest
from django.contrib.auth.models import User

from visitcore_django.notify.apprise import AppriseNotifier
from visitcore_django.notify.ports import Message, NotTold

MESSAGE = Message(to=User(username="li", last_name="李", first_name="明"), lang="zh", subject="s", body="b")


@pytest.fixture
def apprise(monkeypatch):
    """
    Stands where apprise is, and says what it was asked.
    """
    asked = SimpleNamespace(urls=[], told=[], works=True)

    class Apprise:
        def add(self, url):
            asked.urls.append(url)
            return "://" in url

        def notify(self, **told):
            asked.told.append(told)
            return asked.works

    monkeypatch.setitem(__import__("sys").modules, "apprise", SimpleNamespace(Apprise=Apprise))
    return asked


def test_a_message_goes_to_every_address(apprise, settings):
    """
    The title says whom it is for, as a channel is read by many.
    """
    settings.VISITCORE = {"NOTIFY_URLS": ["wecombot://key", "dingtalk://token"]}
    AppriseNotifier().tell(MESSAGE)

    assert ["wecombot://key", "dingtalk://token"] == apprise.urls
    assert [{"title": "李明: s", "body": "b"}] == apprise.told


def test_a_wrong_address_is_told_without_showing_it(apprise, settings):
    """
    An address holds a secret: its place is named, not its content.
    """
    settings.VISITCORE = {"NOTIFY_URLS": ["secret"]}

    with pytest.raises(NotTold, match=r"NOTIFY_URLS\[0\] is no address that apprise knows"):
        AppriseNotifier().tell(MESSAGE)


def test_a_channel_that_fails_is_told(apprise, settings):
    """
    What a channel does not take counts as not told.
    """
    settings.VISITCORE = {"NOTIFY_URLS": ["wecombot://key"]}
    apprise.works = False

    with pytest.raises(NotTold, match="did not take the message"):
        AppriseNotifier().tell(MESSAGE)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_apprise_knows_the_channels_we_name():
    """
    Robots of WeCom, DingTalk and Feishu have addresses of their own.
    """
    real = pytest.importorskip("apprise")
    schemas = {schema for one in real.Apprise().details()["schemas"] for schema in one["protocols"] or ()}
    schemas |= {schema for one in real.Apprise().details()["schemas"] for schema in one["secure_protocols"] or ()}

    assert {"wecombot", "dingtalk", "feishu"} <= schemas
