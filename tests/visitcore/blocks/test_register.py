import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitcore.blocks.register import Field, Filled, Register

PLAN = Register(
    fields=(
        Field(name="time", rule="R-1"),
        Field(name="place", rule="R-1"),
        Field(name="customer", rule="R-2"),
        Field(name="purpose", one_of=("collect", "care", "market"), many=True),
        Field(name="kind", one_of=("new", "old"), optional=True),
        Field(name="source", when={"kind": "new"}),
    ),
    per="visit",
)
FULL = {"time": "10:00", "place": "shop", "customer": "C1", "purpose": ["care"]}
names = st.sampled_from([field.name for field in PLAN.fields])
records = st.dictionaries(names, st.sampled_from(["", "new", "care", ["care", "market"], None]))


def test_a_full_record_with_more_fields_is_complete():
    """
    A list that is open takes further fields.
    """
    filled = PLAN.check({**FULL, "budget": "100"})

    assert Filled(filled=4, total=4) == filled
    assert filled.complete


@pytest.mark.parametrize("empty", ["", "  ", None, [], ()])
def test_an_empty_value_is_not_filled(empty):
    """
    Blank text, nothing, and an empty list leave the field open.
    """
    filled = PLAN.check({**FULL, "place": empty})

    assert Filled(filled=3, total=4, missing=("place",)) == filled
    assert not filled.complete


@pytest.mark.parametrize("value", [0, False])
def test_zero_and_no_are_filled(value):
    """
    An answer of zero or no is an answer.
    """
    assert PLAN.check({**FULL, "place": value}).complete


def test_everything_is_missing_from_an_empty_record():
    """
    The fields are named in the order of the form; what is optional or conditional is not asked for.
    """
    assert Filled(filled=0, total=4, missing=("time", "place", "customer", "purpose")) == PLAN.check({})


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"purpose": "care"}, ()),
        ({"purpose": ["care", "market"]}, ()),
        ({"purpose": ["care", "golf"]}, ("purpose",)),
        ({"kind": "old"}, ()),
        ({"kind": "other"}, ("kind",)),
        ({"kind": ["new", "old"], "source": "fair"}, ("kind",)),
    ],
)
def test_a_value_must_be_one_of_those_allowed(values, wrong):
    """
    A field takes one of its values, several only where it says so, and an optional one is held to it too.
    """
    assert wrong == PLAN.check({**FULL, **values}).wrong


def test_a_wrong_value_is_neither_filled_nor_missing():
    """
    A field with a value that is not allowed counts as not filled.
    """
    assert Filled(filled=3, total=4, wrong=("purpose",)) == PLAN.check({**FULL, "purpose": "golf"})


@pytest.mark.parametrize(
    ("kind", "total", "missing"), [("new", 5, ("source",)), ("old", 4, ()), (None, 4, ()), (["new"], 5, ("source",))]
)
def test_a_field_counts_only_under_its_condition(kind, total, missing):
    """
    The source is asked for new customers only.
    """
    filled = PLAN.check({**FULL, "kind": kind})

    assert total == filled.total
    assert missing == filled.missing


def test_a_condition_may_name_several_values():
    """
    Any one of the values of a condition meets it.
    """
    register = Register(fields=(Field(name="grade"), Field(name="why", when={"grade": ["A", "B"]})))

    assert ("why",) == register.check({"grade": "B"}).missing
    assert register.check({"grade": "C"}).complete


def test_a_closed_register_refuses_what_it_does_not_list():
    """
    Unknown fields are named in the order of the record.
    """
    register = Register(fields=(Field(name="time"),), closed=True)

    assert ("mood", "luck") == register.check({"mood": 1, "time": "10:00", "luck": 2}).unknown


@pytest.mark.parametrize(
    ("record", "missing"), [({"a": 1}, ("b", "c")), ({"a": 1, "b": 2}, ()), ({"a": 1, "b": 2, "c": 3}, ())]
)
def test_at_least_so_many_fields(record, missing):
    """
    Two of three fields are enough, and which two does not matter.
    """
    register = Register(fields=tuple(Field(name=name) for name in "abc"), at_least=2)

    assert missing == register.check(record).missing
    assert len(record) == register.check(record).filled


@pytest.mark.parametrize(
    ("register", "where", "what"),
    [
        (Register(fields=()), "fields", "without fields"),
        (Register(fields=(Field(name="a"), Field(name="a"))), "fields", "'a' stands here 2 times"),
        (Register(fields=(Field(name="a"),), at_least=0), "at_least", "at least 0 of 1"),
        (Register(fields=(Field(name="a"), Field(name="b", optional=True)), at_least=2), "at_least", "at least 2 of 1"),
        (Register(fields=(Field(name="a", when={"a": "x"}),)), "fields[0].when.a", "depends on itself"),
        (Register(fields=(Field(name="a"), Field(name="b", when={"c": 1}))), "fields[1].when.c", "no field 'c'"),
        (
            Register(fields=(Field(name="a", one_of=("x", "y")), Field(name="b", when={"a": ["x", "z"]}))),
            "fields[1].when.a",
            "'a' is never 'z'",
        ),
    ],
)
def test_a_faulty_register_says_where_and_how_to_mend_it(register, where, what):
    """
    Each fault is one problem with its place and its cure.
    """
    (problem,) = register.problems()

    assert where == problem.where
    assert what in problem.what
    assert problem.fix


def test_a_sound_register_has_no_problems_and_cites_each_rule_once():
    """
    The rules on the fields come in the order of the form.
    """
    assert not PLAN.problems()
    assert ("R-1", "R-2") == PLAN.cited()


def test_wrong_types_are_refused_at_once():
    """
    A list of names is not a register.
    """
    with pytest.raises(TypeError):
        Register(fields=("time",))
    with pytest.raises(TypeError):
        Field(name="kind", one_of="new")


@given(record=records, name=names)
def test_emptying_a_field_never_fills_the_record(record, name):
    """
    Without one of its values no more of a record is filled.
    """
    poorer = {key: value for key, value in record.items() if key != name}

    assert PLAN.check(record).filled >= PLAN.check(poorer).filled


@given(record=records)
def test_every_mandatory_field_is_filled_wrong_or_missing(record):
    """
    Nothing that is asked for falls between the three.
    """
    filled = PLAN.check(record)
    asked = [field.name for field in PLAN.fields if not field.optional]
    wrong = sum(name in asked for name in filled.wrong)

    assert filled.total == filled.filled + wrong + len(filled.missing)
