import pytest
from django.utils.translation import override

from visitcore_django.admin.decision_facts import MOST, facts_shown, facts_told, label_of


def test_a_value_is_told_with_what_it_is_called():
    """
    The reader's word for the fact, and a name of the policy as people say it.
    """
    with override("zh-hans"):
        [grade, region] = facts_told({"grade": "A", "region": "out_of_town"})

    assert ("等级", "A") == (grade.label, grade.value)
    assert ("地区", "外地") == (region.label, region.value)


def test_kind_and_class_of_an_invoice_have_headings_of_their_own():
    """
    In a list of events of an account both stand side by side.
    """
    with override("zh-hans"):
        [events] = facts_told({"events": [{"kind": "invoice", "class": "normal"}]})

    assert ("类型", "类别") == events.heads


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (True, "yes"),
        (False, "no"),
        ("2024-06-14", "2024-06-14"),
        ("2024-06-14T02:00:00+00:00", "2024-06-14 10:00"),
        ("2024-06-14T10:00:00", "2024-06-14 10:00"),
        ("Tomorrow", "Tomorrow"),
        ("12.50", "12.50"),
        (["a_b", "C"], "a b; C"),
    ],
)
def test_values_are_told_as_people_write_them(value, told):
    """
    Yes and no in words, an instant at the place of the site, a list with its parts apart.
    """
    assert told == facts_told({"x": value})[0].value


@pytest.mark.parametrize("nothing", [None, "", [], {}])
def test_what_was_not_known_is_left_out(nothing):
    """
    An empty fact says nothing.
    """
    assert () == facts_told({"x": nothing})


def test_no_and_nought_are_known():
    """
    They are facts, and stay.
    """
    assert ["no", "0"] == [one.value for one in facts_told({"a": False, "b": 0})]


def test_a_group_holds_its_facts():
    """
    The customer's figures inside the customer.
    """
    [customer] = facts_told({"customer": {"code": "C1", "figures": {"sales": "5"}}})
    [code, figures] = customer.parts

    assert ("C1", "5") == (code.value, figures.parts[0].value)


def test_a_list_of_likes_is_a_table():
    """
    One column for each fact that some row tells; a row without it has a dash.
    """
    [visits] = facts_told({"visits": [{"start": "2024-06-14", "end": None}, {"purpose": "", "owner": "li"}]})

    assert (label_of("start"), label_of("owner")) == visits.heads
    assert (("2024-06-14", "–"), ("–", "li")) == visits.rows


def test_groups_and_lists_inside_a_row_stand_in_one_cell():
    """
    Told with their names.
    """
    [events] = facts_told({"events": [{"papers": {"cash": True}, "roles": ["finance"]}]})

    assert "cash = yes" in events.rows[0][0]
    assert "finance" == events.rows[0][1]


@pytest.mark.parametrize("rows", [[{"a": 1}] * (MOST + 2), [1] * (MOST + 2)])
def test_long_lists_are_cut_and_say_so(rows):
    """
    The page stays small; the JSON holds them all.
    """
    assert 2 == facts_told({"x": rows})[0].more
    assert "2 more; the JSON holds all." in facts_shown({"x": rows})


def test_facts_are_text():
    """
    Markup in a name, a value or a cell stays what it is.
    """
    shown = facts_shown({"<i>": "<b>", "x": [{"<u>": "<s>"}], "y": {"<p1>": "<q>"}})

    assert not [tag for tag in ("<i>", "<b>", "<u>", "<s>", "<p1>", "<q>") if tag in shown]


def test_no_facts_are_said_to_be_none():
    """
    An empty table would look like a fault.
    """
    assert "None is recorded." in facts_shown({})


@pytest.mark.parametrize("facts", [[], None, 5, "x"])
def test_what_was_put_in_the_place_of_facts_is_shown(facts):
    """
    A record that was changed behind the desk's back is read all the same.
    """
    assert (str(facts) if facts else "None is recorded.") in facts_shown(facts)
