"""
Tells people of their reminders, through ports of one method.
"""

from visitcore_django.notify.ports import Message, Notifier, NotTold

__all__ = ["Message", "NotTold", "Notifier"]
