import pytest
from django import forms
from django.utils import translation
from visitcore_site.days import TODAY

from visitcore.ground.text import Text
from visitcore_django.admin.policy_field import (
    TickBoxes,
    clause_of,
    in_words,
    item_label,
    label_of,
    register_field,
    several,
    tick_field,
)
from visitcore_django.admin.policy_fields import Sheet


@pytest.fixture
def plan(db):
    """
    The register of a plan and its first field.
    """
    held = Sheet(column="values", registers=("plans.fields",)).open(TODAY).registers[0]
    return held, held.value.fields[0]


@pytest.fixture
def ticks(db):
    """
    A checklist of a visit.
    """
    return Sheet(column="ticked", checklists=("checklists.confirmation",)).open(TODAY).checklists[0]


def test_a_field_without_a_list_is_room_for_words(plan):
    """
    With its label and its clause; the browser lets it stay empty.
    """
    held, one = plan
    field = register_field(held, one, "sell")

    assert isinstance(field.widget, forms.Textarea)
    assert ("sell", False) == (field.initial, field.required)
    assert label_of(one) == field.label
    assert clause_of(held, one.rule) in field.help_text


def test_ticks_of_the_past_can_still_be_seen(ticks):
    """
    What the list does not know any more is offered where it was ticked.
    """
    field = tick_field(ticks, "Before the visit", ["gone_item"])

    assert isinstance(field.widget, TickBoxes)
    assert "visitcore-ticks" == field.widget.attrs["class"]
    assert ("gone_item", "gone item") == field.choices[-1]
    assert [item_label(item) for item in ticks.value.items] == [label for _name, label in field.choices[:-1]]


@pytest.mark.parametrize(
    ("kept", "parts"), [(None, []), ("", []), ("a", ["a"]), (["a", 1], ["a", "1"]), (("a",), ["a"])]
)
def test_whatever_is_kept_is_a_list(kept, parts):
    """
    One value is a list of one.
    """
    assert parts == several(kept)


def test_what_is_kept_is_told_in_words():
    """
    Names of the policy in the reader's language, with its own comma between them.
    """
    kept = ["market_research", "department_head"]

    assert "market research, department head" == in_words(kept)
    with translation.override("zh-hans"):
        assert "市场调查、部门负责人" == in_words(kept)


def test_a_clause_is_cited_in_the_readers_language(plan):
    """
    Document, clause and rule.
    """
    held, one = plan
    cited = held.cite(one.rule)
    assert isinstance(cited.document, Text)

    assert clause_of(held, one.rule) == f"{cited.document.en}, {cited.clause} ({cited.id})"
    with translation.override("zh-hans"):
        assert clause_of(held, one.rule).startswith(f"《{cited.document.zh}》")
