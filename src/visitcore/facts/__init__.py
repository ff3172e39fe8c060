"""
What we know, with no opinion: missing is ``None`` and stays missing.
"""
