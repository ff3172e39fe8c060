"""
Who is who: roles, scope, and who stands in for whom.
"""
