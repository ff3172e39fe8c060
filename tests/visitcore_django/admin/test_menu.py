from django.contrib.admin import site
from django.urls import reverse

from visitcore_django.admin.menu import GROUPS, grouped, in_order


def entry(name):
    """
    One entry as the admin lists it.
    """
    return {"object_name": name}


def test_entries_stand_under_their_headings_in_order():
    """
    The desk comes first, and what no heading knows comes last.
    """
    groups = grouped([entry("Visit"), entry("Strange"), entry("Desk")])

    assert [["Desk"], ["Visit"], ["Strange"]] == [[one["object_name"] for one in group.entries] for group in groups]


def test_the_menu_of_the_plugin_is_in_the_order_of_the_day():
    """
    The desk first and the policy last; what other applications list stays as it is.
    """
    ours = {"app_label": "visitcore_django", "models": [entry("PolicyVersion"), entry("Visit"), entry("Desk")]}
    other = {"app_label": "auth", "models": [entry("User"), entry("Group")]}
    apps = in_order([other, ours])

    assert [["User", "Group"], ["Desk", "Visit", "PolicyVersion"]] == [
        [one["object_name"] for one in app["models"]] for app in apps
    ]


def test_every_screen_has_a_heading():
    """
    No screen of the plugin falls under the rest.
    """
    named = {name for _title, names in GROUPS for name in names}
    screens = {
        model.__name__
        for model, page in site._registry.items()
        if model._meta.app_label == "visitcore_django" and "has_module_permission" not in vars(type(page))
    }

    assert set() == screens - named


def test_the_page_of_the_plugin_is_grouped(office, client):
    """
    A salesperson finds the desk under the first heading.
    """
    client.force_login(office.li)
    text = client.get(reverse("admin:app_list", args=["visitcore_django"])).content.decode()

    assert text.index("Every day") < text.index("Desk") < text.index("Complaints and call-backs")
    assert "Roles of groups" not in text
