"""
The host's own screens: on Django's admin site, and on one of its own with a template of its own.
"""

from django.contrib import admin

from visitcore_django.admin.panel import VisitsPanelMixin
from visitcore_site.host.models import Account

second = admin.AdminSite(name="second")


@admin.register(Account)
class AccountAdmin(VisitsPanelMixin, admin.ModelAdmin):
    """
    Accounts with their visits.
    """


@admin.register(Account, site=second)
class OwnTemplate(VisitsPanelMixin, admin.ModelAdmin):
    """
    The same with the host's own template, sets of fields and read-only field.
    """

    change_form_template = "host/account.html"
    readonly_fields = ["number"]

    def get_fieldsets(self, request, obj=None):
        """
        Sets of fields that take nothing over.
        """
        return [("Stammdaten", {"fields": ["number", "company"]})]
