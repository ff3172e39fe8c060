"""
The ground floor: days, spans, citations, problems and errors; it has no word of the trade.
"""
