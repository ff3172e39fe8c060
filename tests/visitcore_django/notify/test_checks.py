import pytest

from visitcore_django.notify import checks
from visitcore_django.notify.checks import APPRISE, check_notifiers

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")  # which apprise imports
EMAIL = "visitcore_django.notify.email.EmailNotifier"


def found(settings, **said):
    """
    What the check finds in a setting.
    """
    settings.VISITCORE = said
    return [one.id for one in check_notifiers()]


@pytest.mark.parametrize(
    "said",
    [{}, {"NOTIFIERS": [EMAIL]}, {"NOTIFIERS": [APPRISE], "NOTIFY_URLS": ["wecombot://key"]}, {"NOTIFIERS": []}],
)
def test_a_sound_setting_has_no_fault(settings, said):
    """
    Nothing set, e-mail, apprise with an address, and nothing at all are all sound.
    """
    assert [] == found(settings, **said)


def test_what_is_no_port_is_told(settings):
    """
    A class without the one method is a fault; one that cannot be imported is told elsewhere.
    """
    assert ["visitcore.E007"] == found(settings, NOTIFIERS=["django.contrib.auth.models.User"])
    assert [] == found(settings, NOTIFIERS=["no.such.port", 7])


def test_apprise_needs_an_address(settings):
    """
    Named without an address it would tell nobody.
    """
    assert ["visitcore.E009"] == found(settings, NOTIFIERS=[APPRISE])


def test_apprise_must_be_installed(settings, monkeypatch):
    """
    The fault says what to install, from a copy of the project or as a release.
    """
    monkeypatch.setattr(checks, "find_spec", lambda name: None)
    settings.VISITCORE = {"NOTIFIERS": [APPRISE], "NOTIFY_URLS": ["wecombot://key"]}
    (fault,) = check_notifiers()

    assert "visitcore.E008" == fault.id
    assert 'pip install ".[notify]"' in fault.hint and '"visitcore[notify]"' in fault.hint


def test_an_address_that_apprise_does_not_know_is_told(settings):
    """
    It is named by its place and its kind, for what follows is a secret; the others are in order.
    """
    pytest.importorskip("apprise")
    urls = ["wecombot://key", "nonsense://hunter2", "hunter2", "dingtalk://"]
    settings.VISITCORE = {"NOTIFIERS": [APPRISE], "NOTIFY_URLS": urls}
    faults = check_notifiers()

    assert ["visitcore.E017"] * 3 == [fault.id for fault in faults]
    assert ["[1] (nonsense)", "[2]", "[3] (dingtalk)"] == [
        fault.msg.partition("NOTIFY_URLS'")[2].partition("NOTIFY_URLS")[2].partition(" is no ")[0] for fault in faults
    ]
    assert not [fault for fault in faults if "hunter2" in fault.msg + fault.hint]


@pytest.mark.parametrize("urls", ["wecombot://key", [7], [" "]])
def test_what_is_no_address_at_all_is_told_elsewhere(settings, urls):
    """
    A text instead of a list, and what is no text, are told with the other kinds.
    """
    assert [] == found(settings, NOTIFIERS=[APPRISE], NOTIFY_URLS=urls)


def test_addresses_that_nobody_reads_are_told(settings):
    """
    Addresses without the port for them are a warning.
    """
    assert ["visitcore.W002"] == found(settings, NOTIFY_URLS=["wecombot://key"])


def test_the_language_function_must_be_there(settings):
    """
    A path that leads nowhere is a fault.
    """
    assert ["visitcore.E010"] == found(settings, LANGUAGE_OF="no.such.function")
    assert ["visitcore.E013"] == found(settings, LANGUAGE_OF="visitcore_django.conf.KNOWN")
    assert ["visitcore.E013"] == found(settings, LANGUAGE_OF="visitcore_site.ports.of_nobody")
    assert [] == found(settings, LANGUAGE_OF="visitcore_django.models.naming.person_name")


def test_a_module_may_raise_whatever_it_likes(settings, tmp_path, monkeypatch):
    """
    The check tells the error of the host's module, and does not end in it.
    """
    (tmp_path / "broken_language.py").write_text("1 / 0", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)

    assert ["visitcore.E010"] == found(settings, LANGUAGE_OF="broken_language.of")
    assert [] == found(settings, NOTIFIERS=["broken_language.Port"])


@pytest.mark.parametrize("said", [[], {"NOTIFIERS": "text"}])
def test_a_setting_of_the_wrong_kind_is_told_elsewhere(settings, said):
    """
    What the other check tells is not told twice.
    """
    settings.VISITCORE = said

    assert [] == check_notifiers()


@pytest.mark.parametrize("said", [["POLICY"], "standard", 7])
def test_a_setting_that_is_no_dict_is_told_elsewhere(settings, said):
    """
    It is told as a fault of the setting itself; this check does not fall over it.
    """
    settings.VISITCORE = said

    assert [] == check_notifiers()


@pytest.mark.parametrize("name", ["Wanting", "Unmade"])
def test_a_port_that_cannot_be_made_is_told(settings, name):
    """
    One that wants an argument would fail with every message.
    """
    settings.VISITCORE = {"NOTIFIERS": [f"visitcore_site.ports.{name}"]}
    (fault,) = check_notifiers()

    assert "visitcore.E014" == fault.id
    assert "Error: " in fault.msg and fault.hint
