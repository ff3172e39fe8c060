import pytest
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Q
from django.test.utils import isolate_apps

from visitcore_django.models import users
from visitcore_django.models.users import is_active, is_staff, name_columns


@pytest.fixture
def lean(monkeypatch):
    """
    The host's own users: an address, and no more columns than Django asks for.
    """
    with isolate_apps("visitcore_site.host"):

        class Person(AbstractBaseUser):
            email = models.EmailField(unique=True)
            is_staff = True
            USERNAME_FIELD = "email"

            class Meta:
                app_label = "host"

        monkeypatch.setattr(users, "get_user_model", lambda: Person)
        yield Person


def test_django_own_users_tell_everything():
    """
    Whether somebody works here and may enter the admin, and three columns for what people are called.
    """
    assert Q(is_active=True) == is_active()
    assert Q(owner__is_active=True) == is_active("owner__")
    assert Q(is_active=True, is_staff=True) == is_staff()
    assert ("to__last_name", "to__first_name", "to__username") == name_columns("to__")


def test_what_is_no_column_is_not_asked_for(lean):
    """
    Users without these columns all work here and may enter; they go by the name with which they log in.
    """
    assert Q() == is_active("owner__") == is_staff()
    assert ("owner__email",) == name_columns("owner__")
