"""
The stand-alone site: the plugin and nothing else, with a year of invented data.
"""
