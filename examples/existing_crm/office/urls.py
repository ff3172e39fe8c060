"""
The admin of the CRM.
"""

from django.contrib import admin
from django.urls import path

from crm.admin import office

urlpatterns = [path("verwaltung/", office.urls), path("besuche/", admin.site.urls)]
