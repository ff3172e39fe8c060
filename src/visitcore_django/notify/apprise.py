"""
Other channels (WeCom, DingTalk, Feishu and many more) through ``apprise``, an extra.
"""

from visitcore_django.conf import conf
from visitcore_django.models.naming import person_name
from visitcore_django.notify.ports import Message, NotTold


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
        from apprise import Apprise

        port = Apprise()
        for place, url in enumerate(conf().NOTIFY_URLS):
            if not port.add(url):
                raise NotTold(f"NOTIFY_URLS[{place}] is no address that apprise knows")
        title = f"{person_name(message.to)}: {message.subject}"
        if not port.notify(body=message.body, title=title):
            raise NotTold("one of NOTIFY_URLS did not take the message")
