from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from visitcore_site.apart import Site

from visitcore_django.checks import check_host, check_settings, check_zone
from visitcore_django.sources import CustomerSource

OWN_DAYS = 'extends = ["DST"]\n[pack]\ncode = "OWN"\nzone = "UTC"\n'


class NoTable(CustomerSource):
    """
    A source that forgot its table.
    """


def found(settings, said):
    """
    The numbers of what is wrong with a setting, and every message.
    """
    settings.VISITCORE = said
    messages = check_settings(None)
    return [message.id for message in messages], "\n".join(f"{message.msg} {message.hint}" for message in messages)


def test_nothing_has_to_be_set(settings):
    """
    Without the setting, and with an empty one, nothing is wrong.
    """
    assert not hasattr(settings, "VISITCORE")
    assert [] == check_settings(None)
    assert [] == found(settings, {})[0]


@pytest.mark.parametrize(
    "said",
    [
        {"POLICY": "DST"},
        {"CUSTOMER_SOURCE": "visitcore_site.host.models.AccountSource"},
        {"NOTIFY_URLS": ["json://localhost"], "SWEEP_BATCH": 1},
    ],
)
def test_a_sound_setting_is_silent(settings, said):
    """
    A pack for a policy, a source of one's own, addresses and a batch of one are fine.
    """
    assert [] == found(settings, said)[0]


@pytest.mark.parametrize("said", [["POLICY"], "standard", 7, None, [], ""])
def test_the_setting_is_a_dict(settings, said):
    """
    Anything else is an error that shows how it is written.
    """
    numbers, told = found(settings, said)

    assert ["visitcore.E001"] == numbers
    assert 'VISITCORE = {"POLICY": "standard"}' in told


def test_a_key_that_nobody_knows_is_a_warning(settings):
    """
    A slip of the pen is told with the keys that there are.
    """
    numbers, told = found(settings, {"POLCY": "standard"})

    assert ["visitcore.W001"] == numbers
    assert "'POLCY'" in told
    assert "did you mean 'POLICY'?" in told


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("POLICY", 7),
        ("LANGUAGE_OF", None),
        ("SITE_URL", 7),
        ("CUSTOMER_SOURCE", CustomerSource),
        ("NOTIFIERS", "visitcore_django.notify.email.EmailNotifier"),
        ("NOTIFY_URLS", "json://localhost"),
        ("SWEEP_BATCH", "2000"),
        ("SWEEP_BATCH", True),
    ],
)
def test_each_key_has_its_kind(settings, key, value):
    """
    A word where a list belongs, or a number where a word does, is told with what was written.
    """
    numbers, told = found(settings, {key: value})

    assert ["visitcore.E002"] == numbers
    assert key in told
    assert repr(value) in told
    assert f"Write {key!r}: " in told
    assert " a int" not in told


@pytest.mark.parametrize("url", [None, 7, "", " ", ["json://localhost"]])
def test_each_address_of_a_channel_is_a_text(settings, url):
    """
    Whatever is none is told with its place.
    """
    numbers, told = found(settings, {"NOTIFY_URLS": ["json://localhost", url]})

    assert ["visitcore.E002"] == numbers
    assert f"['NOTIFY_URLS'][1] must be an address, not {url!r}." in told


@pytest.mark.parametrize("name", ["", " "])
def test_a_policy_without_a_name_is_told(settings, name):
    """
    The sentence is about the setting, not about a folder.
    """
    numbers, told = found(settings, {"POLICY": name})

    assert ["visitcore.E004"] == numbers
    assert "is empty" in told and "'standard'" in told


@pytest.mark.parametrize("said", [{"SWEEP_BATCH": 0}, {"SWEEP_BATCH": "x"}, {"NOTIFIERS": ["nowhere.Port"]}])
def test_every_fault_says_what_to_write(settings, said):
    """
    No message is without a hint.
    """
    settings.VISITCORE = said

    assert all(message.hint for message in check_settings(None))


@pytest.mark.parametrize(("size", "numbers"), [(1, []), (0, ["visitcore.E003"]), (-5, ["visitcore.E003"])])
def test_a_batch_holds_at_least_one(settings, size, numbers):
    """
    One customer at a time is slow and right; none at a time never ends.
    """
    assert numbers == found(settings, {"SWEEP_BATCH": size})[0]


@pytest.mark.parametrize(
    ("zone", "numbers"),
    [
        ("UTC", ["visitcore.W003"]),
        ("America/Chicago", ["visitcore.W003"]),
        ("Asia/Shanghai", []),
        ("Europe/Berlin", []),
    ],
)
def test_a_site_that_does_not_say_where_it_stands_is_told(settings, zone, numbers):
    """
    From midnight to eight an office in China would work by yesterday's list; a zone that somebody chose is his own.
    """
    settings.TIME_ZONE = zone
    told = check_zone(None)

    assert numbers == [message.id for message in told]
    assert not numbers or 'TIME_ZONE = "Asia/Shanghai"' in told[0].hint


def test_a_policy_of_the_sites_own_zone_is_in_order(settings, tmp_path):
    """
    Whose policy has its days in UTC keeps UTC.
    """
    (tmp_path / "own.toml").write_text(OWN_DAYS, encoding="utf-8")
    settings.TIME_ZONE = "UTC"

    assert [] == found(settings, {"POLICY": str(tmp_path / "own.toml")})[0]


def test_a_policy_may_be_a_path(settings, tmp_path):
    """
    ``BASE_DIR / "own.toml"`` is what a project writes; whatever else is wrong with the file is told all the same.
    """
    path = tmp_path / "own.toml"
    path.write_text(OWN_DAYS, encoding="utf-8")
    assert [] == found(settings, {"POLICY": path})[0]

    path.write_text('extends = ["NOPE"]', encoding="utf-8")
    numbers, told = found(settings, {"POLICY": path})
    assert ["visitcore.E004"] == numbers
    assert "NOPE" in told


@pytest.mark.parametrize("name", ["own.toml", Path("policies", "own.toml")])
def test_a_file_that_is_not_found_is_told_with_its_directory(settings, tmp_path, monkeypatch, name):
    """
    A relative path is looked for where the process runs, which is seldom where the settings lie.
    """
    monkeypatch.chdir(tmp_path)
    numbers, told = found(settings, {"POLICY": name})

    assert ["visitcore.E004"] == numbers
    assert f'It was looked for in {tmp_path}; write the whole path, such as BASE_DIR / "{name}".' in told
    assert "looked for in" not in found(settings, {"POLICY": "nowhere"})[1]
    assert "looked for in" not in found(settings, {"POLICY": tmp_path / "own.toml"})[1]


@pytest.mark.parametrize("broken", [None, "not TOML at all [", 'extends = ["NOPE"]'])
def test_a_policy_that_cannot_run_is_told(settings, tmp_path, broken):
    """
    A name that there is not, a file that is no TOML and one with a fault in it are told with what is wrong.
    """
    path = tmp_path / "own.toml"
    if broken is not None:
        path.write_text(broken, encoding="utf-8")
    numbers, told = found(settings, {"POLICY": str(path) if broken else "nowhere"})

    assert ["visitcore.E004"] == numbers
    assert ("NOPE" in told) if broken and "NOPE" in broken else ("nowhere" in told or "own.toml" in told)


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("nowhere.Source", "nowhere"),
        ("visitcore_site.host.models.Nobody", "Nobody"),
        ("Source", "Source"),
        ("visitcore_site.host.models.Account", "subclass"),
        (f"{__name__}.NoTable", None),
    ],
)
def test_a_source_that_is_none_is_told(settings, path, why, monkeypatch):
    """
    What cannot be imported, what is no source, and a source without a table are told by their path.
    """
    if why is None:
        monkeypatch.setattr("visitcore_site.host.models.NoTable", NoTable, raising=False)
        path, why = "visitcore_site.host.models.NoTable", "names no table"
    numbers, told = found(settings, {"CUSTOMER_SOURCE": path})

    assert ["visitcore.E005"] == numbers
    assert why in told
    assert ("Name a subclass" in told) is (why != "names no table")
    assert ("Write `model = Account` in it" in told) is (why == "names no table")


@pytest.mark.parametrize(("key", "number"), [("CUSTOMER_SOURCE", "visitcore.E005"), ("NOTIFIERS", "visitcore.E006")])
@pytest.mark.parametrize(
    "error", ["raise RuntimeError('no licence')", "1 / 0", "import = 3", "raise KeyError('DB_URL')"]
)
def test_a_module_may_raise_whatever_it_likes(settings, tmp_path, monkeypatch, key, number, error):
    """
    The check tells the error of the host's module, and does not end in it.
    """
    (tmp_path / "broken_module.py").write_text(error, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    path = "broken_module.Thing"
    numbers, told = found(settings, {key: [path] if key == "NOTIFIERS" else path})

    assert [number] == numbers
    assert path in told
    assert "Error: " in told


@pytest.mark.parametrize(
    "address",
    [
        "crm.example.com",
        "//crm.example.com",
        "https://",
        "ftp://crm",
        "https://[",
        "x",
        "https://a/?b=c",
        "https://a/#b",
    ],
)
def test_an_address_that_no_message_can_link_to_is_told(settings, address):
    """
    Without its scheme an address is no link in a message.
    """
    assert ["visitcore.E012"] == found(settings, {"SITE_URL": address})[0]
    assert not found(settings, {"SITE_URL": "https://crm.example.com/office"})[0]


@pytest.mark.parametrize("path", ["nowhere.Port", "visitcore_django.models.Nobody", 7])
def test_a_port_that_is_none_is_told(settings, path):
    """
    A way to tell people things that cannot be imported is told by its path.
    """
    numbers, told = found(settings, {"NOTIFIERS": [path]})

    assert ["visitcore.E006"] == numbers
    assert repr(path) in told


def test_every_fault_is_told_at_once(settings):
    """
    Four slips are four messages.
    """
    numbers, _told = found(settings, {"POLCY": 1, "POLICY": "nowhere", "SWEEP_BATCH": 0, "NOTIFIERS": ["nowhere.Port"]})

    assert ["visitcore.E003", "visitcore.E004", "visitcore.E006", "visitcore.W001"] == sorted(numbers)


def test_moments_must_be_exact(settings):
    """
    A site without time zones cannot tell when a report was handed in.
    """
    settings.USE_TZ = False

    assert ["visitcore.E011"] == found(settings, {})[0]


def test_a_site_without_time_zones_reads_why_it_does_not_start():
    """
    The check comes before anything that would need the day of today.
    """
    lines = (
        "from visitcore_site import settings",
        "settings.USE_TZ = False",
        "from django.core.management import execute_from_command_line",
        "execute_from_command_line(['manage.py', 'check'])",
    )
    _out, err = (site := Site().start("-c", "\n".join(lines))).communicate(timeout=120)

    assert 1 == site.returncode
    assert "visitcore.E011" in err
    assert "Traceback" not in err


def test_the_checks_run_by_their_tag(settings):
    """
    ``manage.py check --tag visitcore`` is silent for a sound setting and fails for another.
    """
    said = StringIO()
    call_command("check", "--tag", "visitcore", stdout=said)
    assert "no issues" in said.getvalue()

    settings.VISITCORE = {"POLICY": "nowhere"}
    with pytest.raises(SystemCheckError, match=r"visitcore\.E004"):
        call_command("check", "--tag", "visitcore")


class Elsewhere:
    """
    A router that sends everything but the users to another database.
    """

    def db_for_write(self, model, **_hints):
        """
        The other one.
        """
        return None if model._meta.app_label == "auth" else "archive"


def test_the_tables_belong_into_the_first_database(settings):
    """
    What is written together is written in one transaction, and that is one of the first database.
    """
    assert [] == check_host(None)
    settings.DATABASE_ROUTERS = [Elsewhere()]
    (told,) = check_host(None)

    assert "visitcore.E016" == told.id
    assert "'archive'" in told.msg and "'default'" in told.hint


def test_users_are_in_groups(monkeypatch):
    """
    A user model without groups can have no roles.
    """
    monkeypatch.setattr("visitcore_django.checks.get_user_model", lambda: AbstractBaseUser)
    (told,) = check_host(None)

    assert "visitcore.E015" == told.id
    assert "PermissionsMixin" in told.hint
