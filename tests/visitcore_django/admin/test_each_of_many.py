from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory

from visitcore_django.admin.customers_actions import EXCUSE
from visitcore_django.admin.each_of_many import Done, tell
from visitcore_django.desk.errors import DeskError
from visitcore_django.models import Team


def test_what_fails_for_one_is_undone_and_holds_up_nobody(office):
    """
    The desk refuses the second after something was written for it; the first stays done.
    """
    came, first, second = Done(), office.customer("C1"), office.customer("C2")

    def refuse():
        Team.objects.create(code="half", name="Half")
        raise DeskError("Not today.")

    assert came.try_for(first, lambda: Team.objects.create(code="whole", name="Whole"))
    assert not came.try_for(second, refuse)
    assert ([first], [(second, "Not today.")]) == (came.worked, came.failed)
    assert ["whole"] == list(Team.objects.filter(code__in=["whole", "half"]).values_list("code", flat=True))


def test_everything_that_came_of_it_is_told(office):
    """
    For how many it was done, what is to be minded, and for whom it was not done and why; markup is text.
    """
    row = office.customer(name="<b>")
    request = RequestFactory().get("/")
    request.session, request._messages = SessionStore(), None
    request._messages = FallbackStorage(request)
    tell(request, EXCUSE, Done(worked=[row], failed=[(row, "closed")], noted=[(row, "only half")]))
    told = [str(message) for message in get_messages(request)]

    assert ["1 excuse", "Asked fo", "Not done"] == [one[:8] for one in told]
    assert "<br>&lt;b&gt; (C1): only half" in told[1]
    assert "<br>&lt;b&gt; (C1): closed" in told[2]
