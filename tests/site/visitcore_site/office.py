"""
A small office to test with.
"""

from datetime import date

from django.contrib.auth.models import User
from django.utils import timezone

from visitcore_django.models import Customer, Membership, PolicyVersion, Team
from visitcore_django.people.roles import create_roles

START = date(2024, 1, 1)


class Office:
    """
    People by their names: ``office.li`` and ``office.wang`` sell, ``office.lead`` leads them, and so on.
    """

    def __init__(self):
        groups = {group.name: group for group, _ in create_roles()}
        self.groups = groups
        self.team = Team.objects.create(code="east", name="East")
        self.other_team = Team.objects.create(code="west", name="West")
        self.li = self.person("li", "Salesperson", self.team)
        self.wang = self.person("wang", "Salesperson", self.team)
        self.zhao = self.person("zhao", "Salesperson", self.other_team)
        self.lead = self.person("lead", "Team lead", self.team)
        self.manager = self.person("manager", "Department manager", self.team)
        self.cs = self.person("cs", "Customer-service manager")
        self.money = self.person("money", "Finance")
        self.boss = self.person("boss", "General manager")
        self.auditor = self.person("auditor", "Auditor")
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
