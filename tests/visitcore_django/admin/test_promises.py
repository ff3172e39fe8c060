from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from visitcore_site.days import NOW, TODAY

from visitcore_django import desk
from visitcore_django.models import DecisionRecord, Promise, Visit

LIST = reverse("admin:visitcore_django_promise_changelist")
ADD = reverse("admin:visitcore_django_promise_add")


pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def promise(office):
    """
    Li has promised a quotation today.
    """
    return desk.make_promise(office.customer(), by=office.li, what="send a quotation")


def browser(person):
    """
    Somebody's browser.
    """
    client = Client()
    client.force_login(person)
    return client


def page_of(row):
    """
    The address of a promise's page.
    """
    return reverse("admin:visitcore_django_promise_change", args=[row.pk])


def keep(person, row, **sent):
    """
    What pressing *Kept* answers.
    """
    return browser(person).post(reverse("admin:visitcore_django_promise_do", args=[row.pk, "keep"]), sent)


def noted(person, **sent):
    """
    What saving the form answers.
    """
    return browser(person).post(ADD, {"what": "a quotation", "made": "2024-06-14", "owner": "", "visit": "", **sent})


def test_a_promise_is_noted_with_its_day(office):
    """
    VPR-03.4b: due on the same day; who notes it is the one who promised unless another is named.
    """
    assert 302 == noted(office.li, customer=office.customer().pk).status_code
    row = Promise.objects.get()

    assert (TODAY, office.li, "follow_up") == (row.due_by, row.owner, DecisionRecord.objects.get().name)


def test_a_visit_comes_with_the_address(office):
    """
    A promise made on a visit is tied to it; a visit out of sight is refused.
    """
    row = office.customer()
    visit = Visit.objects.create(customer=row, owner=office.li, start=NOW)
    other = Visit.objects.create(customer=office.customer("C2", owner=office.wang), start=NOW)
    noted(office.li, customer=row.pk, visit=visit.pk)
    answer = noted(office.li, customer=row.pk, visit=other.pk)

    assert visit == Promise.objects.get().visit
    assert "visit" in answer.context["adminform"].form.errors


@pytest.mark.parametrize(
    ("sent", "at_fault"), [({"what": ""}, "what"), ({"made": "2024-06-15"}, "made"), ({"made": "soon"}, "made")]
)
def test_a_fault_is_told_at_its_field(office, sent, at_fault):
    """
    An empty promise, one of tomorrow, or a day that is none.
    """
    answer = noted(office.li, customer=office.customer().pk, **sent)

    assert {at_fault} == set(answer.context["adminform"].form.errors)
    assert not Promise.objects.exists()


def test_nobody_promises_for_anothers_customer(office):
    """
    A forged key of another salesperson's customer is refused at its field.
    """
    answer = noted(office.li, customer=office.customer("C2", owner=office.wang).pk)

    assert {"customer"} == set(answer.context["adminform"].form.errors)


def test_a_double_click_notes_one(office):
    """
    The same form sent twice notes one promise.
    """
    row = office.customer()
    for _ in range(2):
        noted(office.li, customer=row.pk, token="t")

    assert 1 == Promise.objects.count()


@pytest.mark.parametrize(
    ("said", "kept"),
    [("", TODAY), ("2024-06-14", TODAY), ("2024-06-15", None), ("2024-06-13", None), ("tomorrow", None)],
)
def test_the_button_keeps_it_today_or_on_the_day_given(office, promise, said, kept):
    """
    A day ahead, before the promise, or that is none, is told and changes nothing.
    """
    keep(office.li, promise, comment=said)

    assert kept == Promise.objects.get().kept


def test_keeping_twice_is_answered_kindly(office, promise):
    """
    The second click finds no button any more.
    """
    assert 302 == keep(office.li, promise).status_code
    assert 302 == keep(office.li, promise).status_code
    assert 2 == DecisionRecord.objects.count()


def test_the_page_says_why(office, promise):
    """
    The clause stands on the page, and nothing on it can be edited.
    """
    client = browser(office.li)
    page = client.get(page_of(promise)).content.decode()

    assert "VPR-03.4b" in page
    assert 403 == client.post(page_of(promise), {"what": "x"}).status_code


@pytest.mark.parametrize(("person", "answer"), [("wang", 404), ("auditor", 302)])
def test_nobody_else_keeps_it(office, promise, person, answer):
    """
    Another salesperson does not find it, an auditor has no button.
    """
    assert answer == keep(getattr(office, person), promise).status_code
    assert Promise.objects.get().kept is None


@pytest.mark.parametrize(
    ("asked", "found"), [("open", {"late", "open"}), ("late", {"late"}), ("kept", {"in time", "too late"})]
)
def test_the_list_is_filtered_by_how_they_stand(office, asked, found):
    """
    Late is what is open past its day; today is not past.
    """
    row = office.customer()
    told = {
        "late": (date(2024, 6, 13), None),
        "open": (TODAY, None),
        "in time": (TODAY, TODAY),
        "too late": (date(2024, 6, 13), TODAY),
    }
    for what, (due, kept) in told.items():
        Promise.objects.create(customer=row, what=what, made=date(2024, 6, 1), due_by=due, kept=kept)
    page = browser(office.li).get(LIST, {"is": asked})

    assert found == {one.what for one in page.context["cl"].result_list}


@pytest.mark.parametrize(
    ("due", "kept", "said"),
    [
        (date(2024, 6, 13), None, "✗</span> overdue"),
        (TODAY, None, "!</span> open"),
        (None, None, "!</span> open"),
        (TODAY, TODAY, "✓</span> kept on 2024-06-14"),
        (date(2024, 6, 13), TODAY, "✗</span> kept late on 2024-06-14"),
    ],
)
def test_a_row_says_how_it_stands(office, due, kept, said):
    """
    A word and a sign for each; without a day the document's word stands.
    """
    Promise.objects.create(customer=office.customer(), what="x", made=date(2024, 6, 1), due_by=due, kept=kept)
    page = browser(office.li).get(LIST).content.decode()

    assert said in page
    assert due is not None or "promptly" in page


@pytest.mark.parametrize("word", ["<script>alert(1)</script>", "=1+1"])
def test_a_strange_promise_is_only_a_promise(office, word):
    """
    Markup in it is shown as it is written.
    """
    row = desk.make_promise(office.customer(name=word), by=office.li, what=word)
    for url in (LIST, page_of(row)):
        page = browser(office.li).get(url).content.decode()

        assert "<script>alert" not in page
        assert "alert(1)" in page or "=1+1" in page


def test_thirty_cost_no_more_queries_than_three(office, django_assert_max_num_queries):
    """
    The list reads customers and people along, and holds one's own.
    """
    other = Promise.objects.create(customer=office.customer("X", owner=office.wang), what="x", made=TODAY)
    client = browser(office.li)
    for first, last in ((0, 3), (3, 30)):
        for number in range(first, last):
            row = office.customer(f"C{number}")
            Promise.objects.create(customer=row, owner=office.li, what=f"{number}", made=TODAY)
        with django_assert_max_num_queries(9):
            assert last == client.get(LIST).context["cl"].result_count

    assert 404 == client.get(page_of(other)).status_code
