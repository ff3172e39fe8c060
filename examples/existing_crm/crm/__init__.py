"""
A small CRM: accounts, and the people there.
"""
