"""
The port that a message goes through, and those that the settings name.
"""

from typing import Any, Protocol

from attrs import frozen

from visitcore_django.conf import conf, imported


@frozen(kw_only=True)
class Message:
    """
    One message to one person.

    Attributes:
        to: The user.
        lang: Language of the message, ``en`` or ``zh``.
        subject: A line.
        body: Plain text.
    """

    to: Any
    lang: str
    subject: str
    body: str


class NotTold(Exception):
    """
    A message did not get through; the text says why.
    """


class Notifier(Protocol):
    """
    A port: anything with this one method, named by its dotted path in ``VISITCORE["NOTIFIERS"]``.
    """

    def tell(self, message: Message) -> None:
        """
        Send a message; any exception means that it did not get through and is sent again later.
        """


@frozen
class NoPort:
    """
    Stands for a port that cannot be made; the others are there all the same.

    Attributes:
        why: What it is called, and what went wrong.
    """

    why: str

    def tell(self, _message: Message) -> None:
        """
        Fail, as every port may.

        Raises:
            NotTold: In any case.
        """
        raise NotTold(self.why)


def notifiers() -> list[Notifier]:
    """
    The ports that the settings name.
    """
    return [_made(path) for path in conf().NOTIFIERS]


def _made(path: str) -> Notifier:
    try:
        port: Notifier = imported(path)()
    except Exception as error:  # noqa: BLE001 (a port of the host's may fail in any way, and the others go on)
        return NoPort(f"{path} cannot be made: {type(error).__name__}: {error}")
    return port


def tell(ports: list[Notifier], message: Message) -> list[str]:
    """
    Send a message through every port.

    Args:
        ports: The ports.
        message: The message.

    Returns:
        What went wrong, by port.

    Raises:
        NotTold: If it got through none of them.
    """
    faults = []
    for port in ports:
        try:
            port.tell(message)
        except Exception as error:  # noqa: BLE001 (a port of the host's may fail in any way, and the others go on)
            faults.append(f"{type(port).__name__}: {error}")
    if len(faults) == len(ports):
        raise NotTold("; ".join(faults))
    return faults
