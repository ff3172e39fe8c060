import re
import subprocess
import sys
from pathlib import Path

import django
import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.db import models

ROOT = Path(__file__).parents[2]
LINE = "    'django.contrib.staticfiles',\n"
PUBLISH = """
from datetime import date
from django.contrib.auth.models import User
from django.utils import timezone
from visitcore_django.models import PolicyVersion
from visitcore_django.policies import running
told = {"name": "own", "toml": 'extends = ["DST"]', "hash": "", "in_force_from": date(2024, 1, 1)}
people = {"author": User.objects.create_user("a"), "approver": User.objects.create_user("b")}
PolicyVersion.objects.create(state="published", published_at=timezone.now(), **told, **people)
assert "own" == running(date(2024, 6, 14)).policy.name
"""
LOOK = """
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
client = Client(HTTP_HOST="localhost")
client.force_login(User.objects.create_superuser("root"))
assert "/admin/visitcore_django/customer/" in client.get("/admin/").content.decode()
for model in apps.get_app_config("visitcore_django").get_models():
    if admin.site.is_registered(model):
        answer = client.get(reverse(f"admin:visitcore_django_{model._meta.model_name}_changelist"))
        assert answer.status_code == 200, (model, answer.status_code)
"""


USERS = """
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models

class Person(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField(unique=True)
    is_staff = True
    USERNAME_FIELD = "email"
    objects = BaseUserManager()
"""
WORK = """
from django.apps import apps
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from visitcore_django import desk
from visitcore_django.models import Customer, Membership, Team
call_command("visitcore_roles", verbosity=0)
people = get_user_model().objects
root = people.create(email="root@example.com", is_superuser=True)
li = people.create(email="li@example.com")
li.groups.add(Group.objects.get(name="Salesperson"))
Membership.objects.create(user=li, team=Team.objects.create(code="east", name="East", lead=root))
customer = Customer.objects.create(code="C1", name="x", grade="A", owner=li)
desk.submit_plan(desk.plan_visit(customer, by=li, start=timezone.now()).plan, by=li)
call_command("visitcore_sweep", verbosity=0)
client = Client(HTTP_HOST="localhost")
for person in (root, li):
    client.force_login(person)
    for model in apps.get_app_config("visitcore_django").get_models():
        if not admin.site.is_registered(model):
            continue
        of = f"admin:visitcore_django_{model._meta.model_name}_"
        for address in (reverse(of + "changelist"), reverse(of + "changelist") + "?q=li", reverse(of + "add")):
            answer = client.get(address, follow=True)
            assert answer.status_code in {200, 403}, (address, answer.status_code)
            assert answer.status_code == 200 or person == li or address.endswith("add/"), address
assert "li@example.com" in client.get("/admin/visitcore_django/visitplan/?q=li").content.decode()
"""


class Site:
    """
    A new site as Django's own tutorial starts it, in a folder of its own.
    """

    def __init__(self, folder):
        self.folder = folder
        self.run("-m", "django", "startproject", "ours", str(folder))
        self.settings = folder / "ours" / "settings.py"
        self.write(LINE, f"{LINE}    'visitcore_django',\n")

    def write(self, old, new):
        """
        Change the settings.
        """
        text = self.settings.read_text(encoding="utf-8")
        assert old in text
        self.settings.write_text(text.replace(old, new), encoding="utf-8")

    def run(self, *args):
        """
        What a command prints; warnings are errors.
        """
        done = subprocess.run(
            [sys.executable, "-W", "error", *args],
            cwd=self.folder,
            check=False,
            capture_output=True,
            encoding="utf-8",
            env={"PATH": "", "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"},
        )
        assert 0 == done.returncode, done.stdout + done.stderr
        return done.stdout

    def manage(self, *args):
        """
        What ``manage.py`` prints.
        """
        return self.run("manage.py", *args)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """
    A new site with the plugin's one line, set up.
    """
    made = Site(tmp_path_factory.mktemp("site"))
    made.manage("migrate", "-v", "0")
    return made


def test_one_line_is_enough(site):
    """
    With nothing but its line in the settings, every list of the plugin opens.

    No system check has anything to say; only before the site goes live is it asked where its days begin.
    """
    assert "no issues" in site.manage("check", "--fail-level", "WARNING")
    with pytest.raises(AssertionError, match=r"visitcore\.W003"):
        site.manage("check", "--deploy", "--fail-level", "WARNING")
    site.manage("shell", "-v", "0", "-c", LOOK)


def test_the_tables_do_not_move_with_the_policy(site):
    """
    Whatever policy runs, by the settings or by a published version, there is nothing to migrate.
    """
    site.manage("shell", "-v", "0", "-c", PUBLISH)
    site.write("# Quick-start", 'VISITCORE = {"POLICY": "CR"}\nLANGUAGE_CODE = "zh-hans"\n# Quick-start')

    assert "No changes" in site.manage("makemigrations", "--check", "--dry-run")
    assert "No planned" in site.manage("migrate", "--plan")


def test_users_of_the_hosts_own_are_enough(tmp_path):
    """
    A user model with an address, groups and no other column plans visits, is swept, and opens, adds and searches.
    """
    site = Site(tmp_path)
    site.manage("startapp", "people")
    (tmp_path / "people" / "models.py").write_text(USERS, encoding="utf-8")
    site.write(LINE, f"{LINE}    'people',\n")
    site.write("# Quick-start", "AUTH_USER_MODEL = 'people.Person'\n# Quick-start")
    site.manage("makemigrations", "people", "-v", "0")
    site.manage("migrate", "-v", "0")

    assert "no issues" in site.manage("check", "--fail-level", "WARNING")
    site.manage("shell", "-v", "0", "-c", WORK)


def test_no_column_points_into_the_host():
    """
    Every foreign key leads to the plugin's own tables, to the site's users or to their groups.
    """
    known = {settings.AUTH_USER_MODEL, "auth.Group"}
    for model in apps.get_app_config("visitcore_django").get_models():
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey | models.ManyToManyField):
                other = field.remote_field.model._meta
                assert other.app_label == "visitcore_django" or other.label in known, field


def test_names_of_constraints_fit_every_database():
    """
    Names of constraints and indexes are the plugin's own and at most thirty letters long.
    """
    for model in apps.get_app_config("visitcore_django").get_models():
        for named in (*model._meta.constraints, *model._meta.indexes):
            assert named.name.startswith("visitcore_"), named
            assert len(named.name) <= 30, named


def test_no_constraint_is_one_that_mariadb_leaves_out():
    """
    No unique constraint has a condition, defers or leaves a gap: MariaDB would not have it.
    """
    for model in apps.get_app_config("visitcore_django").get_models():
        for held in model._meta.constraints:
            if isinstance(held, models.UniqueConstraint):
                assert not (held.condition or held.deferrable or held.include or held.expressions), held
                assert held.nulls_distinct is None, held


def test_every_constraint_is_tested():
    """
    Each constraint is named in a test of the plugin, where the database refuses what it forbids.
    """
    files = (ROOT / "tests" / "visitcore_django").rglob("test_*.py")
    tests = "".join(path.read_text(encoding="utf-8") for path in files)
    tables = apps.get_app_config("visitcore_django").get_models()
    names = [held.name for model in tables for held in model._meta.constraints]

    assert [] == [name for name in names if f'"{name}"' not in tests]


def test_no_screen_asks_the_database_for_a_local_day():
    """
    MariaDB knows no time zones unless they are loaded: a list is narrowed by days kept as days.
    """
    unwanted = ("__date=", "__date__", '__date"', "TruncDate", "TruncMonth")
    for model, page in admin.site._registry.items():
        if model._meta.app_label == "visitcore_django" and page.date_hierarchy:
            field = model._meta.get_field(page.date_hierarchy)
            assert not isinstance(field, models.DateTimeField), (model, page.date_hierarchy)
    for file in (ROOT / "src" / "visitcore_django").rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        by_database = 'vendor == "postgresql"' in text  # PostgreSQL knows its zones; such a file has another way too
        assert by_database or not [word for word in unwanted if word in text], file


def test_it_runs_on_this_django():
    """
    The oldest Django that the plugin promises is the long-term one.
    """
    assert django.VERSION >= (5, 2)


def test_every_check_has_a_number_of_its_own():
    """
    A number in an error leads to one check and no other.
    """
    homes = {}
    for file in sorted((ROOT / "src" / "visitcore_django").rglob("*.py")):
        for number in re.findall(r"visitcore\.[EW]\d+", file.read_text(encoding="utf-8")):
            homes.setdefault(number, set()).add(file.name)

    assert {} == {number: files for number, files in homes.items() if len(files) > 1}
