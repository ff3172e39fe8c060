import pytest

from visitcore.facts.dispatch import DecorationCustomer, Designer


def test_a_profile_has_the_fields_of_its_register():
    """
    The two counts make one field, filled only where both are known; a company's own fields come on top.
    """
    profile = Designer(name="D1", level="senior", received=4, signed=1, more={"portrait": "D1.jpg"}).profile

    assert ("senior", "4/1", "D1.jpg") == (profile["level"], profile["received_and_signed"], profile["portrait"])
    assert None is Designer(name="D1", received=4).profile["received_and_signed"]


def test_a_home_is_finished_or_off_plan():
    """
    A kind of home that nobody knows is a mistake, one not known is not.
    """
    assert None is DecorationCustomer().home
    with pytest.raises(ValueError, match="home"):
        DecorationCustomer(home="castle")
