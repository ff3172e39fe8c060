import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("django")

SITE = Path(__file__).parents[2] / "examples" / "demo_site"


def manage(*args, **env):
    """
    One command of the demo site.
    """
    return subprocess.run(
        [sys.executable, "manage.py", *args],
        cwd=SITE,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "demo.settings", **env},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """
    A demo with forty customers in a database of its own.
    """
    url = f"sqlite:///{tmp_path_factory.mktemp('demo') / 'demo.sqlite3'}"
    for args in (["migrate", "-v", "0"], ["demo_data", "--customers", "40"]):
        done = manage(*args, DATABASE_URL=url)

        assert 0 == done.returncode, done.stderr
    return url


def test_the_demo_is_filled_once(filled):
    """
    A second filling changes nothing and says so.
    """
    done = manage("demo_data", DATABASE_URL=filled)

    assert "already" in done.stdout


def test_the_demo_has_every_kind_of_answer(filled):
    """
    Some customers are overdue, some were visited enough, and some cannot be told for want of a grade.
    """
    query = "Customer.objects.values_list('due_status', flat=True)"
    count = f"from visitcore_django.models import Customer; print(sorted(set({query})))"
    told = manage("shell", "-v", "0", "-c", count, DATABASE_URL=filled).stdout

    assert {"met", "overdue", "undetermined"} <= set(told.split("'"))


def test_the_visits_of_the_demo_are_for_what_the_form_offers(filled):
    """
    An export that comes back has no purpose that the policy does not know.
    """
    asked = (
        "from django.utils import timezone; from visitcore_django.desk.purposes import purposes_of; "
        "from visitcore_django.models import Visit; known = set(purposes_of(timezone.localdate())); "
        "said = set(Visit.objects.values_list('purpose', flat=True)); print(len(said) > 1, said - known)"
    )

    assert "True set()" in manage("shell", "-v", "0", "-c", asked, DATABASE_URL=filled).stdout


def test_the_demo_has_been_swept(filled):
    """
    The nights of the office have passed: somebody is reminded, some reports are late, and most are written.
    """
    query = (
        "from visitcore_django.models import Reminder, SweepRun, Visit; "
        "print(SweepRun.objects.count() > 1, Reminder.objects.exists(), "
        "Visit.objects.filter(status='completed', report=None).count() * 4 < Visit.objects.count())"
    )

    assert "True True True" == manage("shell", "-v", "0", "-c", query, DATABASE_URL=filled).stdout.strip()


def test_the_production_settings_pass_the_deployment_check():
    """
    ``check --deploy`` finds nothing in the settings for a server.
    """
    done = manage(
        "check",
        "--deploy",
        "--fail-level",
        "WARNING",
        DJANGO_SETTINGS_MODULE="demo.production",
        SECRET_KEY="".join(chr(33 + 7 * n % 90) for n in range(64)),
        ALLOWED_HOSTS="crm.example",
    )

    assert 0 == done.returncode, done.stderr
