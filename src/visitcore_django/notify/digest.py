"""
One message to a person of everything that he was not told yet.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from visitcore.ground.text import Lang
from visitcore_django.conf import conf, imported
from visitcore_django.models import Reminder
from visitcore_django.models.language import lang_of, site_lang
from visitcore_django.notify.ports import Message

CODES: dict[Lang, str] = {"en": "en", "zh": "zh-hans"}
PAGE = "/admin/visitcore_django/reminder/"


def language_of(user: Any, failed: Callable[[Exception], object] = lambda _error: None) -> Lang:
    """
    The language that a person reads: as the host says, else that of the site.

    Args:
        user: The person.
        failed: Hears of what the host's function stumbles over.
    """
    path = conf().LANGUAGE_OF
    said = None
    try:
        said = imported(path)(user) if path else None
    except Exception as error:  # noqa: BLE001 (a function of the host's may fail in any way, and people are told all the same)
        failed(error)
    return lang_of(str(said)) if said else site_lang()


def digest(
    user: Any,
    reminders: Iterable[Reminder],
    number: int,
    failed: Callable[[Exception], object] = lambda _error: None,
) -> Message:
    """
    The message of some reminders, the most urgent first.

    Args:
        user: Whom they are for.
        reminders: Those that are listed.
        number: How many there are in all.
        failed: Hears of what the host's function of languages stumbles over.
    """
    lang = language_of(user, failed)
    with override(CODES[lang]):
        subject = ngettext("%(number)d thing to do", "%(number)d things to do", number) % {"number": number}
        return Message(to=user, lang=lang, subject=subject, body="\n".join(_lines(list(reminders), number, lang)))


def _lines(reminders: list[Reminder], number: int, lang: Lang) -> Iterator[str]:
    for row in reminders:
        clause = f" [{row.rule}]" if row.rule else ""
        yield f"- {getattr(row, f'says_{lang}')}{clause}"
    if number > len(reminders):
        yield _("… and %(number)d more.") % {"number": number - len(reminders)}
    if conf().SITE_URL:
        yield ""
        yield _("All of them: %(address)s") % {"address": conf().SITE_URL.rstrip("/") + PAGE}
