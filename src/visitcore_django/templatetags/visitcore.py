"""
The tags of the templates.
"""

from typing import Any

from django import template
from django.template import Context

from visitcore_django.admin.desk_tiles import mine, tiles
from visitcore_django.admin.menu import grouped, in_order

register = template.Library()
register.filter("grouped", grouped)
register.filter("in_order", in_order)


@register.inclusion_tag("visitcore/tiles.html", takes_context=True)
def visitcore_desk(context: Context) -> dict[str, Any]:
    """
    The numbers of the desk page, for whoever may open that page; for any page of the admin.
    """
    user = getattr(context.get("request"), "user", None)
    if user is None or not user.has_perm("visitcore_django.view_customer"):
        return {}
    return {"mine": mine(user), "tiles": tiles(user)}
