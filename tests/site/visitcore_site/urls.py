"""
The admin, and a second one of the host's.
"""

from django.contrib import admin
from django.urls import path

from visitcore_site.host.admin import second

urlpatterns = [path("admin/", admin.site.urls), path("second/", second.urls)]
