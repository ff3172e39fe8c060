"""
The kit for everyone's CI.
"""
