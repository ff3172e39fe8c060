from django.contrib.auth.models import Permission

from visitcore_django.models import Desk


def test_the_desk_has_no_rights_of_its_own(db):
    """
    Whoever sees customers has a desk; there is nothing to grant.
    """
    assert not Permission.objects.filter(content_type__model="desk").exists()
    assert "visitcore_django_customer" == Desk._meta.db_table
