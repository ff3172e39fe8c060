"""
One sweep: the day, and what all its parts read once.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any

from attrs import define, field, frozen
from django.contrib.auth import get_user_model
from django.db.models import Max, Min, Model
from django.utils.translation import gettext as _

from visitcore import Policy, VisitcoreError
from visitcore.codec.fingerprint import fingerprint
from visitcore_django.conf import conf
from visitcore_django.desk.wording import library_error_in_words
from visitcore_django.facts.days import last_instant
from visitcore_django.models import PolicyVersion, SweepRun
from visitcore_django.models.naming import person_name
from visitcore_django.policies import Running, company_days, published, running_of
from visitcore_django.sweep.due import DueSweep
from visitcore_django.sweep.reminding import Reminding
from visitcore_django.sweep.whom import Whom


@define(eq=False, slots=False)
class Job:
    """
    A sweep of one day.

    Attributes:
        on: The day.
        at: The instant that clocks are held against: now, or the end of a day gone by.
        size: Rows taken at a time.
        complain: Hears of what does not fit, in a sentence.
    """

    on: date
    at: datetime
    size: int = field(factory=lambda: conf().SWEEP_BATCH)
    complain: Callable[[str], object] = lambda _said: None
    _policies: dict[date, Running] = field(factory=dict, init=False)
    _names: dict[Any, str] = field(factory=dict, init=False)
    _said: set[str] = field(factory=set, init=False)

    @classmethod
    def of(cls, on: date, now: datetime, **more: Any) -> "Job":
        """
        The sweep of a day, seen from an instant.
        """
        return cls(on, min(now, last_instant(on)), **more)

    def complain_once(self, what: str, said: str) -> None:
        """
        Complain of a thing that comes again with everybody, the first time only.

        Args:
            what: The thing.
            said: The sentence.
        """
        if what not in self._said:
            self._said.add(what)
            self.complain(said)

    def complain_of(self, row: Model, error: VisitcoreError) -> None:
        """
        Complain of a row that the library cannot take, in the language of the site.
        """
        self.complain(_("%(who)s: %(what)s") % {"who": row, "what": library_error_in_words(error)})

    @cached_property
    def began(self) -> date:
        """
        The day of the first sweep: papers and duties that were due before it are held against nobody.
        """
        first: date | None = SweepRun.objects.aggregate(first=Min("on"))["first"]
        return min(first or self.on, self.on)

    @cached_property
    def before(self) -> date:
        """
        The day of the last sweep before this one that came to its end; the first day where there is none.
        """
        earlier = SweepRun.objects.filter(on__lt=self.on, finished_at__isnull=False)
        last: date | None = earlier.aggregate(last=Max("on"))["last"]
        return last or self.began

    @cached_property
    def cadence(self) -> DueSweep:
        """
        The cadence of the day.
        """
        return DueSweep.open(self.on)

    @cached_property
    def terms(self) -> Reminding:
        """
        When people are reminded.
        """
        return Reminding.open(self.policy(self.on), self.on)

    @cached_property
    def whom(self) -> Whom:
        """
        The people of the day.
        """
        return Whom.on(self.on)

    @cached_property
    def fingerprint(self) -> str:
        """
        What tells the policies and the company's own days of this sweep from others.
        """
        versions, calendar = self._published
        try:
            first = running_of(None, ()).policy.hash
        except VisitcoreError:
            first = ""
        return fingerprint([first, [[version.in_force_from, version.hash] for version in versions], calendar])

    def policy(self, day: date) -> Policy:
        """
        The policy in force on a day, read once.
        """
        return self.running(day).policy

    def running(self, day: date) -> Running:
        """
        The same with the version that holds it.
        """
        if day not in self._policies:
            versions, calendar = self._published
            governs = next((version for version in versions if version.in_force_from <= day), None)
            self._policies[day] = running_of(governs, calendar)
        return self._policies[day]

    @cached_property
    def _published(self) -> tuple[list[PolicyVersion], tuple[tuple[str, bool, str], ...]]:
        """
        The published versions, the one that came into force last first, and the company's own days.
        """
        return list(published()), company_days()

    def names(self, person: Any) -> str:
        """
        What somebody is called.
        """
        if person is not None and person not in self._names:
            self._names[person] = person_name(get_user_model()._default_manager.filter(pk=person).first())
        return self._names.get(person, "")


@frozen
class Step:
    """
    What one step of a part brought.

    Attributes:
        past: Key of the last row that is done; ``None`` where the part is finished.
        counts: What it did, by name.
    """

    past: int | None = None
    counts: dict[str, int] = field(factory=dict)

    @classmethod
    def after(cls, rows: Sequence[Any], size: int, **counts: int) -> "Step":
        """
        A step that has taken some rows, the key first in each; a batch that is not full was the last one.
        """
        return cls(rows[-1][0] if len(rows) == size else None, counts)
