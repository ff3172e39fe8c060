from datetime import date

import pytest
from attrs import evolve

from visitcore.blocks.table import Row, Table
from visitcore.policy.audit import audit, audit_pack, conflicts

NEW_YEAR = date(2024, 1, 1)


def everything(key, value):
    """
    Some decision reads every key.
    """
    return True


def told(problems):
    """
    Problems as people read them.
    """
    return [str(problem) for problem in problems]


def test_a_sound_policy_has_no_problem(make):
    """
    Nothing to mend, nothing told.
    """
    assert () == audit(make.policy(make.pack(a__b=2), base=make.pack("VC", a__b=1)), everything)


def test_two_packs_on_one_key_are_a_conflict(make):
    """
    Both packs are named, and the line that settles it.
    """
    policy = make.policy(make.pack("DST", a__b=2), make.pack("ABC", a__b=4))

    assert [
        (
            'choose: DST and ABC both speak to \'a.b\'; say which one counts: choose = { "a.b" = "DST" }, '
            "or set the key in the file itself"
        )
    ] == told(conflicts(policy))


def test_a_conflict_is_told_in_chinese_too(make):
    """
    The same, for a Chinese office.
    """
    (problem,) = conflicts(make.policy(make.pack("DST", a__b=2), make.pack("ABC", a__b=4)))

    assert problem.in_("zh") == (
        'choose：DST、ABC 都对“a.b”有规定；请写明以哪个为准：choose = { "a.b" = "DST" }，或在本文件中自行设定'
    )


@pytest.mark.parametrize("settled", [{"choose": {"a.b": "ABC"}}, {"only": {"DST": ("a.c",)}}])
def test_a_choice_settles_a_conflict(make, settled):
    """
    Choosing one pack, or leaving the key out of the other, is enough.
    """
    policy = make.policy(make.pack("DST", a__b=2, a__c=1), make.pack("ABC", a__b=4), **settled)

    assert [] == list(conflicts(policy))


def test_a_value_of_the_companys_own_settles_a_conflict(make):
    """
    A key that the company sets for every day needs no choice.
    """
    packs = make.pack("DST", a__b=2), make.pack("ABC", a__b=4)

    assert [] == list(conflicts(make.policy(*packs, own=make.pack("acme", a__b=3))))


def test_a_value_of_the_companys_own_with_a_first_day_does_not(make):
    """
    Before the company's first day the packs still contradict each other.
    """
    packs = make.pack("DST", a__b=2), make.pack("ABC", a__b=4)
    own = make.pack("acme", a__b=(make.dated(3, key="a.b", since=NEW_YEAR, pack="acme"),))

    (problem,) = conflicts(make.policy(*packs, own=own))
    assert problem.fix.en.endswith("or set the key in the file itself for every day")


@pytest.mark.parametrize(("key", "code"), [("a.b", "ABC"), ("a.z", "DST"), ("a.b", "acme")])
def test_a_choice_of_nothing_is_told(make, key, code):
    """
    A pack that does not speak to the key, or is not extended, cannot be chosen for it.
    """
    policy = make.policy(make.pack("DST", a__b=2), choose={key: code})

    assert [f"choose.{key}: {code} does not speak to {key!r}"] == [
        text.split(";")[0] for text in told(conflicts(policy))
    ]


def test_a_part_of_nothing_is_told(make):
    """
    Taking a part of a pack that is not extended, or a part it does not have, is a slip of the pen.
    """
    policy = make.policy(make.pack("DST", visits__time=2), only={"DST": ("visit.time", "visits.*"), "ABC": ("*",)})

    assert [
        "only.DST: DST has no key like 'visit.time'; did you mean 'visits.time'?",
        "only.ABC: ABC is not extended; known: DST",
    ] == told(conflicts(policy))


def test_a_rule_that_nothing_cites_is_told(make):
    """
    A rule without a value would never be applied.
    """
    pack = make.pack(a__b=2, rules=[make.rule("DST-01"), make.rule("DST-02")])

    assert ["DST: rule[DST-02]: is cited by no parameter"] == [
        text.split(";")[0] for text in told(audit_pack(pack, everything))
    ]


@pytest.mark.parametrize("kind", ["definition", "guidance", "role"])
def test_words_need_no_value(make, kind):
    """
    A definition, a piece of guidance or a role need not be cited.
    """
    pack = make.pack(a__b=2, rules=[make.rule("DST-01"), make.rule("DST-02", kind=kind)])

    assert () == audit_pack(pack, everything)


def test_a_parameter_that_no_decision_reads_is_told(make):
    """
    A key with a slip of the pen would be dead letters.
    """
    pack = make.pack(visit__cadense=2, a__b=1)
    problems = audit_pack(pack, lambda key, value: key == "a.b")

    assert ["DST: parameter[visit.cadense]"] == [problem.where for problem in problems]


def test_a_hole_in_a_table_is_told_with_a_case_that_falls_in(make):
    """
    The place, what is wrong, and a concrete case.
    """
    table = Table(inputs={"grade": ["A", "B"]}, rows=(Row(when={"grade": "A"}, then="x"),))
    (problem,) = audit_pack(make.pack(a__b=table), everything)

    assert "DST: parameter[a.b].history[0].table.rows" == problem.where
    assert "grade = B" == problem.sample


def test_every_pack_is_looked_at(make):
    """
    The house's, the regimes' and the company's own.
    """
    lonely = {code: [make.rule(f"{code}-01"), make.rule(f"{code}-02")] for code in ("VC", "DST", "acme")}
    base, pack, own = (make.pack(code, rules=rules, **{code: 1}) for code, rules in lonely.items())
    policy = make.policy(pack, base=base, own=evolve(own, code="acme"))

    assert [f"{code}: rule[{code}-02]" for code in lonely] == [problem.where for problem in audit(policy, everything)]


@pytest.mark.parametrize(("until", "holes"), [(date(2024, 6, 1), ["2024-06-01"]), (date(2024, 7, 1), [])])
def test_days_without_a_value_between_two_entries_are_told(make, until, holes):
    """
    A month that nobody speaks of is a hole, with its first day; entries that meet leave none.
    """
    entries = (make.dated(1, key="a.b", until=until), make.dated(2, key="a.b", since=date(2024, 7, 1)))
    found = audit(make.policy(make.pack("DST", a__b=entries)), everything)

    assert holes == [problem.sample for problem in found]


def test_a_company_value_that_ends_leaves_no_hole_above_its_pack(make):
    """
    Where the company's own file falls silent, the pack speaks again.
    """
    own = make.pack("OWN", a__b=(make.dated(3, key="a.b", pack="OWN", since=date(2024, 1, 1), until=date(2024, 6, 1)),))

    assert () == audit(make.policy(make.pack("DST", a__b=2), own=own), everything)
