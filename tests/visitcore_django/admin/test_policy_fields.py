import pytest
from django import forms
from django.utils import translation
from visitcore_site.days import TODAY

from visitcore_django.admin.policy_fields import Sheet

PLAN = Sheet(column="values", registers=("plans.fields",))
VISIT = Sheet(column="summary", registers=("visits.purposes", "visits.targets", "visits.summary"), leave=("purpose",))
TICKS = Sheet(column="ticked", checklists=("checklists.during", "plans.preparation"))
OWN = """
name = "own"
extends = ["standard"]

[[rule]]
id = "OWN-1"
clause = "7"
kind = "register"
strength = "required"
text = { en = "A plan names its budget.", zh = "计划写明预算。" }

[[parameter]]
key = "plans.fields"
label = { en = "Plan", zh = "计划" }
  [[parameter.history]]
  cites = ["OWN-1"]
    [parameter.history.register]
    fields = [
      { name = "budget", label = { en = "budget in yuan", zh = "预算（元）" }, personal = true, rule = "OWN-1" },
      { name = "car", label = { en = "by car", zh = "自驾" }, one_of = ["yes", "no"], rule = "OWN-1" },
      { name = "plate", label = { en = "plate", zh = "车牌" }, when = { car = "yes" }, rule = "OWN-1" },
      { name = "remark", label = { en = "remark", zh = "备注" }, optional = true, rule = "OWN-1" },
    ]
"""


@pytest.mark.parametrize(("lang", "label"), [("en", "Goal of the visit"), ("zh-hans", "拜访目标")])
def test_a_field_is_called_what_the_policy_calls_it(db, lang, label):
    """
    ABC-04.1 wants the goal of the visit, the visit plan and the action plan, in the reader's language.
    """
    with translation.override(lang):
        made = PLAN.open(TODAY).form_fields()

    assert ["values__goal", "values__visit_plan", "values__action_plan"] == list(made)
    assert label == made["values__goal"].label


def test_a_field_says_which_clause_asks_for_it(db):
    """
    Below each field stand the clause and whether it may stay empty.
    """
    hint = PLAN.open(TODAY).form_fields()["values__goal"].help_text

    assert hint.startswith("mandatory")
    assert "(ABC-04.1)" in hint


def test_what_a_register_lists_is_chosen_from(db):
    """
    VPR-02.2 knows four kinds of target: one of them is chosen; the purpose has a column of its own.
    """
    made = VISIT.open(TODAY).form_fields()
    field = made["summary__target_type"]

    assert isinstance(field, forms.ChoiceField)
    assert ["", "existing_customer", "target_customer", "potential_customer", "same_trade"] == [
        value for value, _ in field.choices
    ]
    assert "summary__purpose" not in made


def test_a_checklist_is_a_group_of_ticks(db):
    """
    ABC-05.3 has seven points during the visit, VPR-03.2 three before it.
    """
    made = TICKS.open(TODAY).form_fields({"checklists.during": ["listening"]})

    assert [7, 3] == [len(field.choices) for field in made.values()]
    assert ["listening"] == made["ticked__checklists__during"].initial


def test_answers_are_stored_by_name_and_the_unknown_is_kept(db):
    """
    What an older policy asked for stays stored; an emptied field goes.
    """
    asked = PLAN.open(TODAY)
    cleaned = {"values__goal": " sell ", "values__visit_plan": ""}

    assert {"goal": "sell", "old": 3} == asked.gathered(cleaned, {"old": 3, "visit_plan": "gone"})


def test_ticks_are_stored_under_their_list(db):
    """
    Two lists may have an item of the same name.
    """
    cleaned = {"ticked__checklists__during": ["listening"], "ticked__plans__preparation": []}

    assert {"checklists.during": ["listening"]} == TICKS.open(TODAY).gathered(cleaned, None)


def test_an_empty_mandatory_field_is_a_fault_with_its_clause(db):
    """
    The goal alone leaves the visit plan and the action plan missing.
    """
    faults = PLAN.open(TODAY).faults({"goal": "sell"})

    assert {"values__visit_plan", "values__action_plan"} == set(faults)
    assert "ABC-04.1" in faults["values__action_plan"]


@pytest.mark.parametrize(
    ("values", "faulty"),
    [
        ({"budget": "1", "car": "no"}, set()),
        ({"budget": "1", "car": "yes"}, {"values__plate"}),
        ({"budget": "1", "car": "perhaps"}, {"values__car"}),
        ({"car": "no"}, {"values__budget"}),
    ],
)
def test_the_company_asks_for_fields_of_its_own(office, values, faulty):
    """
    A company's own register counts, with its conditions and its lists.
    """
    office.policy(OWN)

    assert faulty == set(PLAN.open(TODAY).faults(values))


def test_personal_data_is_marked(office):
    """
    A field that holds personal data says so, an optional one says that too.
    """
    office.policy(OWN)
    made = PLAN.open(TODAY).form_fields()

    assert "personal data" in made["values__budget"].help_text
    assert made["values__remark"].help_text.startswith("optional")


def test_a_value_that_is_no_longer_offered_stays_to_be_seen(office):
    """
    What was chosen under an older policy is still shown as chosen.
    """
    office.policy(OWN)

    field = PLAN.open(TODAY).form_fields({"car": "lorry"})["values__car"]

    assert ("lorry", "lorry") in field.choices


def test_what_is_stored_is_told_in_words(db):
    """
    Labels with their values for those who only read; the unknown stands at the end.
    """
    lines = VISIT.open(TODAY).told({"target_type": "same_trade", "agreement": "20 sets", "old": ["a", "b"]})

    assert ("Kind of target", "same trade") in lines
    assert ("old", "a, b") == lines[-1]
    assert ("Next action plan", "") in lines


def test_a_ticked_list_is_told_by_its_items(db):
    """
    Only what was ticked is told.
    """
    lines = dict(TICKS.open(TODAY).told({"checklists.during": ["listening", "answers"]}))

    assert "listened to needs, questions answered" == lines["During the visit"]


def test_a_label_is_never_markup(office):
    """
    A policy file with markup in a label shows it as text.
    """
    office.policy(OWN.replace("budget in yuan", "<script>x</script>"))

    assert "<script>" not in _rendered(PLAN.open(TODAY).form_fields())


def _rendered(fields):
    return type("F", (forms.Form,), fields)().as_p()
