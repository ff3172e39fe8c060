import pytest
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import Http404
from django.test import RequestFactory
from django.urls import reverse
from visitcore_site.days import NOW

from visitcore_django.admin.frame import FrameMixin
from visitcore_django.models import Complaint, Team

CHINESE = {"accept-language": "zh-hans"}


def refused(person, view):
    """
    The answer where a list does what a test has it do.
    """

    class Screen(FrameMixin):
        def changelist_view(self, request, extra_context=None):
            return view(request)

    screen = Screen(Team, admin.site)
    request = RequestFactory().get("/")
    request.user = person
    return next(one for one in screen.urls if one.name.endswith("_changelist")).callback(request)


def test_what_is_forbidden_is_told_in_the_frame_of_the_admin(office, client):
    """
    In the reader's language, with who can help and ways on that are open to the reader.
    """
    client.force_login(office.li)
    answer = client.get(reverse("admin:visitcore_django_team_changelist"), headers=CHINESE)
    page = answer.content.decode()

    assert 403 == answer.status_code
    assert "<h1>您无权查看或执行此操作</h1>" in page
    assert 'id="header"' in page
    assert reverse("admin:visitcore_django_desk_changelist") in page
    assert "团队一览" not in page


def test_what_is_not_there_is_told_with_the_way_to_its_list(office, client):
    """
    Another's customer does not exist for a salesperson; the own ones are a click away.
    """
    there = office.customer(owner=office.zhao)
    client.force_login(office.li)
    answer = client.get(reverse("admin:visitcore_django_customer_why", args=[there.pk]), headers=CHINESE)
    page = answer.content.decode()

    assert 404 == answer.status_code
    assert "<h1>没有这项内容</h1>" in page
    assert f'href="{reverse("admin:visitcore_django_customer_changelist")}"' in page


def test_the_desks_reason_is_told(office, client):
    """
    What the desk says to it stands on the page.
    """

    def deny(_request):
        raise PermissionDenied("Only the owner may.")

    answer = refused(office.boss, deny)

    assert (403, True) == (answer.status_code, "Only the owner may." in answer.content.decode())


@pytest.mark.parametrize(("error", "status"), [(PermissionDenied, 403), (Http404, 404)])
def test_what_was_written_before_is_undone_where_a_request_is_a_transaction(office, monkeypatch, error, status):
    """
    A host with one transaction for a request loses nothing of what Django promises it.
    """
    monkeypatch.setitem(connection.settings_dict, "ATOMIC_REQUESTS", True)

    def write(_request):
        Team.objects.create(code="half", name="Half")
        raise error

    with transaction.atomic():
        answer = refused(office.boss, write)

    assert status == answer.status_code
    assert not Team.objects.filter(code="half").exists()


def test_anonymous_visitors_are_sent_to_the_log_in(db, client):
    """
    Nothing of the frame is shown to whoever has not logged in.
    """
    assert 302 == client.get(reverse("admin:visitcore_django_team_changelist")).status_code


@pytest.mark.parametrize("page", ["customer_changelist", "visit_add", "desk_changelist"])
def test_the_menu_beside_a_screen_is_in_the_order_of_the_day(office, client, page):
    """
    Whichever screen is open, the desk stands above the customers, and the visits above the policy.
    """
    client.force_login(office.li)
    text = client.get(reverse(f"admin:visitcore_django_{page}")).content.decode()
    menu = text[text.index('id="nav-sidebar"') :]
    places = [menu.index(f"/visitcore_django/{name}/") for name in ("desk", "customer", "visit", "policyversion")]

    assert sorted(places) == places


def test_a_list_stands_under_its_own_name(office, client):
    """
    Nobody is told to choose one to change.
    """
    client.force_login(office.li)
    page = client.get(reverse("admin:visitcore_django_visit_changelist"), headers=CHINESE).content.decode()

    assert "<h1>拜访</h1>" in page


def test_an_empty_list_says_what_to_do(office, client):
    """
    Who may add is led there; who searched is led back; who only looks is told nothing.
    """
    promises = reverse("admin:visitcore_django_promise_changelist")
    client.force_login(office.li)
    empty = client.get(promises, headers={"accept-language": "en"}).content.decode()
    searched = client.get(promises, {"q": "zebra"}, headers={"accept-language": "en"}).content.decode()
    client.force_login(office.auditor)
    looked = client.get(promises, headers={"accept-language": "en"}).content.decode()

    assert "Nothing is here yet." in empty and ">Add the first promise</a>" in empty
    assert "Nothing matches." in searched and "Nothing is here yet." not in searched
    assert "Nothing is here yet." not in looked


@pytest.mark.parametrize("who", ["li", "auditor"])
def test_a_list_whose_usual_choice_hides_its_rows_is_not_called_empty(office, client, who):
    """
    Of complaints the open ones are shown: one that is closed is there, one of somebody else is not for a salesman.
    """
    complaints = reverse("admin:visitcore_django_complaint_changelist")
    client.force_login(getattr(office, who))
    told = {"problem": "x", "received_at": NOW, "closed_at": NOW}
    Complaint.objects.create(number="W-1", customer=office.customer("W1", owner=office.zhao), **told)
    others = client.get(complaints, headers={"accept-language": "en"}).content.decode()
    Complaint.objects.create(number="C-1", customer=office.customer("C1"), **told)
    shown = client.get(complaints, headers={"accept-language": "en"}).content.decode()

    assert (who == "li") is ("Nothing is here yet." in others)
    assert (who == "auditor") is ("Nothing matches the filters as they stand" in others)
    assert "Nothing matches the filters as they stand" in shown and "Nothing is here yet." not in shown


def test_what_is_empty_is_one_dash_everywhere():
    """
    Every list and page of the plugin writes it alike.
    """
    mine = [page for model, page in admin.site._registry.items() if model._meta.app_label == "visitcore_django"]

    assert {"–"} == {page.get_empty_value_display() for page in mine}
