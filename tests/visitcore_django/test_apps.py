from django.apps import apps
from django.core.checks import registry
from django.utils import translation

from visitcore_django.checks import check_settings


def test_one_line_installs_it():
    """
    The name in ``INSTALLED_APPS`` is enough; its title on the screen is in the reader's language.
    """
    app = apps.get_app_config("visitcore_django")

    assert "Customer visits" == str(app.verbose_name)
    with translation.override("zh-hans"):
        assert "客户拜访" == str(app.verbose_name)


def test_keys_are_large_numbers():
    """
    A table of a million rows does not run out of numbers, whatever the site says.
    """
    assert "django.db.models.BigAutoField" == apps.get_app_config("visitcore_django").default_auto_field


def test_the_checks_are_known_once_it_is_ready():
    """
    The system check of the setting is registered under its tag.
    """
    assert check_settings in registry.registry.registered_checks
    assert registry.registry.tag_exists("visitcore")
