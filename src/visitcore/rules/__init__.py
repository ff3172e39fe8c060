"""
The only room where facts meet policy.
"""
