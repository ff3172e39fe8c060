"""
Charts as inline SVG: no script, no outside network, readable without colour, and each with its figures in a table.

The style stands in ``static/visitcore/visitcore.css``; a page that shows a chart links it.
"""

from visitcore_django.charts.bars import Bar, bars
from visitcore_django.charts.stacked import Stack, stacked
from visitcore_django.charts.steps import Line, steps

__all__ = ["Bar", "Line", "Stack", "bars", "stacked", "steps"]
