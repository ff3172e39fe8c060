"""
The addresses of `million_site.py`: the plugin's screens under ``/ours/``, and two lists as Django has them.

``/same/`` lists the plugin's own table, with the plugin's indexes; ``/plain/`` lists a copy of it that has only the
indexes Django makes by itself.
"""

from django.contrib import admin
from django.urls import path
from million_plain import PlainCustomer

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


same, plain = admin.AdminSite("same"), admin.AdminSite("plain")
same.register(Customer, BareCustomers)
plain.register(PlainCustomer, BareCustomers)
urlpatterns = [path("ours/", admin.site.urls), path("same/", same.urls), path("plain/", plain.urls)]
