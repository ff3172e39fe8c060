"""
Tags of the templates.
"""
