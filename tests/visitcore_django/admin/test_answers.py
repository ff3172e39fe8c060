import time_machine
from visitcore_site.days import NOW
from visitcore_site.meals import asked_for

from visitcore_django.admin.answers import answer_buttons, is_forged, may_answer, waiting
from visitcore_django.models import Delegation


def names(rf, person, row):
    """
    The buttons that somebody is offered.
    """
    request = rf.get("/")
    request.user = person
    return [button.name for button in answer_buttons(request, row)]


@time_machine.travel(NOW, tick=False)
def test_only_those_who_may_are_offered_an_answer(office, rf):
    """
    The manager may approve and send back; neither the one who asked, nor the general manager, nor an auditor.
    """
    meal = asked_for(office)

    assert ["approve", "return"] == names(rf, office.cs, meal)
    assert [[], [], []] == [names(rf, one, meal) for one in (office.li, office.boss, office.auditor)]


@time_machine.travel(NOW, tick=False)
def test_whoever_stands_in_may_answer(office, rf):
    """
    Who stands in for the manager today may answer; the one who asked may not by that either.
    """
    meal, day = asked_for(office), NOW.date()
    for person in (office.manager, office.li):
        Delegation.objects.create(from_user=office.cs, to_user=person, first_day=day, last_day=day)

    assert ["approve", "return"] == names(rf, office.manager, meal)
    assert not may_answer(office.li, waiting(meal), meal)


@time_machine.travel(NOW, tick=False)
def test_whoever_stands_in_reads_for_whom_on_the_buttons(office, rf):
    """
    The delegate's buttons name the manager; the manager's own do not.
    """
    meal, day = asked_for(office), NOW.date()
    Delegation.objects.create(from_user=office.cs, to_user=office.manager, first_day=day, last_day=day)
    request = rf.get("/")
    labels = []
    for request.user in (office.manager, office.cs):
        labels += [button.label for button in answer_buttons(request, meal)]

    assert ["Approve on behalf of cs", "Send back on behalf of cs", "Approve", "Send back"] == labels


@time_machine.travel(NOW, tick=False)
def test_an_answer_that_was_not_offered_is_forged(office, rf):
    """
    A request to approve one's own is no honest mistake; one that comes late is.
    """
    meal, request = asked_for(office), rf.post("/")
    request.user = office.li

    assert (True, False) == (is_forged(request, meal, "approve"), is_forged(request, meal, "cancel"))
    assert not is_forged(request, office.customer("C9"), "approve")
