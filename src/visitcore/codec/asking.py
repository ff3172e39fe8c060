"""
Asks a policy one question, with facts as objects or as plain data.
"""

from typing import Any

from visitcore.codec.facts import structure_facts
from visitcore.codec.faults import quoted
from visitcore.codec.library import packs_that_speak_to
from visitcore.decisions.decision import Decision
from visitcore.ground.errors import SilentPolicyError
from visitcore.policy.editions import ALWAYS, Editions
from visitcore.policy.policy import Policy
from visitcore.rules.catalogue import entry


def decide(name: str, facts: Any, policy: Policy, *, earlier: Editions = ALWAYS) -> Decision[Any]:
    """
    Decide one question.

    Args:
        name: Name of the decision, e.g. ``visit_due``; ``visitcore facts`` lists them.
        facts: An object of the class the decision takes, or a mapping with the same names.
        policy: The policy; the governing day is picked by the decision from the facts.
        earlier: The policies that governed before it, for a decision that looks back on their days.

    Returns:
        The decision with its findings.

    Raises:
        UnknownNameError: If there is no such decision.
        TypeError: If the policy is none, but for example its name.
        FactsError: If the facts do not fit; every fault at once.
        SilentPolicyError, NotInForceError: If the policy has no rule for the question, or none on that day.
    """
    if not isinstance(policy, Policy):
        raise TypeError(_no_policy(policy))
    known = entry(name)
    question = facts if isinstance(facts, known.takes) else structure_facts(facts, known.takes)
    try:
        if earlier.entries and known.looks_back:
            return known.function(question, policy, earlier=earlier)
        return known.function(question, policy)
    except SilentPolicyError as error:
        raise SilentPolicyError(error.key, error.policy, error.nearest, packs_that_speak_to(error.key)) from None


def _no_policy(given: Any) -> str:
    wanted = f"load_policy({given!r})" if isinstance(given, str) else "what load_policy returns"
    return f"{quoted(given)} is no policy; give {wanted}"
