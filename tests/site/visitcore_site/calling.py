"""
Matters that a customer is called back on, and call-backs.
"""

from datetime import date

from visitcore_django import desk
from visitcore_django.models import CallBack, CallbackMatter, DecisionRecord
from visitcore_site.days import at

CLOSED, SECOND, FOURTH, FIFTH = date(2024, 3, 1), date(2024, 3, 2), date(2024, 3, 4), date(2024, 3, 5)
SHEET = {"content": "all well", "customer_signature": "Mrs Sun"}
OPINION = {"opinion": "good", "supervisor_signature": "cs"}


def opened(office, cause="complaint", code="C1", **more):
    """
    A matter dealt with on 1 March, by somebody who left a name.
    """
    told = {"closed_at": at(CLOSED), "complainant": "Sun", "anonymous": None, "reply_letter_only": False, **more}
    row = CallbackMatter(cause=cause, **{"customer": office.customer(code), **told})
    return desk.open_matter(row, by=office.li, at=at(CLOSED))


def called(matter, by, day=SECOND, **more):
    """
    A call-back on site after which nothing is left, with a full sheet, unless something else is said.
    """
    told = {"mode": "on_site", "resolved": True, "values": SHEET, "made": at(day), **more}
    return desk.call_back(matter, CallBack(**told), by=by, at=at(FIFTH, 18))


def last_decision(matter):
    """
    What was decided last of a matter.
    """
    return DecisionRecord.objects.filter(name="callback_due", subject_id=matter.pk).first()
