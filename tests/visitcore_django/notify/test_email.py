import pytest
from django.contrib.auth.models import User
from django.core import mail

from visitcore_django.notify.email import EmailNotifier
from visitcore_django.notify.ports import Message, NotTold


def message(**user):
    """
    A message to somebody.
    """
    return Message(to=User(username="li", **user), lang="en", subject="2 things to do", body="- a\n- b")


def test_a_message_goes_to_the_persons_own_address():
    """
    One e-mail, plain text, to one person.
    """
    EmailNotifier().tell(message(email="li@example.com"))
    (sent,) = mail.outbox

    assert (["li@example.com"], "2 things to do", "- a\n- b") == (sent.to, sent.subject, sent.body)


def test_without_an_address_nobody_is_told():
    """
    That somebody has no address is a fault that is told.
    """
    with pytest.raises(NotTold, match="li has no e-mail address"):
        EmailNotifier().tell(message())
