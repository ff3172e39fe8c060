"""
Commands of ``manage.py``.
"""
