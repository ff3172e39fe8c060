from datetime import date

import pytest
from django.urls import reverse

from visitcore_django.models import CalendarDay

PAGE = "admin:visitcore_django_calendarday_"
LIST, ADD = reverse(f"{PAGE}changelist"), reverse(f"{PAGE}add")
SATURDAY, TUESDAY = date(2024, 6, 15), date(2024, 6, 18)
NASTY = '=<script>alert("x")</script>'


pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def boss(office, client):
    """
    The general manager's browser.
    """
    client.force_login(office.boss)
    return client


def told(day=SATURDAY, works="1", reason="stocktaking", token="t1"):
    """
    What a browser sends.
    """
    return {"day": day.isoformat(), "works": works, "reason": reason, "token": token}


@pytest.mark.parametrize(("works", "expected"), [("1", True), ("0", False)])
def test_a_day_is_said(boss, works, expected):
    """
    Worked, or not: both are said, none is left to chance.
    """
    boss.post(ADD, told(works=works))

    assert expected is CalendarDay.objects.get().works


@pytest.mark.parametrize("wrong", [{"works": ""}, {"reason": " "}, {"works": "maybe"}])
def test_a_day_says_what_and_why(boss, wrong):
    """
    Nothing is taken for granted.
    """
    assert 200 == boss.post(ADD, told(**wrong)).status_code
    assert 0 == CalendarDay.objects.count()


@pytest.mark.parametrize(
    ("day", "works", "effect"),
    [
        (SATURDAY, True, "+ a rest day becomes a working day"),
        (TUESDAY, False, "− a working day becomes a rest day"),
        (TUESDAY, True, "= changes nothing: it is a working day anyway"),
        (SATURDAY, False, "= changes nothing: it is a rest day anyway"),
    ],
)
def test_the_effect_is_said_in_words(boss, day, works, effect):
    """
    On the list and on the page, beside the weekday and what the public calendar says.
    """
    row = CalendarDay.objects.create(day=day, works=works, reason="x")
    english = {"headers": {"accept-language": "en"}}
    shown = boss.get(LIST, **english).content.decode()

    assert effect in shown
    assert f"{day:%A}" in shown
    assert "Without it:" in shown
    assert effect in boss.get(reverse(f"{PAGE}change", args=[row.pk]), **english).content.decode()


def test_a_day_is_changed_and_taken_back(boss):
    """
    By the form and by the delete page.
    """
    row = CalendarDay.objects.create(day=SATURDAY, works=True, reason="x")
    boss.post(reverse(f"{PAGE}change", args=[row.pk]), told(works="0", token="t2"))
    row.refresh_from_db()
    assert not row.works
    boss.post(reverse(f"{PAGE}delete", args=[row.pk]), {"post": "yes"})

    assert 0 == CalendarDay.objects.count()


def test_several_are_taken_back_at_once(boss):
    """
    The list's own action.
    """
    rows = [CalendarDay.objects.create(day=day, works=True, reason="x") for day in (SATURDAY, TUESDAY)]
    boss.post(LIST, {"action": "delete_selected", "_selected_action": [row.pk for row in rows], "post": "yes"})

    assert 0 == CalendarDay.objects.count()


@pytest.mark.parametrize("who", ["li", "auditor"])
def test_who_only_reads_sees_no_form(office, client, who):
    """
    A salesperson and the auditor see the days; a forged form is refused.
    """
    row = CalendarDay.objects.create(day=SATURDAY, works=True, reason="x")
    client.force_login(getattr(office, who))

    assert 200 == client.get(LIST).status_code
    assert 200 == client.get(reverse(f"{PAGE}change", args=[row.pk])).status_code
    assert 403 == client.post(ADD, told(TUESDAY)).status_code
    assert 403 == client.post(reverse(f"{PAGE}delete", args=[row.pk]), {"post": "yes"}).status_code


def test_a_reason_is_text(boss):
    """
    A script or a formula stays what it is.
    """
    boss.post(ADD, told(reason=NASTY))

    assert NASTY == CalendarDay.objects.get().reason
    assert "<script>alert" not in boss.get(LIST).content.decode()


def test_a_guessed_address_is_no_page(boss):
    """
    404 for a day that is not there.
    """
    assert 404 == boss.get(reverse(f"{PAGE}change", args=[999])).status_code


def test_the_list_takes_as_many_queries_for_thirty_as_for_three(boss, django_assert_max_num_queries):
    """
    The calendar is looked up once.
    """
    for number in range(1, 31):
        CalendarDay.objects.create(day=date(2024, 6, number), works=True, reason="x")
    boss.get(LIST)

    with django_assert_max_num_queries(14):
        boss.get(LIST)
