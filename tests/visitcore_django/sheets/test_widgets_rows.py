import pytest
from django.core.exceptions import ValidationError

from visitcore_django.models import Customer, Team
from visitcore_django.sheets import widgets_rows


def test_a_person_goes_by_log_in_or_by_full_name(office):
    """
    Both ways round; a name that two people bear is told.
    """
    office.li.first_name, office.li.last_name = "丽", "王"
    office.li.save()

    assert office.li == widgets_rows.PersonWidget().clean("li")
    assert office.li == widgets_rows.PersonWidget().clean("王丽")

    office.wang.first_name, office.wang.last_name = "丽", "王"
    office.wang.save()
    with pytest.raises(ValidationError, match="Several"):
        widgets_rows.PersonWidget().clean("王丽")


def test_another_row_is_found_within_the_scope(office):
    """
    Wang's customer is no customer for Li.
    """
    row = office.customer("C1", owner=office.wang)
    his, hers = widgets_rows.RowWidget(Customer), widgets_rows.RowWidget(Customer)
    his.user, hers.user = office.wang, office.li

    assert row == his.clean("C1")

    with pytest.raises(ValidationError, match="look after"):
        hers.clean("C1")


@pytest.mark.parametrize(
    ("user", "known"),
    [
        ("li", ["li"]),
        ("lead", ["li", "wang", "lead", "manager"]),
        ("boss", ["li", "wang", "zhao", "lead", "manager", "auditor"]),
    ],
)
def test_a_person_is_one_whom_the_forms_offer(office, user, known):
    """
    A salesperson names nobody else, a lead those of the team, who sees everything anybody.
    """
    widget = widgets_rows.PersonWidget()
    widget.user = getattr(office, user)
    people = [office.li, office.wang, office.zhao, office.lead, office.manager, office.auditor]

    assert known == [person.username for person in people if widget.may_name(person)]


def test_who_may_not_be_named_is_told_with_those_who_may(office):
    """
    A lead learns at once whom the sheet can name.
    """
    widget = widgets_rows.PersonWidget()
    widget.user = office.lead
    with pytest.raises(ValidationError, match="you may enter: lead、li、manager、wang"):
        widget.clean("zhao")


def test_people_are_written_as_on_the_screen_and_read_again(office):
    """
    By their full names, in Chinese the family name first; namesakes with their log-ins beside, which are read too.
    """
    for person, first in ((office.li, "丽"), (office.wang, "丽"), (office.lead, "明")):
        person.first_name, person.last_name = first, "王"
        person.save()
    written, read = widgets_rows.PersonWidget(), widgets_rows.PersonWidget()
    told = [written.render(person) for person in (office.li, office.wang, office.lead, office.zhao)]

    assert ["王丽 (li)", "王丽 (wang)", "王明", "zhao"] == told
    assert [office.li, office.wang, office.lead, office.zhao] == [read.clean(name) for name in told]

    with pytest.raises(ValidationError, match="li、wang"):
        read.clean("王丽")


def test_a_team_goes_by_its_code_or_its_name(office):
    """
    It is written by its name; a name that two teams bear is told with their codes.
    """
    office.team.name = "华东组"
    office.team.save()

    assert "华东组" == widgets_rows.NamedRowWidget(Team).render(office.team)
    assert [office.team] * 2 == [widgets_rows.NamedRowWidget(Team).clean(said) for said in ("east", "华东组")]

    Team.objects.create(code="far", name="华东组")
    with pytest.raises(ValidationError, match="east、far"):
        widgets_rows.NamedRowWidget(Team).clean("华东组")


def test_somebody_who_has_left_is_not_entered(office):
    """
    A sheet of the system itself names whoever works here, and nobody else.
    """
    office.wang.is_active = False
    office.wang.save()

    assert office.li == widgets_rows.PersonWidget().clean("li")
    with pytest.raises(ValidationError, match="nobody whom you may enter"):
        widgets_rows.PersonWidget().clean("wang")


def test_rows_are_looked_up_many_at_once(office, django_assert_num_queries):
    """
    Three cells, one of them in full-width letters, take one question; a code that nobody has is told when it is read.
    """
    rows = [office.customer("C1"), office.customer("沪（2）")]
    widget = widgets_rows.RowWidget(Customer)
    with django_assert_num_queries(1):
        widget.look_up(["Ｃ１", "沪（2）", "C9", None])

        assert rows == [widget.clean(cell) for cell in ("Ｃ１", "沪（2）")]
    with pytest.raises(ValidationError, match="no customer “C9”"):
        widget.clean("C9")
