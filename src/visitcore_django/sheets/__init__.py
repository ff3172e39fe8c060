"""
Lists as Excel and CSV: read with the tolerance of the command line, written so that no cell is run.
"""
