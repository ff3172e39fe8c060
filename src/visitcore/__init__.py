"""
Written customer policies as dated, cited data and pure decisions.
"""
