"""
The tables, as they came about.
"""
