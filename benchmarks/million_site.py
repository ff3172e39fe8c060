"""
A site with many customers for `million_customers.py`.
"""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import dj_database_url
import django
from django.conf import settings

TODAY = date.today()
VISITS = 2
"""Visits of each customer."""

BATCH, OWNERS, TEAMS = 5_000, 200, 20
FIRST_NAMES, TRADES = "华东北南长江新海天云", ("机电", "贸易", "纺织", "化工", "食品", "建材")


def set_up(url: str) -> None:
    """
    Start Django on a database; for SQLite the file is the one that is named.
    """
    told = dict(dj_database_url.parse(url))
    if told["ENGINE"].endswith("sqlite3"):
        told |= {"TEST": {"NAME": told["NAME"]}, "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 30}}
    apps = ["admin", "auth", "contenttypes", "sessions", "messages", "staticfiles"]
    processors = ["django.template.context_processors.request", "django.contrib.auth.context_processors.auth"]
    settings.configure(
        SECRET_KEY="only for a benchmark",
        ALLOWED_HOSTS=["*"],
        DATABASES={"default": told},
        INSTALLED_APPS=[*(f"django.contrib.{app}" for app in apps), "visitcore_django"],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {"context_processors": [*processors, "django.contrib.messages.context_processors.messages"]},
            }
        ],
        ROOT_URLCONF="million_urls",
        STATIC_URL="/static/",
        TIME_ZONE="Asia/Shanghai",
        USE_TZ=True,
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    )
    django.setup()


def fill(count: int) -> None:
    """
    So many customers with a fixed seed, and their visits.
    """
    from django.contrib.auth.models import User

    from visitcore_django.models import Customer, Team, Visit

    dice = random.Random(20240614)
    User.objects.create_superuser("root")
    owners = User.objects.bulk_create(User(username=f"owner{number}") for number in range(OWNERS))
    teams = Team.objects.bulk_create(Team(code=f"T{number}", name=f"Team {number}") for number in range(TEAMS))
    numbers = iter(range(count))
    while batch := [_customer(number, dice, owners, teams) for number, _ in zip(numbers, range(BATCH), strict=False)]:
        kept = Customer.objects.bulk_create(batch)
        Visit.objects.bulk_create(visit for customer in kept for visit in _visits(customer, dice))


def _customer(number: int, dice: random.Random, owners: list[Any], teams: list[Any]) -> Any:
    from visitcore_django.models import Customer

    owner = dice.randrange(OWNERS)
    name = f"{dice.choice(FIRST_NAMES)}{dice.choice(FIRST_NAMES)}{dice.choice(TRADES)}公司 {number}"
    return Customer(
        code=f"C{number:07}",
        name=name,
        grade=dice.choices("ABC", (20, 30, 50))[0],
        owner=owners[owner],
        team=teams[owner % TEAMS],
        region="local",
        since=TODAY - timedelta(days=200 + dice.randrange(1500)),
    )


def _visits(customer: Any, dice: random.Random) -> Iterator[Any]:
    from visitcore_django.models import Visit

    for days in dice.sample(range(1, 181), VISITS):
        start = datetime(TODAY.year, TODAY.month, TODAY.day, 2, tzinfo=UTC) - timedelta(days=days)
        yield Visit(customer=customer, owner=customer.owner, start=start, status=Visit.Status.COMPLETED)


def settle() -> None:
    """
    Let the database look at its new rows, as it does by itself after a while.
    """
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
