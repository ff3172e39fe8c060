"""
Ports for messages that the tests look into.
"""

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
