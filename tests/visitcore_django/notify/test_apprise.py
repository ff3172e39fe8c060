import socket
from contextlib import closing, contextmanager
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import User

from visitcore_django.notify.apprise import AppriseNotifier
from visitcore_django.notify.ports import Message, NotTold

IMPORTED = pytest.mark.filterwarnings("ignore::DeprecationWarning")
"""What apprise imports is not ours to mend."""
MESSAGE = Message(to=User(username="li", last_name="李", first_name="明"), lang="zh", subject="s", body="b")


@pytest.fixture
def apprise(monkeypatch):
    """
    Stands where apprise is, and says what it was asked.
    """
    asked = SimpleNamespace(told=[], down={})

    class Apprise:
        def add(self, url):
            self.url = url
            return "://" in url

        def notify(self, **told):
            asked.told.append((self.url, told))
            for said in asked.down.get(self.url, ()):
                asked.log.append(said)
            return self.url not in asked.down

    @contextmanager
    def log_capture(**_how):
        asked.log = []
        yield SimpleNamespace(getvalue=lambda: "".join(f"{line}\n" for line in asked.log))

    there = SimpleNamespace(Apprise=Apprise, LogCapture=log_capture)
    monkeypatch.setitem(__import__("sys").modules, "apprise", there)
    return asked


def test_a_message_goes_to_every_address(apprise, settings):
    """
    The title says whom it is for, as a channel is read by many.
    """
    settings.VISITCORE = {"NOTIFY_URLS": ["wecombot://key", "dingtalk://token"]}
    AppriseNotifier().tell(MESSAGE)

    told = {"title": "李明: s", "body": "b"}
    assert [("wecombot://key", told), ("dingtalk://token", told)] == apprise.told


def test_a_wrong_address_is_told_without_showing_it(apprise, settings):
    """
    An address holds a secret: its place is named, not its content, and nothing is sent to the others.
    """
    settings.VISITCORE = {"NOTIFY_URLS": ["wecombot://key", "secret"]}

    with pytest.raises(NotTold, match=r"^NOTIFY_URLS\[1\] is no address that apprise knows$"):
        AppriseNotifier().tell(MESSAGE)
    assert not apprise.told


def test_a_channel_that_fails_is_told(apprise, settings):
    """
    What a channel does not take counts as not told; the line says which it was and why, and the others have it.
    """
    settings.VISITCORE = {"NOTIFY_URLS": ["dingtalk://token", "wecombot://hunter2", "feishu://third"]}
    apprise.down = {"dingtalk://token": ["Failed to send: error=404."]}

    with pytest.raises(NotTold) as told:
        AppriseNotifier().tell(MESSAGE)
    assert "NOTIFY_URLS[0] (dingtalk) did not take the message: Failed to send: error=404." == str(told.value)
    assert 3 == len(apprise.told)


def test_every_channel_that_fails_is_told(apprise, settings):
    """
    Each with its own reason, and where apprise gives none the line says so.
    """
    settings.VISITCORE = {"NOTIFY_URLS": ["dingtalk://token", "wecombot://key"]}
    apprise.down = {"dingtalk://token": ["one", "two"], "wecombot://key": []}

    with pytest.raises(NotTold) as told:
        AppriseNotifier().tell(MESSAGE)
    assert [
        "NOTIFY_URLS[0] (dingtalk) did not take the message: one two",
        "NOTIFY_URLS[1] (wecombot) did not take the message: apprise does not say why",
    ] == str(told.value).split("; ")


@pytest.mark.parametrize("said", ["no hunter2", "at https://example.org/HUNTER2?x", "for a/b c/d!"])
def test_a_reason_tells_no_secret(apprise, settings, said):
    """
    Whatever stands in the address after its kind is taken out of what apprise says, coded or not.
    """
    url = "dingtalk://hunter2@a%2Fb%20c%2Fd%21/example.org"
    settings.VISITCORE = {"NOTIFY_URLS": [url]}
    apprise.down = {url: [said]}

    with pytest.raises(NotTold, match="…") as told:
        AppriseNotifier().tell(MESSAGE)
    assert not [part for part in ("hunter2", "example.org", "a/b c/d!") if part in str(told.value).lower()]


@IMPORTED
def test_apprise_itself_tells_which_and_why(settings):
    """
    A port that nobody listens on is named by its kind, in the words of apprise.
    """
    pytest.importorskip("apprise")
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        port = server.getsockname()[1]
    settings.VISITCORE = {"NOTIFY_URLS": [f"json://user:hunter2@127.0.0.1:{port}/secret"]}

    with pytest.raises(NotTold, match=r"^NOTIFY_URLS\[0\] \(json\) did not take the message: .*JSON") as told:
        AppriseNotifier().tell(MESSAGE)
    assert "hunter2" not in str(told.value)


@IMPORTED
def test_apprise_knows_the_channels_we_name():
    """
    Robots of WeCom, DingTalk and Feishu have addresses of their own.
    """
    real = pytest.importorskip("apprise")
    schemas = {schema for one in real.Apprise().details()["schemas"] for schema in one["protocols"] or ()}
    schemas |= {schema for one in real.Apprise().details()["schemas"] for schema in one["secure_protocols"] or ()}

    assert {"wecombot", "dingtalk", "feishu"} <= schemas
