"""
Cadences of a company's own to test with.
"""

TIMES = """
extends = ["ABC"]

[[rule]]
id = "OWN-1"
clause = "1"
kind = "cadence"
strength = "required"
text = {{ en = "{times} visits a month.", zh = "每月{times}次。" }}

[[parameter]]
key = "visits.cadence"
  [[parameter.history]]
  cites = ["OWN-1"]
  cadence = {{ times = {times}, per = "month" }}
"""
"""So many visits a month for every customer."""
TWICE = TIMES.format(times=2)
