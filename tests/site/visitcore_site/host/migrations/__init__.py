"""
The history of the host's table.
"""
