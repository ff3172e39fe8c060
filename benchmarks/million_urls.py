"""
The addresses of `million_site.py`: the plugin's screens under ``/ours/``, and the same table as Django lists it.
"""

from django.contrib import admin
from django.urls import path

from visitcore_django.models import Customer


class BareCustomers(admin.ModelAdmin):
    """
    Columns, filters, order and search by their names, and nothing else.
    """

    list_display = ("code", "name", "grade", "owner", "due_status", "next_due", "overdue_since", "last_visit")
    list_filter = ("due_status", "grade")
    list_select_related = ("owner",)
    search_fields = ("code", "name")
    ordering = ("act_by", "pk")


bare = admin.AdminSite("bare")
bare.register(Customer, BareCustomers)
urlpatterns = [path("ours/", admin.site.urls), path("bare/", bare.urls)]
