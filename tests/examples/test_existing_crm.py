import difflib
import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from visitcore import load_policy
from visitcore.rules.grading import figures_graded

CRM = Path(__file__).parents[2] / "examples" / "existing_crm"
SOURCE = Path(__file__).parents[2] / "src"
CHANGED = [path.relative_to(CRM / "before") for path in (CRM / "before").rglob("*.py")]
NEW = [Path("crm/visits.py")]
LOOK = """
from django.test import Client
from crm.models import Account, Employee

client = Client()
client.force_login(Employee.objects.get(username="chefin"))
account = Account.objects.get(number="K0001")
print(client.get(f"/verwaltung/crm/account/{account.pk}/change/").content.decode())
print(client.get("/besuche/visitcore_django/customer/").content.decode())
"""


PAGES = [Path(__file__).parents[2] / "docs" / room / "django-connect.md" for room in ("how-to", "zh")]
BLOCK = re.compile(r"```python\n(.*?)```", re.DOTALL)
CALLED = """
from decimal import Decimal
from time import sleep
from types import SimpleNamespace

from django.core.management import call_command
from django.utils import timezone
from crm.models import Employee
from visitcore_django import desk
from visitcore_django.models import CreditAccount, Customer

call_command("visitcore_sync", verbosity=0)
customer, person = Customer.objects.get(code="K0001"), Employee.objects.get(username="chefin")
account = CreditAccount.objects.filter(customer=customer).first() or desk.open_account(customer, by=person)
amount, number, request = Decimal(900), "R-{page}", SimpleNamespace(user=person)
while timezone.now().second > 55:  # it is planned and made within the minute
    sleep(1)
appointment = SimpleNamespace(pk="{page}", start=timezone.now())
"""
HEARD = """
import sys
from django.core.management import call_command

call_command("visitcore_sync", stderr=sys.stdout)
"""


class Office:
    """
    A copy of the project with a database of its own.
    """

    def __init__(self, folder):
        self.folder = folder
        path = os.pathsep.join([str(SOURCE), *filter(None, [os.environ.get("PYTHONPATH")])])
        self.env = {
            **os.environ,
            "CRM_DATABASE": str(folder / "crm.sqlite3"),
            "DJANGO_SETTINGS_MODULE": "office.settings",
            "PYTHONPATH": path,
            "PYTHONIOENCODING": "utf-8",
        }

    def run(self, *words):
        """
        What a command of the project prints.
        """
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=self.folder,
            env=self.env,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert 0 == done.returncode, done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """
    The project with the plugin in, filled and taken over.
    """
    folder = tmp_path_factory.mktemp("crm") / "project"
    shutil.copytree(CRM, folder, ignore=shutil.ignore_patterns("*.sqlite3", "__pycache__"))
    made = Office(folder)
    made.run("migrate", "-v0")
    made.run("crm_fill")
    return made


def added():
    """
    Every line that is in the project and was not before.
    """
    for path in CHANGED:
        before = (CRM / "before" / path).read_text(encoding="utf-8").splitlines()
        after = (CRM / path).read_text(encoding="utf-8").splitlines()
        yield from (line[2:] for line in difflib.ndiff(before, after) if line.startswith("+ "))
    for path in NEW:
        yield from (CRM / path).read_text(encoding="utf-8").splitlines()


def test_fewer_than_thirty_lines_take_the_plugin_in():
    """
    Blank lines and docstrings counted in, and the README says how many.
    """
    number = len(list(added()))

    assert number < 30
    assert f"{number} more lines" in (CRM / "README.md").read_text(encoding="utf-8")


def test_nothing_else_names_the_plugin():
    """
    Without these lines the project knows nothing of it.
    """
    for path in CRM.rglob("*.py"):
        inner = path.relative_to(CRM)
        if inner not in CHANGED and inner not in NEW:
            assert "visitcore" not in path.read_text(encoding="utf-8"), inner


def test_the_crm_works_without_the_plugin(tmp_path):
    """
    As it was before, the project checks clean, and its own migrations are complete.
    """
    folder = tmp_path / "project"
    shutil.copytree(CRM, folder, ignore=shutil.ignore_patterns("*.sqlite3", "__pycache__"))
    shutil.copytree(CRM / "before", folder, dirs_exist_ok=True)
    for path in NEW:
        (folder / path).unlink()
    before = Office(folder)

    assert "no issues" in before.run("check")
    assert "No changes" in before.run("makemigrations", "--check", "--dry-run")


def test_with_the_plugin_no_migration_is_missing(office):
    """
    Neither the host nor the plugin wants a migration, whatever the host's users and keys are.
    """
    assert "no issues" in office.run("check")
    assert "No changes" in office.run("makemigrations", "--check", "--dry-run")


def test_accounts_are_taken_over_and_shown(office):
    """
    All thirty accounts come in once; the host's page shows the visits, and the due list the customers.
    """
    first, again = office.run("visitcore_sync"), office.run("visitcore_sync")
    text = office.run("shell", "-c", LOOK)

    assert re.search(r"30 .*30 ", first)
    assert "30 unchanged" in again
    assert "Kundennummer" in text
    assert "ABC-03.2a" in text
    assert "/besuche/visitcore_django/customer/" in text
    assert "K0001" in text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name)
def test_the_page_on_connecting_shows_this_very_class(page):
    """
    Whoever copies it from the page has what is tested here.
    """
    assert (CRM / "crm" / "visits.py").read_text(encoding="utf-8") == BLOCK.findall(page.read_text(encoding="utf-8"))[0]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name)
def test_the_page_lists_the_figures_that_grading_reads(page):
    """
    Each by the name that the policy `standard` asks for, and no other.
    """
    below = page.read_text(encoding="utf-8").partition("`standard`")[2].partition("```")[0]
    listed = re.findall(r"^- (.*)$", below, re.MULTILINE)
    names = {name for line in listed for name in re.findall(r"`(\w+)`", line)}

    assert set(figures_graded(load_policy("standard"), date(2026, 1, 1))) == names


def test_the_class_gives_only_figures_that_are_read(office):
    """
    Nobody who copies the class hears of a figure that nothing reads.
    """
    done = office.run("shell", "-v0", "-c", HEARD)

    assert "30 " in done
    assert "sales" not in done


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name)
def test_what_the_page_calls_at_the_desk_can_be_called(office, page):
    """
    The blocks below the heading on one's own code run as they stand, and end with the reasons of a refusal.
    """
    blocks = [
        one for one in BLOCK.findall(page.read_text(encoding="utf-8")) if "desk" in one or "DecisionRecord" in one
    ]
    said = office.run("shell", "-v0", "-c", CALLED.format(page=page.parent.name) + "\n".join(blocks))

    assert re.search(r"^refused .*HM-05\.3", said, re.MULTILINE)
    assert "60" in said.partition("refused ")[2]
