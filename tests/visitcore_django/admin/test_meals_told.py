from datetime import date
from decimal import Decimal

from visitcore_site.days import NOW, TODAY
from visitcore_site.meals import asked_for, tea_party

from visitcore_django import desk
from visitcore_django.admin.in_short import in_short
from visitcore_django.admin.meals_told import costs_of, papers_of, place_of, sort_of
from visitcore_django.models import Approval, Gift, GiftItem


def lines(row):
    """
    The lines by their labels.
    """
    return {str(label): str(value) for label, value in in_short(row)}


def test_a_meal_is_told_to_whoever_decides(office):
    """
    Whose, when, where, of what sort and at what cost stand on the approval itself, in words and yuan.
    """
    told = lines(asked_for(office))

    assert ("Customer C1 (C1)", "li", "1") == (told["customer"], told["requested by"], told["guests"])
    assert "2024-06-20, 15:00" == told["day of the meal"]
    assert "important, tea party, customer service staff" == told["sort of meal"]
    assert "bill ¥60.00, drinks and fruit ¥0.00, per person ¥60.00, cap per person ¥60.00" == told["cost"]
    assert "over the cap" not in told


def test_a_meal_over_the_cap_tells_by_how_much(office):
    """
    What is over stands in a line of its own.
    """
    assert "¥1,000.00" == lines(asked_for(office, bill=Decimal(1060)))["over the cap"]


def test_a_gift_tells_its_value_and_what_is_there(office):
    """
    Two at 80 each are worth 160, and five are in store.
    """
    tea = GiftItem.objects.create(code="TEA", name="Tea", value=80, stock=5)
    gift = desk.draft_gift(Gift(customer=office.customer(), item=tea, quantity=2, on=TODAY), by=office.li)
    told = lines(gift)

    assert ("Tea × 2", "¥80.00", "¥160.00") == (told["gift"], told["value of one"], told["worth in all"])
    assert "5" == told["in stock"]


def test_place_and_sort_are_told_in_words():
    """
    The designated restaurant and a special case are told; what is not known is left out.
    """
    row = tea_party(None, designated_restaurant=True, special=True, host="", bill=None, drinks=None)

    assert "Harbour, the designated restaurant" == place_of(row)
    assert "important, tea party, a special case" == sort_of(row)
    assert "" == costs_of(row)


def test_papers_tell_who_approved_and_when_they_came_later(office):
    """
    HM-07.1 and HM-08.3: approved beforehand by the manager, or made up later.
    """
    meal = asked_for(office)
    assert "" == papers_of(meal)
    before = desk.approve(Approval.objects.get(), by=office.cs, at=NOW)
    assert "approved by customer service manager" == papers_of(before)

    late = asked_for(office, customer=office.customer("C2"), on=date(2024, 6, 13))
    desk.make_up_papers(late, by=office.li, at=NOW)
    done = desk.approve(Approval.objects.get(state="open"), by=office.cs, at=NOW)
    assert "papers made up later" == papers_of(done)
