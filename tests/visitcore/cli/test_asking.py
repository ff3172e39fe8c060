import json

import pytest

from visitcore.codec.asking import decide as ask
from visitcore.codec.policy import load_policy
from visitcore.explain import explain
from visitcore.rules.catalogue import CATALOGUE

TOP = ["decision", "policy", "on", "verdict", "outcome", "findings", "missing", "provisional"]
FINDING = ["rule", "holds", "strength", "seen", "limit", "unit", "message", "citation", "origin"]
LATE = {"key": "reports.due", "on": "2024-03-08", "start": "2024-03-05", "done": "2024-03-08"}
SVM = ("--policy", "SVM")


@pytest.fixture
def decide(call, desk):
    """
    Decides on facts written to a file.
    """

    def _decide(decision, content, *words, name="facts.json"):
        text = content if isinstance(content, str) else json.dumps(content)
        (desk / name).write_text(text, encoding="utf-8")
        return call("decide", decision, name, *words)

    return _decide


def test_decisions_are_listed(call):
    """
    Every decision of the catalogue, with the facts it takes and the keys it reads.
    """
    known = json.loads(call("facts", "--format", "json").out)

    assert [entry.name for entry in CATALOGUE] == [row["decision"] for row in known]
    assert ["decision", "takes", "keys", "text"] == list(known[0])


@pytest.mark.parametrize(("lang", "dash"), [("en", " – "), ("zh", "——")])
def test_decisions_are_told_in_lines(call, lang, dash):
    """
    Two lines for each decision.
    """
    lines = call("facts", "--lang", lang).out.splitlines()

    assert [entry.name for entry in CATALOGUE] == [line.partition(dash)[0] for line in lines[::2]]


@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.name)
def test_the_facts_of_a_decision_are_a_json_schema(call, entry):
    """
    For each decision the schema of its facts is printed.
    """
    said = call("facts", entry.name)

    assert (0, "") == (said.code, said.err)
    assert "object" == json.loads(said.out)["type"]


def test_a_schema_is_json_and_nothing_else(call, desk):
    """
    It can go to a file; asked for as a table it is refused.
    """
    call("facts", "visit_due", "-o", "schema.json")
    said = call("facts", "visit_due", "--format", "csv")

    assert "object" == json.loads((desk / "schema.json").read_text())["type"]
    assert (2, "visitcore: a JSON Schema cannot be written as csv; leave --format out\n") == (said.code, said.err)


@pytest.mark.parametrize("command", ["facts", "decide"])
def test_an_unknown_decision_is_told_with_the_nearest(call, command):
    """
    A misspelt decision ends with two.
    """
    said = call(command, "visit_deu", *(["x.json"] if command == "decide" else []))

    assert (2, "visitcore: there is no decision 'visit_deu'; did you mean 'visit_due'?\n") == (said.code, said.err)


def test_one_decision_has_the_promised_keys(decide):
    """
    Exactly the eight keys, and each finding exactly its nine.
    """
    said = decide("check_deadline", LATE, *SVM, "--format", "json")
    answer = json.loads(said.out)

    assert (0, "") == (said.code, said.err)
    assert TOP == list(answer)
    assert ["name", "hash"] == list(answer["policy"])
    assert ("check_deadline", "2024-03-05", "refused", False) == (
        answer["decision"],
        answer["on"],
        answer["verdict"],
        answer["provisional"],
    )
    for finding in answer["findings"]:
        assert FINDING == list(finding)
        assert ["en", "zh"] == list(finding["message"])
        assert ["pack", "document", "clause"] == list(finding["citation"])


def test_many_decisions_are_one_a_line(decide):
    """
    A file with a question a line, or a list, gives an object a line.
    """
    content = f"{json.dumps(LATE)}\n\n{json.dumps(LATE | {'done': '2024-03-06'})}\n"
    lines = decide("check_deadline", content, *SVM, "--format", "json", name="facts.jsonl").out.splitlines()
    listed = decide("check_deadline", [LATE, LATE], *SVM, "--format", "json").out.splitlines()

    assert ["refused", "allowed"] == [json.loads(line)["verdict"] for line in lines]
    assert [TOP, TOP] == [list(json.loads(line)) for line in listed]


@pytest.mark.parametrize(
    ("words", "lang", "style"),
    [((), "en", "text"), (("--lang", "zh"), "zh", "text"), (("--format", "md"), "en", "markdown")],
)
def test_a_decision_is_told_to_people(decide, words, lang, style):
    """
    As text or as Markdown, in English or in Chinese, as the library tells it.
    """
    answer = ask("check_deadline", LATE, load_policy("SVM"))

    assert explain(answer, lang, style) + "\n" == decide("check_deadline", LATE, *SVM, *words).out


def test_many_decisions_are_told_apart(decide):
    """
    A blank line stands between two decisions.
    """
    assert 1 == decide("check_deadline", [LATE, LATE], *SVM).out.count("\n\nRefused")


def test_bad_news_is_an_exit_code_only_if_asked_for(decide):
    """
    A refusal ends with 0; with ``--strict`` it ends with 1, and a permission still with 0.
    """
    fine = LATE | {"done": "2024-03-06"}

    assert [0, 1, 0, 1] == [
        decide("check_deadline", LATE, *SVM).code,
        decide("check_deadline", LATE, *SVM, "--strict").code,
        decide("check_deadline", fine, *SVM, "--strict").code,
        decide("check_deadline", [fine, LATE], *SVM, "--strict").code,
    ]


def test_the_standard_input_can_be_asked(start):
    """
    A dash reads the question from a pipe.
    """
    done = start(
        "decide", "check_deadline", "-", *SVM, "--format", "json", shell_after=f"<<'END'\n{json.dumps(LATE)}\nEND"
    )
    out, err = done.communicate(timeout=60)

    assert (0, b"") == (done.returncode, err)
    assert "refused" == json.loads(out)["verdict"]


def test_an_unknown_key_is_told_with_the_nearest(decide):
    """
    A misspelt fact is not overlooked.
    """
    said = decide("check_deadline", {**LATE, "strat": "2024-03-05"}, *SVM)

    assert (2, "") == (said.code, said.out)
    assert "did you mean 'start'?" in said.err
    assert "facts.json" in said.err


def test_every_faulty_question_is_told_with_its_line(decide):
    """
    All faults of all lines at once, each with its line; nothing is answered.
    """
    lines = [
        json.dumps(LATE),
        json.dumps({**LATE, "strat": 1}),
        json.dumps({**LATE, "on": "soon"}),
        json.dumps({**LATE, "key": "nothing.here"}),
        json.dumps([1]),
    ]
    said = decide("check_deadline", "\n".join(lines), *SVM, name="facts.jsonl")

    assert (2, "") == (said.code, said.out)
    for number in (2, 3, 4, 5):
        assert f"  line {number}: " in said.err
    assert "line 1: " not in said.err


def test_a_key_that_the_policy_does_not_know_is_told(decide):
    """
    For a single question the sentence stands alone.
    """
    said = decide("check_deadline", {**LATE, "key": "reports.deu"}, *SVM)

    assert 2 == said.code
    assert said.err.startswith("visitcore: policy 'SVM' says nothing about 'reports.deu'; did you mean 'reports.due'?")


@pytest.mark.parametrize("content", ["{", '"text"', "[]", "", "3"])
def test_what_is_no_question_ends_with_two(decide, content):
    """
    Broken JSON, a bare text or number, an empty list or file: no traceback.
    """
    said = decide("check_deadline", content, *SVM)

    assert (2, "") == (said.code, said.out)
    assert said.err.startswith("visitcore: ")


def test_facts_beyond_the_calendar_are_told(decide):
    """
    A day after which there is none cannot be worked with; the program says so.
    """
    said = decide("check_deadline", {"key": "reports.due", "on": "9999-12-31", "start": "9999-12-31"}, *SVM)

    assert (2, "") == (said.code, said.out)
    assert said.err.startswith("visitcore: facts.json")


def test_what_cannot_be_worked_out_is_told(decide, monkeypatch):
    """
    A number that the arithmetic cannot hold ends with a sentence, not with a traceback.
    """

    def beyond(*_words):
        raise OverflowError("too big")

    monkeypatch.setattr("visitcore.cli.asking.decide", beyond)
    said = decide("check_deadline", LATE, *SVM)

    assert (2, "visitcore: facts.json: cannot be worked out: too big; check the days and the amounts\n") == (
        said.code,
        said.err,
    )


def test_amounts_are_read_exactly(decide):
    """
    A third of a cent is not lost on the way in or out.
    """
    said = decide(
        "grade_customer",
        {"on": "2024-06-14", "customer": {"code": "C1", "figures": {"sales": 0.1}}},
        "--format",
        "json",
    )

    assert "undetermined" == json.loads(said.out)["verdict"]
    assert "0.1000000000000000055" not in said.out


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_file_of_facts_that_is_not_there_is_told(call, lang):
    """
    The path and what is wrong with it.
    """
    said = call("decide", "visit_due", "nowhere.json", "--lang", lang)

    assert 2 == said.code
    assert "nowhere.json" in said.err
    assert said.err.isascii() is (lang == "en")
