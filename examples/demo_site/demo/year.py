"""
A year of an office: people, customers, visits, plans and reports up to today.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from random import Random

from django.contrib.auth.models import Group, User
from django.utils import timezone

from demo.names import PEOPLE, PROMISES, REPORTS, TEAMS, company
from visitcore_django.desk.purposes import purposes_of
from visitcore_django.models import (
    Customer,
    CustomerFigure,
    Excuse,
    Membership,
    Promise,
    Team,
    Visit,
    VisitPlan,
    VisitReport,
)

PASSWORD = "demo"
REPORTED = 0.97
EVERY = {"A": 30, "B": 91, "C": 182}
"""About how many days lie between two visits, by grade."""


def people(groups: dict[str, Group]) -> dict[str, User]:
    """
    Everybody with a log-in, by log-in.
    """
    made = {"admin": User.objects.create_superuser("admin", password=PASSWORD, last_name="管理员")}
    for login, (group, family, given) in PEOPLE.items():
        made[login] = person(login, family, given, groups[group])
    for code, (name, (login, family, given), members) in TEAMS.items():
        lead = made[login] = person(login, family, given, groups["业务主管"])
        team = Team.objects.create(code=code, name=name, lead=lead)
        Membership.objects.create(user=lead, team=team)
        for member in members:
            short, _, full = member.partition(":")
            made[short] = person(short, full[0], full[1:], groups["业务员"])
            Membership.objects.create(user=made[short], team=team)
    Membership.objects.create(user=made["manager"], team=Team.objects.get(code="east"))
    return made


def person(login: str, family: str, given: str, group: Group) -> User:
    """
    One person who may enter the admin.
    """
    user = User.objects.create_user(
        login, f"{login}@example.com", PASSWORD, is_staff=True, last_name=family, first_name=given
    )
    user.groups.add(group)
    return user


def customers(random: Random, today: date, number: int) -> list[Customer]:
    """
    Customers of every team, most of them graded.
    """
    teams = list(Team.objects.order_by("pk"))
    sellers = {
        team.code: [User.objects.get(username=m.partition(":")[0]) for m in TEAMS[team.code][2]] for team in teams
    }
    rows = []
    for at in range(number):
        team = teams[at % len(teams)]
        grade = random.choices(["A", "B", "C", ""], [16, 35, 44, 5])[0]
        rows.append(
            Customer(
                code=f"K{at + 1:04}",
                name=company(random, team.code),
                grade=grade,
                owner=random.choice(sellers[team.code]),
                team=team,
                region=random.choice(["local", "out_of_town"]),
                since=today - timedelta(days=random.randint(200, 1500)),
                category=random.choice(["经销商", "终端客户", "工程客户"]),
            )
        )
    Customer.objects.bulk_create(rows)
    figures = [
        CustomerFigure(
            customer=row, name="sales", value=str(random.randint(3, 400) * 10000), as_of=today.replace(day=1)
        )
        for row in rows
    ]
    CustomerFigure.objects.bulk_create(figures)
    return rows


def visits(random: Random, today: date, rows: list[Customer]) -> None:
    """
    What was visited in the last year, with reports and promises; some visits are late, some never came.
    """
    purposes = purposes_of(today)
    made = [visit for row in rows for visit in _visits_of(random, today, row, purposes)]
    Visit.objects.bulk_create(made)
    recent = [visit for visit in made if visit.start.date() > today - timedelta(days=60)]
    reports = [
        VisitReport(
            visit=visit,
            state=VisitReport.State.REVIEWED,
            submitted_at=visit.start + timedelta(hours=random.randint(2, 40)),
            text=random.choice(REPORTS),
        )
        for visit in made
        if visit.start.date() < today - timedelta(days=3) and random.random() < REPORTED
    ]
    VisitReport.objects.bulk_create(reports)
    promises = [
        Promise(
            customer=visit.customer,
            visit=visit,
            owner=visit.owner,
            what=random.choice(PROMISES),
            made=visit.start.date(),
            due_by=visit.start.date(),
            kept=visit.start.date() if random.random() < 0.8 else None,
        )
        for visit in recent
        if random.random() < 0.2
    ]
    Promise.objects.bulk_create(promises)


def _visits_of(random: Random, today: date, row: Customer, purposes: Sequence[str]) -> Iterator[Visit]:
    every = EVERY.get(row.grade, 120)
    careless = random.random() < 0.25
    day = today - timedelta(days=365 - random.randint(0, every))
    while day <= today:
        if day.weekday() < 5 and day >= (row.since or day) and not (careless and random.random() < 0.45):
            start = moment(day, 9 + random.randint(0, 7), random.choice([0, 15, 30, 45]))
            if start < timezone.now() - timedelta(hours=1):
                yield Visit(
                    customer=row,
                    owner=row.owner,
                    start=start,
                    end=start + timedelta(minutes=random.choice([40, 60, 90])),
                    status=Visit.Status.COMPLETED,
                    purpose=random.choice(purposes),
                    recorded_by=row.owner,
                )
        day += timedelta(days=max(1, int(every * random.uniform(0.75, 1.05))))


def plans(today: date) -> None:
    """
    Approved plans of the months that are over, so that the history is there.
    """
    month = today.replace(day=1)
    for back in range(1, 7):
        first = (month - timedelta(days=28 * back)).replace(day=1)
        for owner in User.objects.filter(groups__name="业务员"):
            plan, made = VisitPlan.objects.get_or_create(owner=owner, month=first)
            if made:
                plan.state, plan.submitted_at = VisitPlan.State.APPROVED, moment(first - timedelta(days=2), 16)
                plan.save()
                Visit.objects.filter(
                    owner=owner, start__date__gte=first, start__date__lt=(first + timedelta(days=32)).replace(day=1)
                ).update(plan=plan)


def excuses(random: Random, today: date, rows: list[Customer]) -> None:
    """
    Some customers who cannot be visited for a while.
    """
    reasons = ["客户停产检修", "客户办公室搬迁", "客户负责人出国"]
    Excuse.objects.bulk_create(
        Excuse(
            customer=row,
            first_day=today.replace(day=1) - timedelta(days=92),
            last_day=today + timedelta(days=40),
            reason=random.choice(reasons),
            state=Excuse.State.APPROVED,
            requested_by=row.owner,
        )
        for row in random.sample(rows, max(1, len(rows) // 60))
    )


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """
    An instant of a day at the place of the site.
    """
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))
