"""
The form of a policy version: a file or a pasted text, with everything that is wrong with it said at once.
"""

import re
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from visitcore.codec.toml import parse_toml
from visitcore.ground.errors import PolicyError
from visitcore.ground.problem import Problem, words
from visitcore_django.admin.base import VersionedForm
from visitcore_django.admin.policies_places import place_said
from visitcore_django.desk.policies import plain_lines
from visitcore_django.models import PolicyVersion
from visitcore_django.models.language import lang
from visitcore_django.policies import examined

LARGEST = 1_000_000
"""Bytes that a policy file may have."""
EXCEL = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""What workbooks begin with, new and old."""
_LINE = re.compile(r"\bline (\d+)")


class PolicyForm(VersionedForm):
    """
    A policy file with its name, its day and what changes.

    The content of a file that has faults is put into the box below, so that it can be mended there.
    """

    file = forms.FileField(
        label=gettext_lazy("policy file"),
        required=False,
        help_text=gettext_lazy("A TOML file in UTF-8. Or paste its content into the box below."),
        widget=forms.ClearableFileInput(attrs={"accept": ".toml,text/plain"}),
    )

    class Meta:
        model = PolicyVersion
        fields = ("name", "in_force_from", "note", "toml")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "toml" not in self.fields:  # only looked at
            return
        for name in ("name", "toml"):
            self.fields[name].required = False
        self.fields["name"].help_text = _("Left empty, it is taken from the file.")
        self.fields["toml"].label, self.fields["toml"].help_text = _("content of the file"), ""
        self.fields["toml"].strip = False  # type: ignore[attr-defined]
        self.fields["toml"].widget = forms.Textarea(
            attrs={"rows": 18, "class": "vLargeTextField visitcore-toml", "spellcheck": "false", "wrap": "off"}
        )
        self.fields["note"].widget.attrs["rows"] = 3

    def clean(self) -> dict[str, Any]:
        """
        The content from either place, looked over; a broken file never gets further than this form.
        """
        told = super().clean()
        if "toml" not in self.fields:
            return told
        content = self._content(told)
        if content is not None:
            name = told.get("name", "").strip()
            told["name"] = name or self._name_in(content)
            told["toml"] = content
            self._look_over(content, told["name"])
        day, today = told.get("in_force_from"), timezone.localdate()
        if day is not None and day < today and not told.get("note", "").strip():
            self.add_error("note", _("%(day)s is past: say why this version is recorded late.") % {"day": day})
        return told

    def _content(self, told: dict[str, Any]) -> str | None:
        """
        The content of the file, or else of the box; ``None`` where there is none that can be read.
        """
        file, pasted = told.get("file"), plain_lines(told.get("toml") or "")
        if not file:
            if len(pasted) > LARGEST:
                self.add_error("toml", _("The file is larger than a policy can be (1 MB); is it the right one?"))
                return None
            if not pasted.strip() and "toml" not in self.errors:
                self.add_error("toml", _("Choose a file, or paste its content here."))
            return pasted if pasted.strip() else None
        if pasted.strip() and pasted != plain_lines(self.initial.get("toml") or ""):
            self.add_error(
                "file", _("There is a file and a changed text; give one of them, so that it is clear which counts.")
            )
            return None
        if file.size > LARGEST:
            self.add_error("file", _("The file is larger than a policy can be (1 MB); is it the right one?"))
            return None
        content = file.read()
        if content.startswith(EXCEL):
            self.add_error(
                "file",
                _(
                    "This is an Excel file. A policy is a TOML file: download that of a version with “Download the"
                    " file”, change it in a text editor, and choose it here; or paste its content below."
                ),
            )
            return None
        try:
            return plain_lines(content.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            what = _("The file is not in UTF-8 (byte %(place)d). Save it as UTF-8 in your editor and choose it again.")
            self.add_error("file", what % {"place": error.start})
            return None

    def _name_in(self, content: str) -> str:
        """
        The name that the file gives itself, else that of the file, else one by the day.
        """
        room = PolicyVersion._meta.get_field("name").max_length
        file = self.files.get("file")
        stem = (file.name or "").rpartition(".")[0] if file else ""
        return (own_name(content) or stem or str(timezone.localdate()))[:room]

    def _look_over(self, content: str, name: str) -> None:
        problems = examined(content, name).problems
        if not problems:
            return
        told = ngettext(
            "%(count)d problem; nothing was saved.", "%(count)d problems; nothing was saved.", len(problems)
        )
        first = ValidationError(told % {"count": len(problems)})
        self.add_error("toml", [first, *(ValidationError(in_html(one, content)) for one in problems)])
        shown: Any = self.data.copy()  # type: ignore[attr-defined]
        shown["toml"] = content
        if self.files.get("file") and own_name(content) is not None:
            shown["name"] = name
        self.data = shown


def own_name(content: str) -> str | None:
    """
    The name that a policy file gives itself, whatever else is wrong with it; ``None`` where it cannot be read at all.
    """
    try:
        name = parse_toml(content, file="").get("name", "")
    except PolicyError:
        return None
    return name if isinstance(name, str) else ""


@admin.display(description=gettext_lazy("fingerprint of the file"))
def file_hash(row: PolicyVersion) -> str:
    """
    That of the text alone; decisions carry that of all that holds, which stands where its values are read.
    """
    return row.hash


def in_html(problem: Problem, content: str = "") -> str:
    """
    A problem with where it stands, what is wrong and how to mend it, each set apart.

    Args:
        problem: The problem.
        content: The file, so that a line that is named can be shown.
    """
    what, fix = words(problem.what).in_(lang()), words(problem.fix).in_(lang())
    said = place_said(problem.where, content)
    place = problem.place.in_(lang()) if said == problem.where else said
    line = _LINE.search(problem.where)
    lines = content.splitlines()
    shown = lines[int(line[1]) - 1].strip() if line and 0 < int(line[1]) <= len(lines) else ""
    return format_html(
        '<span class="visitcore-problem">{}{}{}{}{}</span>',
        format_html("<code>{}</code> ", place) if place else "",
        what,
        format_html(" <code>{}</code>", shown[:120]) if shown else "",
        format_html("<br>{} {}", _("For example:"), problem.sample) if problem.sample else "",
        format_html("<br>{} {}", _("To mend it:"), fix) if fix else "",
    )
