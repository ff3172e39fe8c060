from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from visitcore_site.days import TODAY, at

from visitcore_django.models import Excuse, Visit

ZH = {"HTTP_ACCEPT_LANGUAGE": "zh-hans"}


pytestmark = pytest.mark.usefixtures("today")


def why(person, row, **more):
    """
    The page that says why.
    """
    client = Client()
    client.force_login(person)
    return client.get(reverse("admin:visitcore_django_customer_why", args=[row.pk]), **more)


def test_it_says_the_clause_and_the_words_of_the_document(office):
    """
    ABC-03.2b: one visit a quarter; the page names rule, clause and document, and how the rule is read.
    """
    page = why(office.li, office.customer(grade="B", since=date(2024, 4, 1))).content.decode()

    assert "ABC-03.2b" in page
    assert "Class-based visit frequency standard" in page
    assert "A class B customer is visited at least once a quarter" in page
    assert "Calendar months, quarters and half-years" in page
    assert "Visit once more by 2024-06-30." in page


def test_it_speaks_the_readers_language(office):
    """
    A Chinese reader gets the document's name and the rule in Chinese.
    """
    page = why(office.li, office.customer(grade="B", since=date(2024, 4, 1)), **ZH).content.decode()

    assert "《客户拜访管理规范（A/B/C）》" in page
    assert "须在 2024-06-30 前（含当日）再拜访 1 次。" in page


def test_it_lists_the_visits_of_the_period_and_which_count(office):
    """
    ABC-03.2a: of June only what was made up to today counts; May is not listed.
    """
    row = office.customer()
    for day, status in ((31, "completed"), (1, "completed"), (3, "planned"), (4, "cancelled"), (20, "completed")):
        Visit.objects.create(customer=row, start=at(date(2024, 5 if day == 31 else 6, day)), status=status)
    told = why(office.li, row).context

    assert [
        (date(2024, 6, 1), ""),
        (date(2024, 6, 3), "no, it is only planned"),
        (date(2024, 6, 4), "no, it was cancelled"),
        (date(2024, 6, 20), "no, it lies ahead"),
    ] == [(one["day"], one["counts"]) for one in told["visits"]]
    assert 1 == told["due"].done


def test_the_first_and_the_last_minute_of_the_month_are_in_it(office):
    """
    ABC-03.2a: midnight of 1 June is in, the last minute of 30 June too, midnight of 1 July is not.
    """
    row = office.customer()
    for moment in (at(date(2024, 6, 1), 0), at(date(2024, 6, 30), 23, 59), at(date(2024, 7, 1), 0)):
        Visit.objects.create(customer=row, start=moment, status="planned")

    assert [date(2024, 6, 1), date(2024, 6, 30)] == [one["day"] for one in why(office.li, row).context["visits"]]


def test_it_says_how_long_it_is_overdue(office):
    """
    Two whole months were missed since April.
    """
    page = why(office.li, office.customer(since=date(2024, 4, 1))).content.decode()

    assert "2 periods before this one were missed; overdue since 2024-05-01." in page


def test_periods_missed_before_have_no_day_where_nothing_is_overdue(office):
    """
    June's visit was made; that April and May were missed is told without a day since when.
    """
    row = office.customer(since=date(2024, 4, 1))
    Visit.objects.create(customer=row, start=at(date(2024, 6, 3)), status="completed", purpose="care_ties")
    page = why(office.li, row).content.decode()

    assert "2 periods before this one were missed.</p>" in page
    assert "overdue since" not in page
    assert "<td>care ties</td>" in page and "care_ties" not in page


def test_it_lists_the_excuses_that_touch_what_was_counted(office):
    """
    An excuse of a missed month is listed with its state, one of long ago is not.
    """
    row = office.customer(since=date(2024, 5, 1))
    for month in (1, 6):
        day = date(2024, month, 10)
        Excuse.objects.create(customer=row, first_day=day, last_day=day, reason=f"reason {month}")
    page = why(office.li, row).content.decode()

    assert "reason 6" in page
    assert "reason 1" not in page


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"grade": "D"}, "The policy knows no “D” as grade."),
        ({"grade": ""}, "Not known: grade."),
        ({"since": date(2024, 7, 1)}, "Nothing: no visit is owed."),
    ],
)
def test_it_says_what_is_missing_and_what_to_do(office, told, said):
    """
    Where it cannot be told, the page says what to mend; a customer only from July is owed nothing in June.
    """
    assert said in why(office.li, office.customer(**told)).content.decode()


def test_it_says_that_a_document_gives_no_number(office):
    """
    PEN-03.1a fixes no number; nothing is made up, and the page says what to set.
    """
    office.policy('name = "own"\nextends = ["PEN"]\n')
    page = why(office.li, office.customer()).content.decode()

    assert "The document gives no number (visits.cadence)." in page
    assert "PEN-03.1a" in page


@pytest.mark.parametrize(
    ("state", "said"),
    [("approved", "Nothing: the period is excused."), ("requested", "Visit once more by 2024-06-30.")],
)
def test_an_excused_period_needs_nothing(office, state, said):
    """
    Only an approved excuse takes the visit away.
    """
    row = office.customer(since=date(2024, 6, 1))
    Excuse.objects.create(customer=row, first_day=date(2024, 6, 1), last_day=date(2024, 6, 30), reason="x", state=state)

    assert said in why(office.li, row).content.decode()


def test_it_is_the_decision_of_today_and_not_of_the_list(office):
    """
    The page takes the decision anew, whatever is stored.
    """
    row = office.customer(since=date(2024, 6, 1), due_status="overdue", due_on=date(2024, 1, 1))
    Visit.objects.create(customer=row, start=at(TODAY, 8), status="completed")

    assert "met" == why(office.li, row).context["due"].status


@pytest.mark.parametrize("person", ["wang", "zhao"])
def test_anothers_customer_has_no_such_page(office, person):
    """
    A guessed address answers 404.
    """
    assert 404 == why(getattr(office, person), office.customer()).status_code


def test_an_auditor_reads_it_without_buttons(office):
    """
    Who changes nothing is offered nothing to do.
    """
    page = why(office.auditor, office.customer())

    assert 200 == page.status_code
    assert not page.context["may_plan"]
    assert not page.context["may_excuse"]


def test_a_policy_without_a_word_on_visits_leads_back(office, settings):
    """
    HM has rules for meals only: the page of the customer says so, and there is no why.
    """
    settings.VISITCORE = {"POLICY": "HM"}
    row = office.customer()
    answer = why(office.li, row, follow=True)

    assert reverse("admin:visitcore_django_customer_change", args=[row.pk]) == answer.redirect_chain[-1][0]
    assert 200 == answer.status_code
    assert "visits.cadence" in answer.content.decode()
