from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visitcore.blocks.cadence import Cadence
from visitcore.codec.pack import Own, RefusedPackError, read_pack, structure_pack
from visitcore.codec.toml import read_toml
from visitcore.ground.errors import PolicyError
from visitcore.ground.period import Period
from visitcore.ground.problem import words
from visitcore.ground.span import Span
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy import Origin, Settings, Strength
from visitcore.policy.audit import audit_pack
from visitcore.rules.catalogue import is_read


def problems(data, **more):
    """
    Every problem for which a pack is refused.
    """
    with pytest.raises(PolicyError) as told:
        structure_pack(data, file="try.toml", **more)

    assert {"try.toml"} == {problem.file for problem in told.value.problems}
    return told.value.problems


def lines(data, **more):
    """
    Those problems as (path, what is wrong, what to do).
    """
    return [(problem.where, words(problem.what).en, words(problem.fix).en) for problem in problems(data, **more)]


def entry_of(data, key):
    """
    The last history entry of a parameter.
    """
    (found,) = [parameter for parameter in data["parameter"] if parameter["key"] == key]
    return found["history"][-1]


# what a good pack says


def test_a_pack_says_who_it_is(trial_file):
    """
    Head, settings and rules as they are written.
    """
    pack = read_pack(trial_file)
    settings = Settings(zone=ZoneInfo("Asia/Shanghai"), roll=True)

    assert ("TRY", Text("Trial rules", "试行制度"), "trial.txt") == (pack.code, pack.name, pack.source)
    assert settings == pack.settings
    assert ("sales", "board") == (pack.owner, pack.approver)
    assert ["TRY-01", "TRY-02", "TRY-03"] == list(pack.rules)


def test_a_rule_knows_its_document(trial_file):
    """
    A finding can cite the document from the rule alone.
    """
    rule = read_pack(trial_file).rules["TRY-02"]

    assert ("TRY", Text("Trial rules", "试行制度"), "Art. 2") == (rule.pack, rule.document, rule.clause)
    assert Strength.MUST is rule.strength
    assert rule.personal


def test_a_value_knows_its_days_rules_and_origin(trial_file):
    """
    The first entry ends where the second begins; what is a default of ours says so.
    """
    first, second = read_pack(trial_file).parameters["visits.cadence"].entries

    assert Cadence(times=1, per=Period.MONTH) == first.value
    assert (Span(None, date(2024, 1, 1)), Span(date(2024, 1, 1), None)) == (first.span, second.span)
    assert (Origin.DOCUMENT, Origin.VISITCORE) == (first.origin, second.origin)
    assert [["TRY-01"], ["TRY-01"]] == [[rule.id for rule in entry.rules] for entry in (first, second)]
    assert Text("A month is a calendar month.", "按自然月计。") == second.note
    assert "visits" == second.unit


def test_amounts_are_exact(trial_file):
    """
    Every digit is kept, and no amount is a float.
    """
    parameters = read_pack(trial_file).parameters
    quota = parameters["quotas.calls"].entries[0].value
    factors = parameters["grading.score"].entries[0].value.factors

    assert "0.80" == str(quota.share_at_least)
    assert "67.5000" == str(factors[1].letters["B"])


def test_rules_stand_on_elements_too(trial_file):
    """
    A value that cites nothing as a whole rests on the rules of its elements, each once.
    """
    (bands,) = read_pack(trial_file).parameters["grading.bands"].entries

    assert ["TRY-02"] == [rule.id for rule in bands.rules]


def test_a_value_may_be_left_open(trial_file):
    """
    The document has the rule but no number.
    """
    assert UNSPECIFIED is read_pack(trial_file).parameters["visits.length"].entries[0].value


def test_a_list_is_read_as_a_tuple(trial_file):
    """
    A value cannot be changed once it is read.
    """
    assert ("[09:00..11:30)", "[13:30..17:00)") == read_pack(trial_file).parameters["plans.hours"].entries[0].value


def test_a_pack_may_begin_on_a_day(trial):
    """
    The first day of the pack is that of every value that has none of its own.
    """
    trial["pack"]["since"] = date(2013, 7, 1)
    parameters = structure_pack(trial).parameters

    assert Span(date(2013, 7, 1), date(2024, 1, 1)) == parameters["visits.cadence"].entries[0].span
    assert Span(date(2024, 1, 1), None) == parameters["visits.cadence"].entries[1].span
    assert Span(date(2013, 7, 1), None) == parameters["plans.due"].entries[0].span


def test_a_good_pack_passes_the_audit(trial_file):
    """
    Nothing is uncited, unread or full of holes.
    """
    assert () == audit_pack(read_pack(trial_file), is_read)


def test_the_fingerprint_is_that_of_the_content(trial):
    """
    Reading twice gives the same fingerprint; one digit more gives another.
    """
    first = structure_pack(trial).hash
    again = structure_pack(trial).hash
    entry_of(trial, "quotas.calls")["quota"]["share_at_least"] = Decimal("0.800")

    assert first == again
    assert first != structure_pack(trial).hash


# what is wrong with a bad one


def test_every_fault_is_told_at_once(trial):
    """
    Wrong kinds, unknown and missing keys, bad days, words in one language: each with file, path, fault and remedy.
    """
    del trial["pack"]["code"]
    trial["pack"]["curency"] = "CNY"
    trial["pack"]["roll"] = "yes"
    trial["rule"][0]["strength"] = "requird"
    trial["rule"][0]["kind"] = "cadenze"
    trial["rule"][1]["text"] = {"en": "only English"}
    trial["parameter"][0]["history"][1]["since"] = "2024-02-30"
    trial["parameter"][0]["history"][1]["table"]["rows"][1]["then"] = {"every": {"days": "30"}}
    trial["parameter"][1]["history"][0]["scale"]["bands"][0]["wen"] = ">= 80"
    trial["parameter"][2]["hystory"] = trial["parameter"][2].pop("history")
    entry_of(trial, "quotas.calls")["quota"]["at_least"] = 6.5
    entry_of(trial, "plans.due")["term"]["days"] = Decimal("2.5")
    entry_of(trial, "plans.hours")["value"] = [0.5]

    assert {
        ("pack.code", "required key 'code' is missing", "add it"),
        ("pack.curency", "unknown key 'curency'", "did you mean 'currency'?"),
        ("pack.roll", "'yes' is neither true nor false", "write true or false"),
        ("rule[0].strength", "'requird' is no strength", "did you mean 'required'?"),
        ("rule[0].kind", "'cadenze' is no rule kind", "did you mean 'cadence'?"),
        ("rule[1].text", "is not said in both languages", 'write { en = "…", zh = "…" }'),
        (
            "parameter[0].history[1].since",
            "'2024-02-30' is no day",
            "write it as 2024-03-05, or 2024-03-05T09:30:00+08:00 where the hour counts",
        ),
        (
            "parameter[0].history[1].table.rows[1].then.every.days",
            "'30' is no whole number",
            "write it without quotes and fraction",
        ),
        ("parameter[1].history[0].scale.bands[0].wen", "unknown key 'wen'", "did you mean 'when'?"),
        ("parameter[2].history", "required key 'history' is missing", "add it"),
        ("parameter[2].hystory", "unknown key 'hystory'", "did you mean 'history'?"),
        ("parameter[5].history[0].quota.at_least", "6.5 is no exact number", "write digits, e.g. 45.00"),
        ("parameter[3].history[0].term.days", "2.5 is no whole number", "write it without quotes and fraction"),
        (
            "parameter[13].history[0].value",
            "0.5 is no exact value",
            "write a number with all its digits, text, or true or false",
        ),
    } == set(lines(trial))


def test_every_contradiction_is_told_at_once(trial):
    """
    What each part says may be well written, and still not fit together.
    """
    trial["pack"] |= {"zone": "Asia/Shangai", "weekend": ["sat", "sundy"]}
    trial["rule"][2]["id"] = "TRY-01"
    trial["parameter"][0]["history"][0]["until"] = date(2024, 6, 1)
    trial["parameter"][0]["history"][1]["table"]["rows"][0]["rule"] = "TRY-10"
    trial["parameter"][1]["history"][0]["term"] = {"days": 1}
    trial["parameter"][2]["history"][0] |= {"cites": ["TRY-02", "TYR-02"]}
    trial["parameter"][3]["history"][0] |= {"since": date(2024, 1, 2), "until": date(2024, 1, 1)}
    trial["parameter"][4]["history"][0].pop("recurrence")
    trial["parameter"][5]["history"][0]["cites"] = []
    trial["parameter"][6]["history"] = []
    trial["parameter"][7]["key"] = "visits.cadence"
    entry_of(trial, "checklists.tools")["checklist"]["items"][1]["name"] = "card"
    found = lines(trial)
    clash = "is in force on the same days as history[0] (from 2024-01-01 until further notice; from the beginning until"

    assert {
        ("pack.zone", "'Asia/Shangai' is no time zone"),
        ("pack.weekend", "'sundy' is no day of the week"),
        ("rule[2].id", "rule 'TRY-01' stands twice"),
        ("parameter[0].history[1]", f"{clash} 2024-06-01)"),
        ("parameter[0].history[1].table.rows[0].rule", "there is no rule 'TRY-10'"),
        ("parameter[1].history[0]", "'grading.bands' gives 2 values: scale, term"),
        ("parameter[2].history[0].cites[1]", "there is no rule 'TYR-02'"),
        ("parameter[3].history[0]", "a span from 2024-01-02 until 2024-01-01 holds nothing"),
        ("parameter[4].history[0]", "'duties.report' gives no value"),
        ("parameter[5].history[0]", "'quotas.calls' cites no rule"),
        ("parameter[6]", "'consequences.missed' has no history"),
        ("parameter[7].key", "'visits.cadence' stands twice"),
        ("parameter[9].history[0].checklist.items", "the item 'card' stands here 2 times"),
    } == {line[:2] for line in found}
    assert all(fix for _, _, fix in found)


def test_words_and_contradictions_are_told_in_one_round(trial):
    """
    What is badly written does not hide what does not fit together, and brings nothing with it that is not at fault.
    """
    trial["rule"][0]["strength"] = "requird"
    del trial["rule"][1]["text"]
    entry_of(trial, "plans.due")["term"] = {"dais": 3}
    entry_of(trial, "grading.score")["cites"] = ["TYR-02"]
    entry_of(trial, "quotas.calls")["quota"]["at_least"] = -1
    trial["parameter"][0]["history"][1]["until"] = date(2023, 1, 1)

    assert {
        ("rule[0].strength", "'requird' is no strength"),
        ("rule[1].text", "required key 'text' is missing"),
        ("parameter[3].history[0].term.dais", "unknown key 'dais'"),
        ("parameter[2].history[0].cites[0]", "there is no rule 'TYR-02'"),
        ("parameter[5].history[0].quota.at_least", "-1 is a negative bound"),
        ("parameter[0].history[1]", "a span from 2024-01-01 until 2023-01-01 holds nothing"),
    } == {line[:2] for line in lines(trial)}


@pytest.mark.parametrize(
    ("spoil", "where"),
    [
        (lambda data: data["rule"][0].pop("id"), "rule[0].id"),
        (lambda data: data["parameter"][0].pop("key"), "parameter[0].key"),
        (lambda data: data["parameter"][0]["history"][0].update(until="soon"), "parameter[0].history[0].until"),
        (lambda data: data["parameter"][4]["history"][0].update(table=5), "parameter[4].history[0].table"),
        (lambda data: data["pack"].update(since=5), "pack.since"),
    ],
)
def test_a_part_that_cannot_be_read_brings_no_fault_with_it(trial, spoil, where):
    """
    What rests on it, or lies beside it, is not told as wrong.
    """
    spoil(trial)

    assert [where] == [line[0] for line in lines(trial)]


def test_what_could_be_read_of_a_refused_file_is_there(trial):
    """
    A value at fault is left open, a rule and a key without a name are left out.
    """
    trial["rule"][2].pop("id")
    entry_of(trial, "plans.due")["term"] = {"dais": 3}
    with pytest.raises(RefusedPackError) as told:
        structure_pack(trial)
    rest = told.value.rest

    assert ["TRY-01", "TRY-02"] == list(rest.rules)
    assert UNSPECIFIED is rest.parameters["plans.due"].entries[0].value
    assert 6 == rest.parameters["quotas.calls"].entries[0].value.at_least


def test_an_unknown_rule_comes_with_the_one_meant(trial):
    """
    A slip of the pen in an id is told with the nearest id.
    """
    entry_of(trial, "grading.score")["cites"] = ["TYR-02"]
    ((where, _, fix),) = lines(trial)

    assert ("parameter[2].history[0].cites[0]", "did you mean 'TRY-02'?") == (where, fix)


@pytest.mark.parametrize(
    ("change", "where", "what"),
    [
        ({"weekend": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]}, "pack.weekend", "a weekend of seven days"),
        ({"calendar": "XX"}, "pack.calendar", "there is no country 'XX'"),
        ({"calendar": "DE", "subdivision": "XX"}, "pack.subdivision", "there is no subdivision of DE 'XX'"),
        ({"zone": ""}, "pack.zone", "'' is no time zone"),
        ({"zone": "../zone"}, "pack.zone", "'../zone' is no time zone"),
        ({"zone": "Asia"}, "pack.zone", "'Asia' is no time zone"),
    ],
)
def test_settings_that_no_calendar_knows(trial, change, where, what):
    """
    Time and place are tried when the pack is read, not when a deadline is asked for.
    """
    trial["pack"] |= change
    ((place, wrong, _),) = lines(trial)

    assert where == place
    assert wrong.startswith(what)


@pytest.mark.parametrize("part", ["pack", "rule", "parameter"])
@pytest.mark.parametrize("value", [5, "x", [5], [["x"]], True])
def test_a_part_of_the_wrong_kind(trial, part, value):
    """
    A number where a table belongs is a fault like any other.
    """
    trial[part] = value

    assert all(where.startswith(part) for where, _, _ in lines(trial))


def test_an_unknown_part(trial):
    """
    A part with a slip of the pen is not passed over.
    """
    trial["paramter"] = []

    assert [("paramter", "unknown key 'paramter'", "did you mean 'parameter'?")] == lines(trial)


def test_an_id_and_a_key_need_a_name(trial):
    """
    Nothing can be cited or read by an empty name.
    """
    trial["rule"][2]["id"] = ""
    trial["parameter"][14]["key"] = " "

    assert [("rule[2].id", "a rule needs an id"), ("parameter[14].key", "a parameter needs a key")] == [
        line[:2] for line in lines(trial)
    ]


def test_a_block_that_cannot_be_used_is_refused(trial):
    """
    A cell that cannot be read would make every question to the table fail, so the pack is not taken.
    """
    entry_of(trial, "visits.cadence")["table"]["rows"][4]["when"]["score"] = "over 50"
    ((where, _, _),) = lines(trial)

    assert "parameter[0].history[1].table.rows[4].when.score" == where


def test_a_hole_is_told_by_the_audit(trial):
    """
    A table with a hole can be read; the audit names a case that falls in.
    """
    del entry_of(trial, "visits.cadence")["table"]["rows"][1]
    (problem,) = audit_pack(structure_pack(trial), is_read)

    assert "TRY: parameter[visits.cadence].history[1].table.rows" == problem.where
    assert "grade = B, score = 0, local = true" == problem.sample


def test_an_overlap_is_told_by_the_audit(trial):
    """
    Two rows for one case can be read; the audit names such a case.
    """
    entry_of(trial, "visits.cadence")["table"]["rows"][3]["when"]["score"] = "<= 60"
    (problem,) = audit_pack(structure_pack(trial), is_read)

    assert "TRY: parameter[visits.cadence].history[1].table.rows[4]" == problem.where
    assert "grade = C, score = 50.50, local = true" == problem.sample


def test_a_wrong_file_is_named(tmp_path):
    """
    Each problem says in which file it stands.
    """
    file = tmp_path / "bad.toml"
    file.write_text('[pack]\ncode = "BAD"\n', encoding="utf-8")
    with pytest.raises(PolicyError, match=r"bad\.toml: pack\.name: required key 'name' is missing; add it"):
        read_pack(file)


# a company's own part


@pytest.fixture
def own(trial_file):
    """
    What a company's own file has from the pack it extends.
    """
    pack = read_pack(trial_file)
    return Own(name="acme", settings=Settings(country="DE", subdivision="BY", weekend=(6,)), rules=pack.rules)


OWN = {"parameter": [{"key": "visits.length", "history": [{"cites": ["TRY-01"], "value": 45}]}]}


def test_a_companys_own_part_needs_no_head(own):
    """
    Its name is that of the file, its settings are those of the pack it extends, its values are the company's.
    """
    pack = structure_pack(OWN, own=own)
    (value,) = pack.parameters["visits.length"].entries

    assert ("acme", Text("acme", "acme"), own.settings) == (pack.code, pack.name, pack.settings)
    assert (Origin.COMPANY, "acme") == (value.origin, value.pack)
    assert "TRY-01" == value.cite().id


def test_a_companys_own_part_may_have_a_head(own):
    """
    What the head says counts; another country is another calendar as a whole.
    """
    head = {"name": {"en": "Acme", "zh": "甲公司"}, "zone": "Europe/Berlin", "calendar": "CN", "weekend": []}
    pack = structure_pack({**OWN, "pack": head}, own=own)

    assert ("acme", Text("Acme", "甲公司")) == (pack.code, pack.name)
    assert Settings(zone=ZoneInfo("Europe/Berlin"), country="CN", subdivision="", weekend=()) == pack.settings


def test_a_companys_own_rules_may_be_cited(own):
    """
    A company has rules of its own beside those of the packs it extends, under other ids.
    """
    rule = {"id": "ACME-1", "clause": "1", "kind": "term", "strength": "must", "text": {"en": "a", "zh": "甲"}}
    value = {"key": "a.b", "history": [{"cites": ["ACME-1", "TRY-02"], "value": 45}]}
    (entry,) = structure_pack({"rule": [rule], "parameter": [value]}, own=own).parameters["a.b"].entries

    assert ["ACME-1", "TRY-02"] == [cited.id for cited in entry.rules]
    assert [("rule[0].id", "rule 'TRY-01' stands twice", "give it an id of its own")] == lines(
        {"rule": [rule | {"id": "TRY-01"}]}, own=own
    )


# whatever is written, the reader is told


@settings(max_examples=300)
@given(st.data())
def test_whatever_is_written_ends_in_a_pack_or_in_problems(trial_file, spoilt, data):
    """
    However a good pack is spoilt, it is taken and can be audited, or every problem says where and what.
    """
    found = reading(spoilt(read_toml(trial_file), data.draw))

    assert all(words(problem.what).en and words(problem.what).zh and problem.file for problem in found)


def reading(data):
    """
    The problems for which a pack is refused, or none; any other error is not caught.
    """
    try:
        pack = structure_pack(data, file="try.toml")
    except PolicyError as error:
        return error.problems
    audit_pack(pack, is_read)
    return ()
