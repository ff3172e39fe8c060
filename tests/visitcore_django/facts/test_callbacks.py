from datetime import date

import pytest
from visitcore_site.days import at

from visitcore_django.facts.callbacks import callback_fact, callbacks_of, matter_fact
from visitcore_django.models import CallBack, CallbackMatter

DAY = date(2024, 3, 1)


@pytest.fixture
def matter(office):
    """
    A complaint that was dealt with, with two call-backs written down in the wrong order.
    """
    told = {"case": "M1", "cause": "complaint", "class_of": "general", "complainant": "Sun", "closed_at": at(DAY)}
    row = CallbackMatter.objects.create(customer=office.customer(), anonymous=True, **told)
    for hour in (15, 12):
        CallBack.objects.create(matter=row, made=at(DAY, hour), by=office.li, values={"content": "x"})
    return row


def test_a_matter_is_told_with_its_call_backs(matter):
    """
    The call-backs come oldest first, each with its sheet.
    """
    fact = matter_fact(matter)

    assert ("M1", "complaint", "general", at(DAY)) == (fact.case, fact.cause, fact.class_, fact.closed)
    assert [at(DAY, 12), at(DAY, 15)] == [one.made for one in fact.callbacks]
    assert {"content": "x"} == dict(fact.callbacks[0].values)


def test_one_who_left_a_name_is_not_anonymous(matter):
    """
    The name counts, and so does the customer, whatever was ticked beside it.
    """
    assert matter_fact(matter).anonymous is None
    matter.complainant = ""
    assert matter_fact(matter).anonymous is False
    matter.customer = None
    assert matter_fact(matter).anonymous is True


def test_what_is_empty_is_not_known():
    """
    An empty role or way is not told; a day appointed is.
    """
    fact = callback_fact(CallBack(made=at(DAY), next_at=at(DAY, 18)))

    assert (None, None, None, None) == (fact.by, fact.mode, fact.person, fact.resolved)
    assert at(DAY, 18) == fact.next_at


def test_call_backs_that_were_fetched_are_not_read_again(matter, django_assert_num_queries):
    """
    A list that fetches them with its rows asks no more.
    """
    fetched = CallbackMatter.objects.prefetch_related("callbacks").get(pk=matter.pk)
    with django_assert_num_queries(0):
        assert 2 == len(callbacks_of(fetched))
    assert [] == callbacks_of(CallbackMatter())
