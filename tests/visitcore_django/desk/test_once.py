from datetime import UTC, timedelta
from decimal import Decimal
from time import sleep

import pytest
from django.db import IntegrityError
from visitcore_site.days import NOW
from visitcore_site.office import Office
from visitcore_site.together import together

from visitcore_django.desk.errors import DeskError
from visitcore_django.desk.once import once, told_before, written
from visitcore_django.models import Deed, Visit


class Clerk:
    """
    Makes a visit, and counts how often.
    """

    def __init__(self, office, customer):
        self.office, self.customer, self.times = office, customer, 0

    def __call__(self):
        """
        Make one.
        """
        self.times += 1
        start = NOW + timedelta(minutes=self.times)
        return Visit.objects.create(customer=self.customer, owner=self.office.li, start=start)


@pytest.fixture
def clerk(office):
    """
    A clerk at a customer of Li's.
    """
    return Clerk(office, office.customer())


def test_a_repeated_request_does_nothing(clerk):
    """
    The second time gives the row of the first, and the deed is known by its row.
    """
    first = once("t1", "plan_visit", Visit, clerk)

    assert first == once("t1", "plan_visit", Visit, clerk)
    assert 1 == clerk.times == Visit.objects.count()
    assert first == Deed.objects.get().subject


def test_what_was_told_of_it_is_told_again(clerk):
    """
    It is kept when the thing is done, and not when it is asked for again; without a token nothing was told.
    """
    for said in ("first", "second"):
        once("t1", "plan_visit", Visit, clerk, keeps=lambda said=said: {"said": said, "times": clerk.times})

    assert {"said": "first", "times": 1} == told_before("t1", "plan_visit")
    assert {} == told_before("t1", "draft_month") == told_before(None, "plan_visit")


def test_another_token_is_another_request(clerk):
    """
    Two pages are two requests, and without a token every request counts.
    """
    made = {once(token, "plan_visit", Visit, clerk) for token in ("t1", "t2", None, None)}

    assert 4 == len(made) == Visit.objects.count()


def test_the_same_page_with_something_else_is_no_repetition(office, clerk):
    """
    Whoever goes back, writes something else and sends the old page again is told; so is somebody else with it.
    """
    first = once("t1", "plan_visit", Visit, clerk, by=office.li, asked=("a", [1, None], {"b": NOW}))
    again = once("t1", "plan_visit", Visit, clerk, by=office.li, asked=("a", (1, None), {"b": NOW}))
    assert first == again
    for by, asked in ((office.li, ("b", [1, None], {"b": NOW})), (office.wang, ("a", [1, None], {"b": NOW}))):
        with pytest.raises(DeskError, match="sent before"):
            once("t1", "plan_visit", Visit, clerk, by=by, asked=asked)
    assert 1 == clerk.times


def test_a_row_that_is_there_is_known_by_its_key_and_a_new_one_by_what_it_says(office, clerk):
    """
    A visit that the deed changed is the same one; of two new ones the same words are a repetition.
    """
    visit = clerk()
    made = once("t1", "cancel_visit", Visit, clerk, asked=(visit,))
    visit.note = "changed by the deed"
    assert made == once("t1", "cancel_visit", Visit, clerk, asked=(visit,))
    with pytest.raises(DeskError, match="sent before"):
        once("t1", "cancel_visit", Visit, clerk, asked=(made,))
    told = [Visit(customer=clerk.customer, owner=office.li, start=NOW, note=note) for note in ("x", "x", "y")]
    made = once("t2", "plan_visit", Visit, clerk, asked=(told[0],))
    assert made == once("t2", "plan_visit", Visit, clerk, asked=(told[1],))
    with pytest.raises(DeskError, match="sent before"):
        once("t2", "plan_visit", Visit, clerk, asked=(told[2],))


def test_what_a_person_writes_leaves_out_what_the_desk_does(clerk):
    """
    Columns that nobody edits are not there, nor those named.
    """
    found = written(clerk(), "status")

    assert {"customer", "start", "note"} <= found.keys()
    assert not {"status", "mark", "recorded_by", "version", "id"} & found.keys()


def test_one_instant_and_one_amount_are_written_in_many_ways(office, clerk):
    """
    What the form sends and what the database gives back are the same request.
    """
    first = once("t1", "plan_visit", Visit, clerk, asked=(NOW, Decimal("5.00")))

    assert first == once("t1", "plan_visit", Visit, clerk, asked=(NOW.astimezone(UTC), Decimal(5)))


def test_what_is_there_already_is_told_in_words(clerk):
    """
    The database finds the second one; the person reads a sentence.
    """

    def again():
        row = clerk()
        row.pk, row._state.adding = None, True
        row.save()
        return row

    for token in ("t1", None):
        with pytest.raises(DeskError, match="there already"):
            once(token, "plan_visit", Visit, again, taken="it is there already")


def test_another_deed_of_the_same_page_is_done(clerk):
    """
    The buttons of one page share its token, and each does its own thing.
    """
    assert once("t1", "plan_visit", Visit, clerk) != once("t1", "cancel_visit", Visit, clerk)


def test_what_failed_may_be_tried_again(clerk):
    """
    A deed that raised leaves nothing behind, so the same request may come again.
    """

    def fail():
        clerk()
        raise DeskError("not today")

    with pytest.raises(DeskError):
        once("t1", "plan_visit", Visit, fail)
    assert not Visit.objects.exists()
    assert not Deed.objects.exists()

    assert once("t1", "plan_visit", Visit, clerk).pk


def test_a_fault_of_the_deed_itself_is_not_taken_for_a_repetition(clerk):
    """
    A row that the database refuses is an error, not something done before.
    """

    def same_again():
        first = clerk()
        first.pk = None
        first._state.adding = True
        first.save()

    with pytest.raises(IntegrityError):
        once("t1", "plan_visit", Visit, same_again)


def test_what_is_gone_is_not_made_again(clerk):
    """
    Where what came of the first time was deleted, a late repetition says so.
    """
    once("t1", "plan_visit", Visit, clerk).delete()

    with pytest.raises(DeskError, match="deleted since"):
        once("t1", "plan_visit", Visit, clerk)


@pytest.mark.django_db(transaction=True)
def test_a_double_click_does_it_once():
    """
    Two requests with one token at the same moment do it once, and both get the same row.
    """
    office = Office()
    clerk = Clerk(office, office.customer())

    def slowly():
        row = clerk()
        sleep(0.2)
        return row

    first, second = together(*[lambda: once("t1", "plan_visit", Visit, slowly)] * 2)

    assert isinstance(first, Visit), first
    assert first == second
    assert 1 == Visit.objects.count()
