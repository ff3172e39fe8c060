"""
What the CRM does at the command line.
"""
