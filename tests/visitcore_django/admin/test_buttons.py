import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from visitcore import VisitcoreError, load_policy
from visitcore_django.admin.base import ScopedAdmin
from visitcore_django.admin.buttons import Button, Panel, at_the_desk
from visitcore_django.desk.errors import DeskError, FourEyesError
from visitcore_django.models import Customer, StaleError


class Screen(ScopedAdmin):
    """
    A page with a button that does what a test says, and one that is there for nobody.
    """

    does = staticmethod(lambda request, row: "Done.")

    def buttons(self, request, row):
        """
        One button, with a field beside it.
        """
        return [Button(name="go", label="Go", do=self.does, asks="Why?", main=True)]

    def panels(self, request, row):
        """
        One panel.
        """
        return [Panel("Part", "Body")]

    def page_of(self, row):
        """
        Somewhere.
        """
        return "/page/"


@pytest.fixture
def screen(office):
    """
    The page of a customer of Li's.
    """
    office.row = office.customer()
    office.page = Screen(Customer, admin.AdminSite())
    return office


def request_of(person, method="POST", **data):
    """
    A request as a button sends it.
    """
    request = RequestFactory().generic(method, "/") if method != "POST" else RequestFactory().post("/", data)
    request.user, request.session = person, SessionStore()
    request._messages = FallbackStorage(request)
    return request


def press(screen, person, name="go", method="POST", **data):
    """
    What comes of pressing: the answer, and what is told.
    """
    request = request_of(person, method, **data)
    answer = screen.page.press(request, str(screen.row.pk), name)
    return answer, [str(message) for message in get_messages(request)]


def test_a_button_does_its_thing_and_says_so(screen):
    """
    Pressed, it goes back to the page, which tells what was done.
    """
    answer, told = press(screen, screen.li)

    assert ("/page/", ["Done."]) == (answer.url, told)


def test_a_button_gets_what_was_written_beside_it(screen):
    """
    The answer to what it asks for is in the request.
    """
    screen.page.does = lambda request, row: f"{row.code}: {request.POST['comment']}"

    assert ["C1: because"] == press(screen, screen.li, comment="because")[1]


def test_a_button_may_answer_with_a_page(screen):
    """
    A file to download takes the place of the page.
    """
    screen.page.does = lambda request, row: HttpResponse("file")

    assert b"file" == press(screen, screen.li)[0].content


@pytest.mark.parametrize("person", ["wang", "zhao"])
def test_a_row_that_is_not_seen_does_not_exist(screen, person):
    """
    A guessed address of a button on somebody else's customer answers 404.
    """
    with pytest.raises(Http404):
        press(screen, getattr(screen, person))


def test_looking_at_the_address_of_a_button_does_nothing(screen):
    """
    Only a form that is sent does something; a link to it does not.
    """
    screen.page.does = None
    answer, told = press(screen, screen.li, method="GET")

    assert ("/page/", []) == (answer.url, told)


def test_a_button_that_is_gone_says_so(screen):
    """
    Whoever presses what is no longer there is told to look again.
    """
    assert "This cannot be done now" in press(screen, screen.li, name="gone")[1][0]


def test_a_button_that_may_not_be_pressed_is_forbidden(screen):
    """
    Where the page says that it is no oversight, the request is forbidden.
    """
    screen.page.may_press = lambda request, row, name: False

    with pytest.raises(PermissionDenied):
        press(screen, screen.li, name="gone")


def fail(error):
    """
    A deed that fails.
    """

    def do():
        raise error

    return do


def policy_error():
    """
    An error as the library raises it.
    """
    try:
        load_policy("nowhere")
    except VisitcoreError as error:
        return error


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (DeskError("Not today."), "Not today."),
        (StaleError("row"), "Somebody else has changed this meanwhile"),
        (policy_error(), "nowhere"),
    ],
)
@pytest.mark.django_db
def test_what_the_desk_does_not_do_is_told(error, said):
    """
    A refusal of the desk, a stale row and a fault of the policy are told in words.
    """
    request = request_of(AnonymousUser())

    assert at_the_desk(request, fail(error)) is None
    assert said in str(*get_messages(request))


@pytest.mark.django_db
def test_ones_own_request_is_forbidden():
    """
    A forged request to approve one's own is forbidden, and the reason is given.
    """
    with pytest.raises(PermissionDenied, match="own request"):
        at_the_desk(request_of(AnonymousUser()), fail(FourEyesError()))


@pytest.mark.django_db
def test_a_mistake_of_the_program_is_not_hidden():
    """
    What nobody foresaw is not turned into a message.
    """
    with pytest.raises(ZeroDivisionError):
        at_the_desk(request_of(AnonymousUser()), lambda: 1 // 0)


def test_the_page_shows_buttons_and_panels(screen):
    """
    Each button is a form of its own with a token; the panels stand below.
    """
    answer = screen.page.change_view(request_of(screen.lead, "GET"), str(screen.row.pk))

    assert ["go"] == [button.name for button in answer.context_data["visitcore_buttons"]]
    assert ["Part"] == [panel.title for panel in answer.context_data["visitcore_panels"]]
    assert answer.context_data["visitcore_token"]


def test_what_people_write_is_never_run(screen):
    """
    A name with markup in it, in a label, a question or a panel, is shown as it is written.
    """
    evil = "<script>alert(1)</script>"
    screen.page.buttons = lambda request, row: [Button(name="go", label=evil, do=None, asks=f'"{evil}')]
    screen.page.panels = lambda request, row: [Panel(evil, evil)]
    screen.row.name = evil
    screen.row.save()
    shown = screen.page.change_view(request_of(screen.lead, "GET"), str(screen.row.pk)).render().content.decode()

    assert "<script>alert" not in shown
    assert 5 <= shown.count("&lt;script&gt;alert")


def test_the_page_of_nothing_is_not_found(screen):
    """
    A row that there is not has no page.
    """
    with pytest.raises(Http404):
        screen.page.change_view(request_of(screen.li, "GET"), "999999")


def test_what_a_button_did_stands_in_the_history(screen):
    """
    What stands on it, what was done, and what was written beside it; nothing where nothing was done.
    """
    press(screen, screen.li, comment="because")
    screen.page.does = lambda request, row: None
    press(screen, screen.li)
    log = LogEntry.objects.filter(object_id=str(screen.row.pk))

    assert [(screen.li, "“Go” Done. because")] == [(one.user, one.change_message) for one in log]
