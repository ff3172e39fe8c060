from datetime import date

from visitcore_site.days import TODAY

from visitcore import load_policy
from visitcore_django.sweep.reminding import Reminding, Step

STANDARD = load_policy("standard")


def terms(on=TODAY, policy=STANDARD):
    """
    The terms of a day.
    """
    return Reminding.open(policy, on)


def own(tmp_path, text):
    """
    A company's policy with a value of its own.
    """
    file = tmp_path / "own.toml"
    file.write_text(f'name = "own"\nextends = ["standard"]\n{RULE}{text}', encoding="utf-8")
    return load_policy(str(file))


def test_people_are_reminded_two_days_before():
    """
    VC-05: what is due on the 14th is called to mind on the 12th.
    """
    assert date(2024, 6, 12) == terms().first_day(TODAY)


def test_an_approval_waits_two_working_days():
    """
    VC-06: what was asked for on Friday the 14th has waited long enough on Tuesday.
    """
    assert date(2024, 6, 18) == terms().waits_until(TODAY)


def test_the_superior_is_told_from_the_day_after():
    """
    VC-07: on the day it is due nobody else is told, the day after the superior is.
    """
    assert [] == list(terms().steps(TODAY))
    assert [Step(1, "superior", "VC-07")] == list(terms(date(2024, 6, 15)).steps(TODAY))


def test_a_company_may_climb_higher(tmp_path):
    """
    Rungs of the company's own are reached one after the other, hours among them.
    """
    policy = own(tmp_path, LADDER)

    assert [1] == [step.rung for step in terms(date(2024, 6, 15), policy).steps(TODAY)]
    assert [1, 2] == [step.rung for step in terms(date(2024, 6, 17), policy).steps(TODAY)]
    assert [1, 2, 3] == [step.rung for step in terms(date(2024, 6, 22), policy).steps(TODAY)]


def test_a_term_left_open_reminds_on_the_day_itself(tmp_path):
    """
    Where the company leaves a value open there is no day before, and nobody above.
    """
    policy = own(tmp_path, OPEN)

    assert TODAY == terms(policy=policy).first_day(TODAY)
    assert [] == list(terms(date(2024, 6, 30), policy).steps(TODAY))


RULE = """
[[rule]]
id = "OWN-1"
clause = "1"
kind = "ladder"
strength = "soft"
text = { en = "Our own.", zh = "本公司规定。" }
"""
LADDER = """
[[parameter]]
key = "reminders.escalation"
  [[parameter.history]]
  cites = ["OWN-1"]
  [parameter.history.ladder]
  rungs = [
    { after = { same_day = true }, by = "superior", rule = "OWN-1" },
    { after = { hours = 48 }, by = "department_manager", rule = "OWN-1" },
    { after = { days = 7 }, by = "general_manager", rule = "OWN-1" },
  ]
"""
OPEN = """
[[parameter]]
key = "reminders.ahead"
  [[parameter.history]]
  cites = ["OWN-1"]
  unspecified = true
[[parameter]]
key = "reminders.escalation"
  [[parameter.history]]
  cites = ["OWN-1"]
  unspecified = true
"""
