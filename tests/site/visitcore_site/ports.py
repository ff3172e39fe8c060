"""
Ports for messages that the tests look into.
"""

from typing import Any

from visitcore_django.notify.ports import Message

SENT: list[Message] = []


class Kept:
    """
    Keeps what it is told.
    """

    def tell(self, message: Message) -> None:
        """
        Keep a message.
        """
        SENT.append(message)


class Down:
    """
    Never gets anything through.
    """

    def tell(self, message: Message) -> None:
        """
        Fail.
        """
        raise OSError("the post office is down")


class Unmade(Kept):
    """
    Cannot even be made.
    """

    def __init__(self) -> None:
        raise KeyError("SMTP_HOST")


class Wanting(Kept):
    """
    Wants to be told something when it is made.
    """

    def __init__(self, address: str) -> None:
        self.address = address


def of_nobody() -> str:
    """
    Takes no user.
    """
    return "zh"


def no_language(user: Any) -> str:
    """
    Fails on everybody.
    """
    raise AttributeError(f"{user} has no profile")


def language_of(user: Any) -> str | None:
    """
    Li reads Chinese; of others the host does not know it.
    """
    return "zh-CN" if user.get_username() == "li" else None
