"""
A host's CRM, as the tests need one.
"""
