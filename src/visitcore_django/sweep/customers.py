"""
The due columns of all customers as a part of the sweep.
"""

from django.utils.translation import gettext as _

from visitcore_django.sweep.job import Job, Step


def customers(job: Job, past: int) -> Step:
    """
    Work out how the next customers stand; under a policy without a word on visits nothing is due to them.
    """
    done = job.cadence.after(past, job.size)
    for code in done.failed:
        job.complain(
            _("%(code)s: the row of this customer does not fit; open it, correct it and save it.") % {"code": code}
        )
    last = done.last if done.seen == job.size else None
    return Step(last, {"seen": done.seen, "changed": done.changed, "failed": len(done.failed)})
