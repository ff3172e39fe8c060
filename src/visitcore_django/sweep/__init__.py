"""
What runs every day: who is due, who is reminded, and what the end of a day or month asks for.
"""
