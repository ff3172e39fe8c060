"""
Tells people of their reminders, through ports of one method.
"""
