"""
Runs the parts of a sweep one after the other, each step in one transaction with the mark that it is done.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from visitcore_django.conf import conf
from visitcore_django.models import SweepRun
from visitcore_django.sweep.job import Job
from visitcore_django.sweep.locking import SweepIsRunning, alone
from visitcore_django.sweep.parts import PARTS
from visitcore_django.sweep.telling import send, waiting
from visitcore_django.syncing.writing import hold

TELLING = "telling"


class SweepRefused(Exception):
    """
    The day cannot be swept; the message says why.
    """


def sweep(
    on: date | None = None,
    *,
    now: datetime | None = None,
    force: bool = False,
    complain: Callable[[str], object] = lambda _said: None,
    shown: Callable[[Iterable[Any]], Iterable[Any]] = iter,
    size: int | None = None,
) -> SweepRun:
    """
    Sweep a day: safe to repeat, to break off and to begin again; at most one runs at a time.

    Args:
        on: The day; today where left out.
        now: The instant; now where left out.
        force: Whether to sweep a day before the last one swept, or one that lies ahead.
        complain: Hears of what does not fit, in a sentence.
        shown: Hands the steps on, and may show how far they have come.
        size: Rows taken at a time; as the settings say where left out.

    Raises:
        SweepIsRunning: If another one runs.
        SweepRefused: If the day is not one to sweep.
    """
    moment = now or timezone.now()
    today = timezone.localdate(moment)
    day = on or today
    with alone():
        if not force:
            _sound(day, today)
        job = Job.of(day, moment, complain=complain, **({} if size is None else {"size": size}))
        run = _begin(job, moment)
        for _step in shown(_steps(run, job)):
            pass
    return run


def _sound(day: date, today: date) -> None:
    if day > today:
        raise SweepRefused(_("%(day)s lies ahead; sweep it when it has come, or give --force.") % {"day": day})
    last = SweepRun.objects.aggregate(last=Max("on"))["last"]
    if last is not None and day < last:
        said = {"day": day, "last": last}
        raise SweepRefused(
            _("%(last)s was swept already, and %(day)s lies before it; check the clock, or give --force.") % said
        )


@transaction.atomic
def _begin(job: Job, moment: datetime) -> SweepRun:
    """
    The run of a day: a new one, or the one that was broken off.

    One that was finished begins from the start again, and so does one that was broken off under other policies.
    """
    hold()
    run, made = SweepRun.objects.get_or_create(on=job.on, defaults={"policy_hash": job.fingerprint})
    if not made and (run.finished_at is not None or run.policy_hash != job.fingerprint):
        run.part, run.past, run.finished_at, run.counts = "", 0, None, {}
        run.started_at, run.policy_hash = moment, job.fingerprint
        run.save()
    return run


def _steps(run: SweepRun, job: Job) -> Iterator[str]:
    names = [*(name for name, _part in PARTS), TELLING]
    start = names.index(run.part) if run.part in names else 0
    for name, part in PARTS[start:]:
        past: int | None = run.past if name == run.part else 0
        while past is not None:
            with transaction.atomic():
                hold()
                _mine(run)
                step = part(job, past)
                _mark(run, name, step.past, step.counts)
            past = step.past
            yield name
    yield from _telling(run, job)
    with transaction.atomic():
        hold()
        _mine(run)
        run.part, run.past, run.finished_at = "", 0, timezone.now()
        run.save()


def _telling(run: SweepRun, job: Job) -> Iterator[str]:
    """
    Tell people, each outside of any transaction: a slow post office holds up nobody.
    """
    for person in waiting() if conf().NOTIFIERS else ():
        sent = send(person, job)
        with transaction.atomic():
            hold()
            _mine(run)
            number = sent.mark()
            _mark(
                run, TELLING, run.past, {"told": number, "messages": 1 if number else 0, "failed": 0 if number else 1}
            )
        yield TELLING


def _mine(run: SweepRun) -> None:
    """
    Make sure that nobody else has gone on with the same run.
    """
    held = SweepRun.objects.select_for_update().get(pk=run.pk)
    if (held.part, held.past, held.finished_at) != (run.part, run.past, run.finished_at):
        raise SweepIsRunning


def _mark(run: SweepRun, name: str, past: int | None, counts: dict[str, int]) -> None:
    """
    Note how far the run has come; a part that is finished gives way to the next.
    """
    names = [*(part for part, _step in PARTS), TELLING]
    run.part, run.past = (name, past) if past is not None else (names[names.index(name) + 1], 0)
    for what, number in counts.items():
        if number:
            key = f"{name}.{what}"
            run.counts[key] = run.counts.get(key, 0) + number
    run.save()
