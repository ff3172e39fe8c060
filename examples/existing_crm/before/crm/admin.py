"""
The screens of the CRM, on an admin site of its own.
"""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from crm.models import Account, Contact, Employee


class Office(admin.AdminSite):
    """
    The one place where everybody works.
    """

    site_header = "Kundenverwaltung"
    site_title = "Kundenverwaltung"


office = Office(name="office")


class ContactInline(admin.TabularInline):
    """
    The people at an account.
    """

    model = Contact
    extra = 0


@admin.register(Account, site=office)
class AccountAdmin(admin.ModelAdmin):
    """
    Accounts with the people there.
    """

    list_display = ["number", "company", "town", "adviser"]
    search_fields = ["number", "company"]
    fieldsets = [
        (None, {"fields": ["number", "company", "town", "adviser"]}),
        ("Geschäft", {"fields": ["size", "turnover", "opened", "closed"]}),
    ]
    inlines = [ContactInline]
    change_form_template = "crm/account.html"


office.register(Employee, UserAdmin)
