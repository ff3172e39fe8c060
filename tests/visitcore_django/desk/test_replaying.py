import json
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import JSONField, QuerySet, Value
from visitcore_site.days import NOW, TODAY

from visitcore_django import desk
from visitcore_django.desk.policies import seal_of
from visitcore_django.desk.replaying import Outcome, Replayer, differences
from visitcore_django.models import CustomerFigure, DecisionRecord, PolicyVersion

RECORD, VERSION = "visitcore_django_decisionrecord", "visitcore_django_policyversion"
CHANGED = "the record, or the policy version it was taken under, was changed afterwards"


@pytest.fixture
def graded(office):
    """
    Two customers graded on their sales, under the policy of the settings or a version of the company's.
    """

    def grade(toml=""):
        if toml:
            draft = PolicyVersion(name="own", toml=toml, in_force_from=TODAY)
            draft = desk.save_draft(draft, by=office.manager)
            desk.publish_policy(desk.submit_policy(draft, by=office.manager, at=NOW), by=office.boss, at=NOW)
        for number, code in enumerate(("C1", "C2")):
            customer = office.customer(code)
            figures = {"sales": str(number + 1), "price_index": "0.95", "collection_rate": "1"}
            for name, value in figures.items():
                CustomerFigure.objects.create(customer=customer, name=name, value=value, as_of=TODAY)
        desk.grade_round(desk.open_round(TODAY, by=office.manager, at=NOW), by=office.manager)
        return DecisionRecord.objects.order_by("pk").first()

    return grade


def sql(text, *values):
    """
    Change the database behind the desk's back.
    """
    with connection.cursor() as cursor:
        cursor.execute(text, values)


def exchange(record, column, old, new):
    """
    Write other words into a column of a record behind the desk's back.
    """
    told = json.loads(json.dumps(getattr(record, column), ensure_ascii=False).replace(old, new))
    QuerySet(DecisionRecord).filter(pk=record.pk).update(**{column: told})


def again(record):
    """
    Take a decision again that is read anew.
    """
    return Replayer().replay(DecisionRecord.objects.get(pk=record.pk))


@pytest.mark.parametrize("toml", ["", 'extends = ["standard"]\n'])
def test_a_decision_comes_out_the_same(graded, toml):
    """
    Under the policy of the settings and under a version of the company's, with the sales that are kept once.
    """
    found = again(graded(toml))

    assert (Outcome.SAME, ()) == (found.outcome, found.told)


def test_a_company_day_of_later_changes_nothing(office, graded):
    """
    The days that were laid over the calendar then are laid over it again, and no others.
    """
    from visitcore_django.models import CalendarDay

    record = graded()
    CalendarDay.objects.create(day=TODAY, works=False, reason="x")

    assert Outcome.SAME is again(record).outcome


def test_a_later_version_changes_nothing(office, graded):
    """
    What was decided is held against the policy of then.
    """
    record = graded()
    office.policy('extends = ["ABC"]', since=TODAY)

    assert Outcome.SAME is again(record).outcome


def test_a_changed_answer_is_found(graded):
    """
    Another verdict in the stored answer: the record is broken, and what differs is named.
    """
    record = graded()
    exchange(record, "answer", '"allowed"', '"refused"')
    found = again(record)

    assert Outcome.DIFFERS is found.outcome
    assert "verdict: refused → allowed" in found.told


@pytest.mark.parametrize(("old", "new"), [("0.95", "0.80"), ("Customer C1", "Customer C9")])
def test_changed_facts_are_found(graded, old, new):
    """
    Where they make another answer, and where they make none.
    """
    record = graded()
    exchange(record, "facts", old, new)
    found = again(record)

    assert Outcome.DIFFERS is found.outcome
    assert CHANGED in found.told


@pytest.mark.parametrize("value", [[], None, 5, "x", {}, [[1, 2]], {"customer": 5, "figures": ["x"]}])
@pytest.mark.parametrize("column", ["facts", "answer", "calendar"])
def test_a_record_of_another_shape_differs_and_stops_nothing(graded, column, value):
    """
    Whatever was put in the place of its facts, its answer or its company days; the record beside it is the same.
    """
    record = graded()
    QuerySet(DecisionRecord).filter(pk=record.pk).update(**{column: Value(value, JSONField())})
    found = again(record)
    other = DecisionRecord.objects.exclude(pk=record.pk).latest("pk")

    assert (Outcome.SAME if (column, value) == ("calendar", []) else Outcome.DIFFERS) is found.outcome
    assert Outcome.SAME is Replayer().replay(other).outcome


@pytest.mark.parametrize("column", ["verdict", "told_zh", "rules", "seal"])
def test_a_changed_column_is_found(graded, column):
    """
    Whatever was written beside the answer, the seal itself too.
    """
    record = graded()
    sql(f"UPDATE {RECORD} SET {column} = 'x' WHERE id = %s", record.pk)

    assert Outcome.DIFFERS is again(record).outcome


def test_changed_shared_facts_are_found(graded):
    """
    Sales of another customer, changed where they are kept once.
    """
    record = graded()
    sql('UPDATE visitcore_django_sharedfacts SET content = \'["1", "9"]\'')

    assert Outcome.DIFFERS is again(record).outcome


def test_a_changed_file_of_a_version_is_found(graded):
    """
    A published version that is not what it was.
    """
    record = graded('extends = ["standard"]\n')
    sql(f"UPDATE {VERSION} SET toml = %s", 'extends = ["CGR"]\n')
    found = again(record)

    assert Outcome.DIFFERS is found.outcome
    assert any("was changed after it was published" in line for line in found.told)


@pytest.mark.parametrize(
    "changes",
    [
        {"toml": (other := 'extends = ["CGR"]\n'), "hash": seal_of(other)},
        {"in_force_from": TODAY - timedelta(days=1)},
    ],
)
def test_a_version_that_was_rewritten_is_found(graded, changes):
    """
    A file with the fingerprint that fits it, or another first day.
    """
    record = graded('extends = ["standard"]\n')
    QuerySet(PolicyVersion).update(**changes)
    found = again(record)

    assert Outcome.DIFFERS is found.outcome
    assert CHANGED in found.told


def test_a_record_set_back_in_time_is_found(graded):
    """
    By no more than a second.
    """
    record = graded()
    QuerySet(DecisionRecord).filter(pk=record.pk).update(recorded_at=record.recorded_at - timedelta(seconds=1))

    assert (CHANGED,) == again(record).told


def test_company_days_put_in_afterwards_are_found(graded):
    """
    A day that was no company day when it was decided.
    """
    record = graded()
    QuerySet(DecisionRecord).filter(pk=record.pk).update(calendar=[["2024-06-20", False, "x"]])
    found = again(record)

    assert Outcome.DIFFERS is found.outcome
    assert CHANGED in found.told


def test_a_policy_that_is_no_longer_at_hand_is_told_apart(graded, monkeypatch):
    """
    The policy that comes with the house changed with an upgrade: nobody's fault, and it is said.
    """
    from visitcore import load_policy
    from visitcore_django.desk import replaying

    record = graded()
    monkeypatch.setattr(replaying, "load_policy", lambda _name: load_policy("CGR"))
    found = again(record)

    assert Outcome.NOT_AT_HAND is found.outcome
    assert record.policy_hash in found.told[0]


@pytest.mark.parametrize("now", ["CGR", "/nowhere/own.toml"])
def test_settings_of_today_do_not_matter(graded, settings, now):
    """
    Decided under the policy that comes with the house; another one, or none that can be read, is set since.
    """
    record = graded()
    settings.VISITCORE = {"POLICY": now}

    assert Outcome.SAME is again(record).outcome


def test_the_policy_file_of_the_settings_is_found_by_its_content(graded, settings, tmp_path):
    """
    A file of the company's that goes by the name of one that comes with the house.
    """
    file = tmp_path / "standard.toml"
    file.write_text('extends = ["CGR"]\n', encoding="utf-8")
    settings.VISITCORE = {"POLICY": str(file)}

    assert Outcome.SAME is again(graded()).outcome


def test_a_policy_that_nobody_has_is_named(graded):
    """
    Nothing goes by the name and the fingerprint that stand in the record.
    """
    record = graded()
    sql(f"UPDATE {RECORD} SET policy_name = 'gone', policy_hash = 'x', policy_version_id = NULL")
    found = again(record)

    assert Outcome.DIFFERS is found.outcome
    assert "gone" in found.told[-1]


@pytest.mark.parametrize(
    ("then", "now", "told"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"a": 1}, {"a": 2}, ["a: 1 → 2"]),
        ({"a": {"b": [1, 2]}}, {"a": {"b": [1, 3]}}, ["a.b[1]: 2 → 3"]),
        ({"a": [1]}, {"a": [1, 2]}, ["a: [1] → [1, 2]"]),
        ({"a": 1}, {}, ["a: 1 → None"]),
        ({"message": {"en": "x"}}, {"message": {"en": "y"}}, []),
        ({"paid": "37.50"}, {"paid": "37.5"}, []),
        ({"paid": "37"}, {"paid": "37.00"}, []),
        ({"paid": "-0.50"}, {"paid": "-0.5"}, []),
        ({"paid": "37.50"}, {"paid": "37.05"}, ["paid: 37.50 → 37.05"]),
        ({"code": "007"}, {"code": "7"}, ["code: 007 → 7"]),
        ({"code": "1e1"}, {"code": "10"}, ["code: 1e1 → 10"]),
        ({"code": "٣"}, {"code": "3"}, ["code: ٣ → 3"]),
        ({"count": 1}, {"count": "1"}, ["count: 1 → 1"]),
        (None, {"count": 1}, ["answer: None → {'count': 1}"]),
    ],
)
def test_differences_are_told_with_their_place(then, now, told):
    """
    A line for each; other words for the same finding are none.
    """
    assert told == list(differences(then, now))
