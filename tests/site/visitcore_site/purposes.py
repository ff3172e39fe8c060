"""
A company that lists other purposes of a visit than the packs.
"""

PURPOSES_OF_JULY = """
extends = ["ABC"]

[[rule]]
id = "O-1"
kind = "register"
strength = "required"
clause = "1"
text = { en = "A visit is to settle a payment or a complaint.", zh = "拜访目的为结清货款或处理投诉。" }

[[parameter]]
key = "visits.purposes"
unit = "fields"
[[parameter.history]]
cites = ["O-1"]
[parameter.history.register]
per = "visit"
fields = [
  { name = "purpose", label = { en = "purpose", zh = "目的" }, one_of = ["care_payment", "complaint"], rule = "O-1" },
]
"""
