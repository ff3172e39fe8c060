"""
What a visit is planned for: one or several of the purposes that the policy of its day lists.
"""

from datetime import date

from django.utils import timezone

from visitcore_django.desk.listed import demand_words
from visitcore_django.models import Visit
from visitcore_django.policies import one_of


def purposes_of(day: date) -> tuple[str, ...]:
    """
    What a visit may be for under the policy that runs on a day; empty where it lists nothing.
    """
    return one_of("visits.purposes", "purpose", day)


def name_purposes(visit: Visit, held: Visit | None) -> None:
    """
    Name what a visit is planned for as the policy of its day does; what it was planned for before may stay.

    Where the policy lists nothing, and of a visit that was made, the words stay as they come in.

    Raises:
        DeskError: If it is for something else.
    """
    known = purposes_of(timezone.localdate(visit.start))
    if known:
        given = _purposes(visit)
        demand_words("purpose", given, known, [] if held is None else _purposes(held))
        visit.purpose = ",".join(given)


def _purposes(visit: Visit) -> list[str]:
    return [part.strip() for part in visit.purpose.split(",") if part.strip()]
