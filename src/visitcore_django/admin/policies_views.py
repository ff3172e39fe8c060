"""
Pages around policy versions: the policy that runs, what a version says, and files to take away.
"""

from datetime import date
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _

from visitcore import Policy
from visitcore.codec.library import composition_files, pack_files
from visitcore.explain.prose import policy_called
from visitcore.ground.errors import PolicyError
from visitcore_django.admin.buttons import ButtonsMixin
from visitcore_django.admin.policies_reading import chapters, found, packs, parameters
from visitcore_django.admin.wording import error_in_words
from visitcore_django.conf import conf
from visitcore_django.models import PolicyVersion
from visitcore_django.models.language import lang
from visitcore_django.policies import company_days, policy_of, published, running

START = """\
# {title}
# {hint}

name = "{name}"
extends = ["{base}"]

# {example}
#
# [[rule]]
# id = "OWN-01"
# clause = "1"
# kind = "cadence"
# strength = "required"
#   [rule.text]
#   en = "A and B customers are visited once a month, C customers once a half-year."
#   zh = "A类和B类客户每月拜访一次，C类客户每半年拜访一次。"
#
# [[parameter]]
# key = "visits.cadence"
# unit = "visits"
#   [[parameter.history]]
#   since = {since}
#     [parameter.history.table]
#     inputs = {{ grade = ["A", "B", "C"] }}
#     outcome = "cadence"
#     rows = [
#       {{ when = {{ grade = "A" }}, then = {{ times = 1, per = "month" }}, rule = "OWN-01" }},
#       {{ when = {{ grade = "B" }}, then = {{ times = 1, per = "month" }}, rule = "OWN-01" }},
#       {{ when = {{ grade = "C" }}, then = {{ times = 1, per = "half-year" }}, rule = "OWN-01" }},
#     ]
"""


class PolicyPagesMixin(ButtonsMixin):
    """
    Pages to read, for whoever may see policy versions.
    """

    def get_urls(self) -> list[Any]:
        """
        The pages, before those of the admin.
        """
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        view = self.admin_site.admin_view
        return [
            path("running/", view(self.running_view), name=f"{name}_running"),
            path("start.toml", view(self.start_view), name=f"{name}_start"),
            path("<int:object_id>/read/", view(self.read_view), name=f"{name}_read"),
            path("<int:object_id>/toml/", view(self.toml_view), name=f"{name}_toml"),
            *super().get_urls(),
        ]

    def running_view(self, request: HttpRequest) -> HttpResponse:
        """
        The policy in force today, or on the day asked for.
        """
        if not self.has_view_permission(request):
            raise PermissionDenied
        on = _day(request) or timezone.localdate()
        under = running(on)
        later = published().filter(in_force_from__gt=on).order_by("in_force_from").only("name", "in_force_from")
        more = {
            "title": _("The policy that runs"),
            "version": under.version,
            "named": conf().POLICY,
            "later": list(later),
            "is_running": True,
        }
        return self._policy_page(request, under.policy, on, more)

    def read_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """
        What one version says.
        """
        row = self._seen(request, object_id)
        on = _day(request) or max(row.in_force_from, timezone.localdate())
        more = {"title": _("What %(version)s says") % {"version": row}, "version": row}
        try:
            policy = policy_of(row, company_days())
        except PolicyError as error:
            messages.error(request, error_in_words(error))
            return HttpResponseRedirect(self.page_of(row))
        return self._policy_page(request, policy, on, more)

    def toml_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """
        The file of a version.
        """
        row = self._seen(request, object_id)
        return _file(row.toml, f"{row.name} {row.in_force_from}.toml")

    def start_view(self, request: HttpRequest) -> HttpResponse:
        """
        A file to begin one's own policy with.
        """
        if not self.has_view_permission(request):
            raise PermissionDenied
        return _file(starting_file(timezone.localdate()), "policy.toml")

    def _seen(self, request: HttpRequest, key: int) -> PolicyVersion:
        row: PolicyVersion | None = self.get_object(request, str(key))
        if row is None or not self.has_view_permission(request, row):
            raise Http404
        return row

    def _policy_page(self, request: HttpRequest, policy: Policy, on: date, more: dict[str, Any]) -> HttpResponse:
        rows = list(parameters(policy, on))
        asked = request.GET.get("q", "").strip()[:100]
        known = chapters(rows)
        chapter = request.GET.get("chapter", "")
        if chapter not in {key for key, _name, _count in known}:
            chapter = known[0][0] if known else ""
        shown = found(rows, asked) if asked else [row for row in rows if row.chapter == chapter]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "policy": policy,
            "called": policy_called(policy.name).in_(lang()),
            "on": on,
            "packs": packs(policy),
            "chosen": sorted(policy.choose.items()),
            "days": sorted(policy.overrides, key=lambda one: one.day),
            "chapters": known,
            "chapter": "" if asked else chapter,
            "asked": asked,
            "rows": shown,
            "total": len(rows),
            "may_add": self.has_add_permission(request),
            **more,
        }
        return TemplateResponse(request, "visitcore/policy.html", context)


def starting_file(today: date) -> str:
    """
    A company file that says what runs now, with an example to go on from.
    """
    base = conf().POLICY
    if Path(base).suffix == ".toml":
        return Path(base).read_text(encoding="utf-8-sig")
    known = base in composition_files() or base in pack_files()
    return START.format(
        title=_("The company's own policy"),
        hint=_("Lines that begin with # are only remarks. Take the # away to let a line count."),
        example=_("Example: B customers are visited every month instead of every quarter."),
        name=_("our policy"),
        base=base if known else "standard",
        since=today.replace(year=today.year + 1, month=1, day=1),
    )


def _day(request: HttpRequest) -> date | None:
    try:
        return parse_date(request.GET.get("on", ""))
    except ValueError:
        return None


def _file(content: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/toml; charset=utf-8")
    stem, _dot, ending = name.rpartition(".")
    answer["Content-Disposition"] = (
        content_disposition_header(
            as_attachment=True, filename=f"{slugify(stem, allow_unicode=True) or 'policy'}.{ending}"
        )
        or ""
    )
    return answer
