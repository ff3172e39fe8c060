"""
Takes over the customers that the host's source tells.
"""

from visitcore_django.syncing.running import SyncRefused, sync
from visitcore_django.syncing.told import Counts, Told

__all__ = ["Counts", "SyncRefused", "Told", "sync"]
