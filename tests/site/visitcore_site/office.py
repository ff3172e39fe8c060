"""
A small office to test with.
"""

from datetime import date

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, User
from django.utils import timezone

from visitcore_django.models import Customer, Membership, PolicyVersion, Team
from visitcore_django.people.roles import create_roles

START = date(2024, 1, 1)
SECRET = make_password("secret")
PEOPLE = {
    "li": ("Salesperson", "east"),
    "wang": ("Salesperson", "east"),
    "zhao": ("Salesperson", "west"),
    "lead": ("Team lead", "east"),
    "manager": ("Department manager", "east"),
    "cs": ("Customer-service manager", ""),
    "money": ("Finance", ""),
    "boss": ("General manager", ""),
    "auditor": ("Auditor", ""),
}
"""Role and team of each person."""


class Office:
    """
    People by their names: ``office.li`` and ``office.wang`` sell, ``office.lead`` leads them, and so on.
    """

    def __init__(self):
        self.groups = Group.objects.in_bulk(field_name="name") or {group.name: group for group, _ in create_roles()}
        self.team, self.other_team = Team.objects.bulk_create(
            [Team(code="east", name="East"), Team(code="west", name="West")]
        )
        teams = {"east": self.team, "west": self.other_team}
        people = User.objects.bulk_create(User(username=name, password=SECRET, is_staff=True) for name in PEOPLE)
        of_group = User.groups.through
        of_group.objects.bulk_create(
            of_group(user=user, group=self.groups[PEOPLE[user.username][0]]) for user in people
        )
        told = [(user, teams.get(PEOPLE[user.username][1])) for user in people]
        Membership.objects.bulk_create(Membership(user=user, team=team) for user, team in told if team)
        for user in User.objects.filter(pk__in=[user.pk for user in people]):
            setattr(self, user.username, user)
        self.team.lead = self.lead
        self.team.save()

    def person(self, name, group, team=None):
        """
        Somebody new.
        """
        user = User.objects.create_user(name, password="secret", is_staff=True)
        user.groups.add(self.groups[group])
        if team is not None:
            Membership.objects.create(user=user, team=team)
        return user

    def customer(self, code="C1", grade="A", owner=None, **more):
        """
        A customer of Li's unless another owner is given.
        """
        owner = owner or self.li
        team = getattr(getattr(owner, "visitcore_membership", None), "team", None)
        told = {"name": f"Customer {code}", "since": date(2024, 1, 1), **more}
        return Customer.objects.create(code=code, grade=grade, owner=owner, team=team, **told)

    def policy(self, toml, since=START):
        """
        A policy file of the company, published.
        """
        told = {"name": "own", "toml": toml, "hash": "", "in_force_from": since, "published_at": timezone.now()}
        return PolicyVersion.objects.create(state="published", author=self.manager, approver=self.boss, **told)
