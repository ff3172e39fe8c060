"""
People, customers and a day to start from, for every test of the plugin.
"""

from contextlib import contextmanager
from datetime import date

import pytest


@pytest.fixture
def office(db):
    """
    An office with its groups, two teams and one person in each role.
    """
    from visitcore_site.office import Office

    return Office()


class Office:
    """
    People by their names: ``office.li`` and ``office.wang`` sell, ``office.lead`` leads them, and so on.
    """

    def __init__(self):
        from visitcore_django.models import Team
        from visitcore_django.people.roles import create_roles

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
        from django.contrib.auth.models import User

        from visitcore_django.models import Membership

        user = User.objects.create_user(name, password="secret", is_staff=True)
        user.groups.add(self.groups[group])
        if team is not None:
            Membership.objects.create(user=user, team=team)
        return user

    def customer(self, code="C1", grade="A", owner=None, **more):
        """
        A customer of Li's unless another owner is given.
        """
        from visitcore_django.models import Customer

        owner = owner or self.li
        team = getattr(getattr(owner, "visitcore_membership", None), "team", None)
        told = {"name": f"Customer {code}", "since": date(2024, 1, 1), **more}
        return Customer.objects.create(code=code, grade=grade, owner=owner, team=team, **told)


@pytest.fixture
def refused(db):
    """
    A block that the database refuses, by the name of the constraint.

    SQLite names the columns of a unique constraint and not the constraint.
    """
    from django.db import IntegrityError, connection, transaction

    @contextmanager
    def by(name):
        with pytest.raises(IntegrityError) as caught, transaction.atomic():
            yield
        said = str(caught.value)
        assert name in said or (connection.vendor == "sqlite" and said.startswith("UNIQUE"))

    return by


@pytest.fixture
def row(office):
    """
    A sound row of a table, Li's and of a customer of Li's unless said otherwise: ``row(Visit, end=…)``.
    """
    from visitcore_site.rows import new

    made = office.customer("C0")
    return lambda model, **changes: new(
        model, changes.pop("person", office.li), changes.pop("customer_of", made), **changes
    )
