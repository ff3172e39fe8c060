"""
Rows told as the facts that `visitcore` decides on.
"""
