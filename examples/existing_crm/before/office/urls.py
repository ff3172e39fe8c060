"""
The admin of the CRM.
"""

from django.urls import path

from crm.admin import office

urlpatterns = [path("verwaltung/", office.urls)]
