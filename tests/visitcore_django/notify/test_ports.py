import pytest
from visitcore_site.ports import SENT, Down, Kept

from visitcore_django.notify.email import EmailNotifier
from visitcore_django.notify.ports import Message, NotTold, notifiers, tell

MESSAGE = Message(to=None, lang="en", subject="s", body="b")


@pytest.fixture(autouse=True)
def _empty():
    """
    Nothing was sent before.
    """
    SENT.clear()


def test_e_mail_is_the_port_unless_others_are_named(settings):
    """
    The settings name the ports by their paths.
    """
    settings.VISITCORE = {}
    assert [EmailNotifier] == [type(port) for port in notifiers()]
    settings.VISITCORE = {"NOTIFIERS": ["visitcore_site.ports.Kept", "visitcore_site.ports.Down"]}

    assert [Kept, Down] == [type(port) for port in notifiers()]


def test_every_port_is_told_and_faults_are_named():
    """
    One that fails stops no other.
    """
    assert ["Down: the post office is down"] == tell([Down(), Kept()], MESSAGE)
    assert [MESSAGE] == SENT


def test_a_message_that_got_through_nowhere_is_an_error():
    """
    Only when no port took it was nobody told.
    """
    with pytest.raises(NotTold, match="Down: the post office is down; Down: "):
        tell([Down(), Down()], MESSAGE)
