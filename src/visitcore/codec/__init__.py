"""
The only room that knows file formats: packs, facts, decisions, sheets.
"""
