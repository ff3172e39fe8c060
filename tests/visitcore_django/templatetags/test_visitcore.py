import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import reverse


def test_templates_can_group_the_entries():
    """
    The filter gives headings with their entries.
    """
    shown = Template("{% load visitcore %}{% for group in entries|grouped %}{{ group.title }};{% endfor %}")

    assert "People;" == shown.render(Context({"entries": [{"object_name": "Team"}]}))


@pytest.fixture
def tiles(office):
    """
    The numbers of the desk as a page of somebody shows them.
    """

    def shown(person):
        request = RequestFactory().get("/")
        request.user = person
        return Template("{% load visitcore %}{% visitcore_desk %}").render(Context({"request": request})).strip()

    office.customer(due_status="overdue")
    return shown


def test_any_page_can_show_the_numbers_of_the_desk(office, tiles):
    """
    For whoever may open the desk; nobody else, and no page without a visitor, shows any.
    """
    assert "waiting for me" in tiles(office.li)
    assert "▲ overdue" in tiles(office.li)
    assert "" == tiles(AnonymousUser())
    assert "" == Template("{% load visitcore %}{% visitcore_desk %}").render(Context()).strip()


def test_the_page_of_the_plugin_begins_with_them(office, tiles, client):
    """
    Above the list of its screens.
    """
    client.force_login(office.li)
    page = client.get(reverse("admin:app_list", args=["visitcore_django"])).content.decode()

    assert page.index("waiting for me") < page.index("Every day")


def test_a_host_can_begin_its_admin_with_them(office, tiles, client, monkeypatch):
    """
    With the template of the plugin as the index of its site, which stays as it is below.
    """
    from django.contrib import admin

    monkeypatch.setattr(admin.site, "index_template", "visitcore/index.html")
    client.force_login(office.li)
    page = client.get(reverse("admin:index")).content.decode()

    assert page.index("waiting for me") < page.index("app-visitcore_django")
    assert page.index("/visitcore_django/desk/") < page.index("/visitcore_django/creditaccount/")
