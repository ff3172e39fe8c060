import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import PermissionDenied
from django.forms import modelform_factory
from django.http import HttpResponseRedirect
from django.test import RequestFactory
from django.urls import reverse
from visitcore_site.rows import new, tables

from visitcore_django.admin.base import ReadOnlyAdmin, ScopedAdmin, VersionedForm
from visitcore_django.desk.errors import DeskError, NotAllowedError
from visitcore_django.models import Customer, Deed, Excuse, StaleError, Team


class Site(admin.AdminSite):
    """
    A site of its own, so that no screen of the plugin is in the way.
    """


class Screen(ScopedAdmin):
    """
    A screen of excuses whose desk says whatever a test has it say.
    """

    says = None

    def save_model(self, request, obj, form, change):
        """
        Save, unless there is something to say.
        """
        if self.says is not None:
            raise self.says
        super().save_model(request, obj, form, change)

    def response_change(self, request, obj):
        """
        Go somewhere.
        """
        return HttpResponseRedirect("/")


@pytest.fixture
def screen(office):
    """
    The screen, shown to Li, who looks after the customer.
    """
    office.row = new(Excuse, office.li, office.customer())
    office.screen = Screen(Excuse, Site())
    return office


def request_of(person, data=None):
    """
    A request as the admin gets it.
    """
    request = RequestFactory().get("/") if data is None else RequestFactory().post("/", data)
    request.user, request.session = person, SessionStore()
    request._dont_enforce_csrf_checks = True
    request._messages = FallbackStorage(request)
    return request


def filled(row, **changes):
    """
    The form of an excuse as a browser sends it.
    """
    told = {"customer": row.customer_id, "first_day": row.first_day, "last_day": row.last_day, "reason": "flood"}
    return {**told, "version": row.version, "token": "t1", **changes}


def send(screen, person=None, **changes):
    """
    The answer to saving the form, and the sentences above it.
    """
    request = request_of(person or screen.li, filled(screen.row, **changes))
    answer = screen.screen.change_view(request, str(screen.row.pk))
    if answer.status_code == 200:
        return [str(error) for error in answer.context_data["adminform"].form.non_field_errors()]
    return [str(message) for message in get_messages(request)]


def test_a_change_is_saved(screen):
    """
    Whoever saves what he has just opened finds it saved.
    """
    send(screen)

    assert "flood" == Excuse.objects.get().reason


def test_the_second_editor_is_told(screen):
    """
    A form that was opened before somebody else saved is refused, and nothing is overwritten.
    """
    other = Excuse.objects.get()
    other.reason = "fire"
    other.save()

    assert "Somebody else has changed this" in send(screen)[0]
    assert "fire" == Excuse.objects.get().reason


def test_a_row_that_is_gone_is_a_stale_one(screen):
    """
    What was deleted while the form stood open is refused in words.
    """
    form = screen.screen.get_form(request_of(screen.li), screen.row)(filled(screen.row), instance=screen.row)
    Excuse.objects.all().delete()

    assert not form.is_valid()
    assert form.has_error("__all__", "stale")


def test_a_double_click_is_no_second_editor(screen):
    """
    The same form sent again is the same person's: it is not told off for what it has done itself.
    """
    Deed.objects.create(token="t1", name="excuse", subject_kind="excuse", subject_id=screen.row.pk)
    Excuse.objects.update(version=1)

    assert not [said for said in send(screen) if "Somebody else" in said]


@pytest.mark.parametrize(
    ("error", "said"),
    [(DeskError("Not today."), "Not today."), (StaleError("row"), "Somebody else has changed this")],
)
def test_what_the_desk_says_stands_above_the_form(screen, error, said):
    """
    A desk that does nothing says why on the page, and what was filled in is still there.
    """
    screen.screen.says = error

    assert said in send(screen)[0]
    assert "stocktaking" == Excuse.objects.get().reason


def test_a_form_of_ones_own_gets_a_message(screen):
    """
    Where the form cannot carry the sentence, a message does.
    """
    screen.screen.says = DeskError("Not today.")
    screen.screen.form = admin.ModelAdmin.form

    assert ["Not today."] == send(screen)


def test_who_may_not_is_refused(screen):
    """
    A desk that does not allow it answers as the admin does: forbidden.
    """
    screen.screen.says = NotAllowedError("Not you.")

    with pytest.raises(PermissionDenied, match="Not you"):
        send(screen)


@pytest.mark.parametrize("fieldsets", [None, [("Days", {"fields": ["customer", "first_day", "last_day", "reason"]})]])
def test_every_form_carries_version_and_token(screen, fieldsets):
    """
    Also where a screen groups its fields, for those who may save; a reader's page carries neither.
    """
    screen.screen.fieldsets = fieldsets

    for row, person, there in [
        (screen.row, screen.li, True),
        (None, screen.li, True),
        (screen.row, screen.auditor, False),
    ]:
        _title, options = screen.screen.get_fieldsets(request_of(person), row)[-1]
        assert there == (["version", "token"] == options["fields"][-2:])


def test_only_what_one_sees_is_offered(screen):
    """
    A field that points to customers offers one's own and no others; one that points to a shared table offers all.
    """
    screen.customer("C2", owner=screen.wang)
    offered = screen.screen.formfield_for_foreignkey(Excuse._meta.get_field("customer"), request_of(screen.li))
    teams = screen.screen.formfield_for_foreignkey(Customer._meta.get_field("team"), request_of(screen.li))

    assert ["C1"] == [row.code for row in offered.queryset]
    assert Team.objects.count() == teams.queryset.count()


@pytest.mark.parametrize(("person", "there"), [("li", True), ("wang", False), ("lead", True), ("auditor", True)])
def test_a_row_is_seen_by_those_who_look_after_it(screen, person, there):
    """
    The list and the page agree on who sees a row.
    """
    request = request_of(getattr(screen, person))

    assert there == screen.screen.get_queryset(request).exists()
    assert there == screen.screen.has_view_permission(request, screen.row)


def test_an_auditor_changes_nothing(screen):
    """
    The auditor's page has nothing to save, and sending one all the same is forbidden.
    """
    request = request_of(screen.auditor)

    assert not screen.screen.has_change_permission(request, screen.row)
    assert not screen.screen.has_delete_permission(request, screen.row)
    with pytest.raises(PermissionDenied):
        send(screen, screen.auditor)


def test_nobody_changes_what_is_read_only(screen):
    """
    Not even a superuser adds, changes or deletes on a page to look at.
    """
    page = ReadOnlyAdmin(Excuse, Site())
    request = request_of(User(is_superuser=True, is_active=True, pk=99))

    assert page.has_view_permission(request, screen.row)
    assert not page.has_add_permission(request)
    assert not page.has_change_permission(request)
    assert not page.has_delete_permission(request, screen.row)


def test_every_screen_of_the_plugin_is_scoped():
    """
    No table of the plugin has a screen without scope.
    """
    for model in tables():
        page = admin.site._registry.get(model)
        assert page is None or isinstance(page, ScopedAdmin), model


def test_a_new_form_has_a_token_of_its_own():
    """
    Two forms are two requests.
    """
    form = modelform_factory(Excuse, VersionedForm, fields=["reason"])
    tokens = {form().fields["token"].initial for _ in range(2)}

    assert 2 == len(tokens)


def test_a_page_that_is_not_there_is_not_found(office, client):
    """
    A number that nobody has answers 404.
    """
    client.force_login(office.li)

    assert 404 == client.get(reverse("admin:visitcore_django_customer_change", args=[999_999])).status_code


def test_the_history_names_fields_that_people_see(screen):
    """
    Saving tells which field was changed, and nothing of what a form carries to be safe against double clicks.
    """
    request = request_of(screen.li, filled(screen.row))
    form = screen.screen.get_form(request, screen.row, change=True)(filled(screen.row), instance=screen.row)
    assert form.is_valid()

    told = screen.screen.construct_change_message(request, form, [])
    assert [{"changed": {"fields": ["Reason"]}}] == told


def test_the_tab_of_a_refused_form_is_in_the_readers_language(office, client):
    """
    No word of English before its title.
    """
    client.force_login(office.li)
    page = client.post(reverse("admin:visitcore_django_visit_add"), {}, headers={"accept-language": "zh-hans"})

    assert re.search("<title>(有误|错误)： ", page.content.decode())  # as the Django at hand says it
