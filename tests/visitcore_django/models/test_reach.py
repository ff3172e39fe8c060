from visitcore_site.rows import tables

from visitcore_django.models.reach import Reach
from visitcore_django.people.scope import visible


def test_every_table_says_who_reaches_it():
    """
    No table of the plugin is without its reach.
    """
    assert [] == [model.__name__ for model in tables() if not isinstance(getattr(model, "reach", None), Reach)]


def test_every_path_leads_somewhere(office):
    """
    Every path of every reach is one that the database can follow.
    """
    for model in tables():
        for path in (*model.reach.own, *model.reach.team):
            assert 0 == model._base_manager.filter(**{f"{path}__in": []}).count()
        assert visible(model._base_manager.all(), office.lead).count() >= 0


def test_one_path_may_stand_alone():
    """
    A single path needs no tuple around it.
    """
    assert Reach(own="owner", team="team") == Reach(own=("owner",), team=("team",))
