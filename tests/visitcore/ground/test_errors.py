import copy
import pickle
from datetime import date

import pytest

from visitcore.ground import errors
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text

HOLE = Problem("table", "has a hole", "add a row")

SAMPLES = [
    (errors.VisitcoreError("no"), Exception, {}, "no"),
    (
        errors.UnknownNameError("pack", "HMM", ["HM", "DST"]),
        LookupError,
        {"kind": "pack", "name": "HMM", "known": ("HM", "DST")},
        "there is no pack 'HMM'; did you mean 'HM'?",
    ),
    (
        errors.SilentPolicyError("visits.cadence", "own", ["visits.time"], ["DST", "ABC"]),
        LookupError,
        {"key": "visits.cadence", "policy": "own", "nearest": ("visits.time",), "packs": ("DST", "ABC")},
        (
            "policy 'own' says nothing about 'visits.cadence'; "
            "packs that do: DST, ABC; extend one of them or set the key in the company file"
        ),
    ),
    (
        errors.NotInForceError("visits.cadence", date(2012, 1, 1), ["from 2013-07-01 until further notice"]),
        LookupError,
        {"key": "visits.cadence", "on": date(2012, 1, 1), "known": ("from 2013-07-01 until further notice",)},
        (
            "'visits.cadence' has no value in force on 2012-01-01; it is known from 2013-07-01 until further notice; "
            "ask for a day inside, or add an entry to its history"
        ),
    ),
    (
        errors.WrongBlockError("visits.cadence", "cadence", "term"),
        TypeError,
        {"key": "visits.cadence", "wanted": "cadence", "found": "term"},
        "'visits.cadence' holds a term, this decision needs a cadence; name another key",
    ),
    *(
        (
            error("own.toml", [HOLE]),
            ValueError,
            {"subject": "own.toml", "problems": (HOLE,)},
            "own.toml: table: has a hole; add a row",
        )
        for error in (errors.ProblemsError, errors.PolicyError, errors.FactsError, errors.SheetError)
    ),
]
each_error = pytest.mark.parametrize(
    ("error", "builtin", "values", "message"), SAMPLES, ids=[type(sample[0]).__name__ for sample in SAMPLES]
)


def test_every_error_has_a_sample():
    """
    No error class of the house goes untested.
    """
    known = {
        value
        for value in vars(errors).values()
        if isinstance(value, type) and issubclass(value, Exception) and value.__module__ == errors.__name__
    }

    assert known == {type(sample[0]) for sample in SAMPLES}


@each_error
def test_error_is_of_the_house_and_of_the_builtin_kind(error, builtin, values, message):
    """
    Each error can be caught by the house's root and by the builtin one would expect.
    """
    assert isinstance(error, errors.VisitcoreError)
    assert isinstance(error, builtin)


@each_error
def test_error_carries_its_fields_and_its_sentence(error, builtin, values, message):
    """
    A program reads the fields, a person reads the sentence: what was asked, what is known, what to do next.
    """
    assert values == {name: getattr(error, name) for name in values}
    assert message == str(error)


@each_error
@pytest.mark.parametrize(
    "travel",
    [copy.copy, copy.deepcopy, lambda error: pickle.loads(pickle.dumps(error))],
    ids=["copy", "deep", "pickle"],
)
def test_error_survives_the_journey_to_another_process(error, builtin, values, message, travel):
    """
    Copied or pickled, an error keeps its class, its fields and its sentence.
    """
    arrived = travel(error)

    assert type(error) is type(arrived)
    assert vars(error) == vars(arrived)
    assert message == str(arrived)


@each_error
def test_error_keeps_a_note_on_its_journey(error, builtin, values, message):
    """
    A note added on the way up arrives as well.
    """
    noted = copy.copy(error)
    noted.add_note("while reading own.toml")

    assert ["while reading own.toml"] == pickle.loads(pickle.dumps(noted)).__notes__


@pytest.mark.parametrize(
    ("word", "known", "hint"),
    [
        ("visits.cadance", ["visits.cadence", "visits.time"], "did you mean 'visits.cadence'?"),
        ("cn", ["CN", "DE"], "did you mean 'CN'?"),
        ("Bavaria", ["bavaria"], "did you mean 'bavaria'?"),
        ("zzz", ["b", "a"], "known: a, b"),
        ("zzz", [], "none is known"),
        ("zzz", iter(["a"]), "known: a"),
    ],
)
def test_did_you_mean_names_the_nearest_word(word, known, hint):
    """
    A near word is offered whatever its capitals; where none is near, the known ones are listed in order.
    """
    assert hint == errors.did_you_mean(word, known)


def test_a_long_list_of_names_is_cut():
    """
    A message lists twenty names and counts the rest.
    """
    names = [f"k{number:02}" for number in range(25)]

    assert f"known: {', '.join(names[:20])} and 5 more" == errors.did_you_mean("zzz", names)


def test_a_silent_policy_without_packs_offers_the_nearest_key():
    """
    Where no pack speaks to the key, it is probably misspelt.
    """
    error = errors.SilentPolicyError("visits.cadance", "own", ["visits.cadence"])

    assert "policy 'own' says nothing about 'visits.cadance'; did you mean 'visits.cadence'?" == str(error)


def test_a_parameter_known_on_no_day_says_so():
    """
    A history without entries is named as such.
    """
    error = errors.NotInForceError("visits.cadence", date(2012, 1, 1), [])

    assert "'visits.cadence' has no value on any day, nor on 2012-01-01; add an entry to its history" == str(error)


def test_a_problem_that_stands_alone_is_told_on_one_line():
    """
    One fault needs no heading, and no file is named twice.
    """
    error = errors.SheetError("c.csv", [Problem("row 2", Text("is empty", "为空"), file="c.csv")])

    assert "c.csv: row 2: is empty" == error.in_("en")
    assert "c.csv：第2行：为空" == error.in_("zh")


def test_problems_are_counted_and_listed():
    """
    All faults of a file stand in one message, one per line.
    """
    error = errors.SheetError("c.csv", iter([HOLE, Problem("row 2", "is empty")]))

    assert "c.csv has 2 problems:\n  table: has a hole; add a row\n  row 2: is empty" == str(error)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (errors.UnknownNameError("pack", "HMM", ["HM", "DST"]), "没有名为“HMM”的制度包；是否指“HM”？"),
        (errors.UnknownNameError("policy", "zzz", ["b", "a"]), "没有名为“zzz”的制度；已知：a、b"),
        (errors.UnknownNameError("rule", "zzz"), "没有名为“zzz”的规则；尚无任何已知名称"),
        (
            errors.SilentPolicyError("visits.cadence", "own", (), ["DST", "ABC"]),
            "制度“own”对“visits.cadence”没有规定；有规定的制度包：DST、ABC；请引用其一（extends），或在公司制度文件中设定该参数",
        ),
        (
            errors.NotInForceError("k", date(2012, 1, 1), ["from 2013-07-01 until further notice"]),
            (
                "“k”在 2012-01-01 没有有效取值；已知期间：2013-07-01 起，长期有效；"
                "请改用期间内的日期，或在其 history 中添加一条"
            ),
        ),
        (
            errors.NotInForceError("k", date(2012, 1, 1), ["from the beginning until 2011-01-01", "later"]),
            (
                "“k”在 2012-01-01 没有有效取值；已知期间：起始 起，至 2011-01-01（不含）；later；"
                "请改用期间内的日期，或在其 history 中添加一条"
            ),
        ),
        (
            errors.NotInForceError("k", date(2012, 1, 1), []),
            "“k”在任何日期（包括 2012-01-01）都没有取值；请在其 history 中添加一条",
        ),
        (
            errors.WrongBlockError("k", "cadence", "term"),
            "“k”的内容是期限，而该判定需要频率；请换一个参数",
        ),
        (
            errors.SheetError("c.csv", [HOLE, Problem("row 2", Text("is empty", "为空"), file="c.csv")]),
            "c.csv 有2处问题：\n  table：has a hole；add a row\n  第2行：为空",
        ),
    ],
)
def test_every_error_speaks_chinese(error, sentence):
    """
    The sentence exists in Chinese too; a fault that is told in English only is shown in English.
    """
    assert sentence == error.in_("zh")
    assert str(error) == error.in_("en")


def test_a_long_list_of_names_is_cut_in_chinese_too():
    """
    The Chinese list names twenty and says how many there are.
    """
    names = [f"k{number:02}" for number in range(25)]

    assert f"已知：{'、'.join(names[:20])}等25个" == errors.hint_at("zzz", names).zh


def test_a_shape_is_told_in_words():
    """
    Neither a class of Python nor an English word stands in the sentence.
    """
    error = errors.WrongBlockError("reports.due", "term", "int")

    assert "'reports.due' holds a number, this decision needs a term; name another key" == str(error)
    assert "“reports.due”的内容是数字，而该判定需要期限；请换一个参数" == error.in_("zh")


def test_what_the_house_calls_by_itself_has_a_chinese_name():
    """
    Facts and events have no file whose name could stand in the sentence.
    """
    fault = Problem("on", Text("is missing", "缺少"))

    assert "这笔往来：on：缺少" == errors.FactsError("the event", [fault]).in_("zh")
    assert errors.FactsError("the facts", [fault, fault]).in_("zh").startswith("所给的事实有2处问题：")
