import json
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from visitcore.codec.decision import decision_to_dict, plain
from visitcore.codec.policy import load_policy
from visitcore.decisions import Verdict
from visitcore.facts.meal import Meal
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy import Origin, Strength
from visitcore.rules.expenses import decide_meal

KEYS = {"decision", "policy", "on", "verdict", "outcome", "findings", "missing", "provisional"}
FINDING_KEYS = {"rule", "holds", "strength", "seen", "limit", "unit", "message", "citation", "origin"}


@frozen(kw_only=True)
class Due:
    """
    An outcome.
    """

    short: Decimal
    due: date
    from_: date | None = None
    steps: tuple[str, ...] = ()
    label: Text | None = None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal(100), "100"),
        (Decimal("1E+2"), "100"),
        (Decimal("100.00"), "100"),
        (Decimal("67.5000"), "67.5000"),
        (Decimal("0.80"), "0.80"),
        (Decimal("1E-7"), "0.0000001"),
        (Decimal("-0.00"), "0"),
        (Decimal("-12.50"), "-12.50"),
        (Decimal(12345678901234567890123456789012345678), "12345678901234567890123456789012345678"),
        (5, 5),
        (True, True),
        (None, None),
        ("甲", "甲"),
        (date(2024, 6, 14), "2024-06-14"),
        (datetime(2024, 6, 14, 9, 30, tzinfo=UTC), "2024-06-14T09:30:00+00:00"),
        (time(8, 30), "08:30:00"),
        (Verdict.REFUSED, "refused"),
        (UNSPECIFIED, "unspecified"),
        ((1, Decimal("0.5")), [1, "0.5"]),
        (frozenset({"b", "a"}), ["a", "b"]),
        ({"a": Decimal(1)}, {"a": "1"}),
        (Text("a", "甲"), {"en": "a", "zh": "甲"}),
        (
            Due(short=Decimal("1.0"), due=date(2024, 6, 14), steps=("x",)),
            {"short": "1", "due": "2024-06-14", "from": None, "steps": ["x"], "label": None},
        ),
    ],
)
def test_values_as_json_knows_them(value, expected):
    """
    Amounts as text with every digit, days in ISO form, tuples as lists, classes as objects.
    """
    assert expected == plain(value)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30, places=6))
def test_an_amount_keeps_its_value(amount):
    """
    No amount is rounded on its way out, however many digits it has.
    """
    assert amount == Decimal(plain(amount))
    assert "E" not in plain(amount)


@pytest.fixture
def decision(make):
    """
    A refusal with an outcome.
    """
    finding = make.finding(
        False,
        strength=Strength.MUST,
        says=Text("visits fall short", "拜访次数不足"),
        origin=Origin.COMPANY,
        seen=Decimal(1),
        limit=Decimal("2.50"),
        unit="visits",
    )
    outcome = Due(short=Decimal(1), due=date(2024, 6, 30))
    return make.decision(finding, outcome=outcome, verdict=Verdict.REFUSED, missing=("since",), provisional=True)


def test_a_decision_has_exactly_the_keys_promised(decision):
    """
    The whole object, as the command line prints it.
    """
    assert decision_to_dict(decision) == {
        "decision": "visit_due",
        "policy": {"name": "test", "hash": "0123456789abcdef"},
        "on": "2024-06-14",
        "verdict": "refused",
        "outcome": {"short": "1", "due": "2024-06-30", "from": None, "steps": [], "label": None},
        "findings": [
            {
                "rule": "DST-01",
                "holds": False,
                "strength": "must",
                "seen": "1",
                "limit": "2.50",
                "unit": "visits",
                "message": {"en": "visits fall short", "zh": "拜访次数不足"},
                "citation": {
                    "pack": "DST",
                    "document": {"en": "Visit rules", "zh": "拜访制度"},
                    "clause": "Art. 1",
                },
                "origin": "company",
            }
        ],
        "missing": ["since"],
        "provisional": True,
    }


def test_a_decision_without_an_outcome_says_null(make):
    """
    The keys are there whatever is known.
    """
    told = decision_to_dict(make.decision(make.finding(None)))

    assert set(told) == KEYS
    assert set(told["findings"][0]) == FINDING_KEYS
    assert (None, None) == (told["outcome"], told["findings"][0]["holds"])


def test_a_decision_can_be_written_as_json(decision):
    """
    Nothing in it is beyond JSON.
    """
    told = decision_to_dict(decision)

    assert told == json.loads(json.dumps(told, ensure_ascii=False))


def test_messages_are_in_the_words_of_people():
    """
    As in the text: a role by what it is called, in either language.
    """
    meal = Meal(on=date(2024, 3, 5), occasion="banquet", host="cs_staff", approved_by=("cs_manager",))
    told = decision_to_dict(decide_meal(meal, load_policy("HM")))

    messages = [one["message"] for one in told["findings"] if one["rule"] == "HM-07.1"]
    assert [{"en": "approved by customer service manager", "zh": "已经客户服务部经理批准"}] == messages
