from pathlib import Path

from attrs import fields

from visitcore_django.conf import KNOWN, Conf, conf, written


def test_nothing_has_to_be_set(settings):
    """
    Without the setting, the standard policy runs and no host is asked for customers.
    """
    assert {} == written()
    assert Conf() == conf()
    assert ("standard", "") == (conf().POLICY, conf().CUSTOMER_SOURCE)


def test_what_is_set_counts_and_the_rest_stays(settings):
    """
    One key changes one thing; a list is kept as a tuple.
    """
    settings.VISITCORE = {"POLICY": "DST", "NOTIFY_URLS": ["json://localhost"]}

    assert Conf(POLICY="DST", NOTIFY_URLS=("json://localhost",)) == conf()


def test_a_path_is_as_good_as_its_text(settings):
    """
    A policy is named the way paths are written in settings.
    """
    settings.VISITCORE = {"POLICY": Path("/srv") / "office.toml"}

    assert Conf(POLICY=str(Path("/srv/office.toml"))) == conf()


def test_a_key_that_nobody_knows_does_no_harm(settings):
    """
    It is left to the system check, and the site runs on.
    """
    settings.VISITCORE = {"POLCY": "DST"}

    assert Conf() == conf()


def test_an_empty_setting_is_none(settings):
    """
    ``VISITCORE = None`` is the same as leaving it out.
    """
    settings.VISITCORE = None

    assert Conf() == conf()


def test_every_key_is_known():
    """
    The list of keys is that of the class.
    """
    assert tuple(field.name for field in fields(Conf)) == KNOWN
