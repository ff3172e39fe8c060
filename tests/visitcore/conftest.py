"""
Small rules, values, packs, policies and decisions to try things on.
"""

from datetime import date
from decimal import Decimal

import pytest

from visitcore.decisions import Decision, Finding, PolicyRef, Verdict
from visitcore.ground.span import Span
from visitcore.ground.text import Text
from visitcore.policy import Dated, History, Origin, Pack, Policy, Rule, Strength


def make_rule(id_="DST-01", strength=Strength.REQUIRED, kind="cadence"):
    """
    A rule of the pack that its id names.
    """
    return Rule(
        id=id_,
        pack=id_.split("-")[0],
        clause="Art. 1",
        kind=kind,
        strength=strength,
        text=Text("A customer is visited.", "拜访客户。"),
        document=Text("Visit rules", "拜访制度"),
    )


def make_dated(value=Decimal(2), *, key="visits.cadence", since=None, until=None, rules=None, pack="DST", **more):
    """
    A value with its days; it rests on the first rule of its pack unless told otherwise.
    """
    rules = (make_rule(f"{pack}-01"),) if rules is None else rules
    return Dated(key=key, value=value, span=Span(since, until), rules=rules, pack=pack, **more)


def make_history(*entries, key="visits.cadence"):
    """
    What a pack says under one key.
    """
    return History(key=key, entries=entries)


def make_pack(code="DST", *, rules=None, **parameters):
    """
    A pack from its parameters, double underscores for dots; a bare value is in force for ever.
    """
    histories = {}
    for name, value in parameters.items():
        key = name.replace("__", ".")
        entries = value if isinstance(value, tuple) else (make_dated(value, key=key, pack=code),)
        histories[key] = make_history(*entries, key=key)
    rules = [make_rule(f"{code}-01")] if rules is None else rules
    return Pack(code=code, name=Text(code, code), rules={rule.id: rule for rule in rules}, parameters=histories)


def make_policy(*packs, **more):
    """
    A policy of some packs.
    """
    return Policy(name="test", packs=packs, hash="0123456789abcdef", **more)


def make_finding(holds=True, *, strength=Strength.REQUIRED, rule="DST-01", says=None, origin=None, **more):
    """
    A finding against a value that rests on one rule.
    """
    cited = make_rule(rule, strength)
    against = make_dated(rules=(cited,), origin=origin or Origin.DOCUMENT)
    says = says or Text("two visits a week are made", "每周拜访两次")
    return Finding(against=against, rule=cited, holds=holds, says=says, **more)


def make_decision(*findings, name="visit_due", verdict=Verdict.ALLOWED, on=date(2024, 6, 14), **more):
    """
    A decision by the policy of the tests.
    """
    ref = PolicyRef("test", "0123456789abcdef")
    return Decision(**{"name": name, "verdict": verdict, "on": on, "policy": ref, "findings": findings, **more})


class Make:
    """
    Everything one can make, under one name.
    """

    rule = staticmethod(make_rule)
    dated = staticmethod(make_dated)
    history = staticmethod(make_history)
    pack = staticmethod(make_pack)
    policy = staticmethod(make_policy)
    finding = staticmethod(make_finding)
    decision = staticmethod(make_decision)


@pytest.fixture(scope="session")
def make():
    """
    Makes rules, values, histories, packs, policies, findings and decisions.
    """
    return Make
