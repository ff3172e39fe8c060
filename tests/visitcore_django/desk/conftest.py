"""
Complaints and a policy to start from.
"""

from datetime import date

import pytest
from visitcore_site.credit import SHARES
from visitcore_site.days import at

MONDAY = date(2024, 7, 1)


@pytest.fixture
def taken(office):
    """
    Opens a complaint of Li's customer on Monday.
    """
    from visitcore_django import desk
    from visitcore_django.models import Complaint

    customer = office.customer()

    def take(problem="lift stuck", by=office.li, even_so="", token=None, **more):
        told = {"customer": customer, "problem": problem, "received_at": at(MONDAY), **more}
        return desk.open_complaint(Complaint(**told), by=by, at=at(MONDAY), even_so=even_so, token=token)

    return take


@pytest.fixture
def over(office, taken):
    """
    A grave complaint that was refused, explained and closed on Monday; nobody has warned the legal department.
    """
    from visitcore_django import desk

    complaint = taken(flags={"door_block": True})
    way = ("check_reason", office.li), ("refuse_case", office.lead), ("explain", office.li), ("close_case", office.cs)
    for hour, (move, by) in enumerate(way, start=11):
        desk.advance_complaint(complaint, move, by=by, met=["reason_explained"], at=at(MONDAY, hour))
    assert complaint.closed_at == at(MONDAY, 14)
    return complaint


@pytest.fixture
def shares(settings):
    """
    A company that has set its shares.
    """
    settings.VISITCORE = {"POLICY": str(SHARES)}
