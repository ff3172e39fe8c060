"""
E-mail through Django.
"""

from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from visitcore_django.notify.ports import Message, NotTold


class EmailNotifier:
    """
    Sends each message to the person's own address, as Django's settings of e-mail say.
    """

    def tell(self, message: Message) -> None:
        """
        Send a message.

        Raises:
            NotTold: If the person has no address.
        """
        address = getattr(message.to, message.to.get_email_field_name(), "")
        if not address:
            raise NotTold(_("%(who)s has no e-mail address") % {"who": message.to.get_username()})
        EmailMessage(subject=message.subject, body=message.body, to=[address]).send()
