"""
The shapes a policy value can take; none of them knows a customer.
"""
