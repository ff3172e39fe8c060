"""
The tags of the templates.
"""

from django import template

from visitcore_django.admin.menu import grouped

register = template.Library()
register.filter("grouped", grouped)
