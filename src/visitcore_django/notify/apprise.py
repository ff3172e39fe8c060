"""
Other channels (WeCom, DingTalk, Feishu and many more) through ``apprise``, an extra.
"""

import logging
import re
from typing import Any
from urllib.parse import unquote

from django.utils.translation import gettext as _

from visitcore_django.conf import conf
from visitcore_django.models.naming import person_name
from visitcore_django.notify.ports import Message, NotTold

SECRET = 4
"""Characters from which on a piece of an address may be a secret."""


class AppriseNotifier:
    """
    Sends each message to the addresses in ``VISITCORE["NOTIFY_URLS"]``, with the name of whom it is for.

    It comes with the extra ``notify``.
    """

    def tell(self, message: Message) -> None:
        """
        Send a message.

        Raises:
            NotTold: If an address is wrong, or one of them did not take it.
        """
        urls = conf().NOTIFY_URLS
        ways = [way_to(url) for url in urls]
        wrong = [called(place, urls[place]) for place, way in enumerate(ways) if way is None]
        if wrong:
            raise NotTold("; ".join(_("%(which)s is no address that apprise knows") % {"which": one} for one in wrong))
        title = f"{person_name(message.to)}: {message.subject}"
        faults = []
        for place, (url, way) in enumerate(zip(urls, ways, strict=True)):
            why = _sent(way, url, title=title, body=message.body)
            if why is not None:
                said = {"which": called(place, url), "why": why or _("apprise does not say why")}
                faults.append(_("%(which)s did not take the message: %(why)s") % said)
        if faults:
            raise NotTold("; ".join(faults))


def way_to(url: str) -> Any:
    """
    What sends to an address; ``None`` where apprise does not know it.
    """
    from apprise import Apprise

    way = Apprise()
    return way if way.add(url) else None


def called(place: int, url: str) -> str:
    """
    An address by its place and its kind: whatever follows may be a secret, the name of the host too.

    >>> called(1, "wecombot://key-of-the-robot")
    'NOTIFY_URLS[1] (wecombot)'
    """
    kind, found, _rest = url.strip().partition("://")
    return f"NOTIFY_URLS[{place}] ({kind})" if found and kind.isalnum() else f"NOTIFY_URLS[{place}]"


def _sent(way: Any, url: str, **told: str) -> str | None:
    """
    Send to one address; ``None`` where it took the message, else what apprise says, which may be nothing.
    """
    import apprise

    capture: Any = apprise.LogCapture
    with capture(level=logging.WARNING, fmt="%(message)s") as heard:
        taken = way.notify(**told)
    return None if taken else _without_secrets(" ".join(heard.getvalue().split()), url)


def _without_secrets(text: str, url: str) -> str:
    _kind, _found, rest = url.strip().partition("://")
    written = re.split(r"[\s/@:?&=,#]+", rest)
    for piece in sorted({*written, *map(unquote, written)}, key=len, reverse=True):
        if len(piece) >= SECRET:
            text = re.sub(re.escape(piece), "…", text, flags=re.IGNORECASE)
    return text
