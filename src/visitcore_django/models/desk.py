"""
The desk page has no rows of its own: it shows the customers' in sums.
"""

from django.utils.translation import gettext_lazy as _

from visitcore_django.models.customer import Customer


class Desk(Customer):
    """
    The customers a person looks after, as the desk page counts them.
    """

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = _("desk")
        verbose_name_plural = _("desk")
