"""
The pages of what a Django project calls.
"""

from reference_pages.desk import desk_page, desk_page_zh
from reference_pages.tables import models_page
from visitcore_django import notify, policies, sources

POLICIES = ("running", "listed", "one_of")
"""What a host asks the policy that runs for; the rest of the module is for the plugin itself."""

INDEX = """\
# Django

What code of yours may call; everything else in `visitcore_django` may change with any release.

- [Desk](desk.md): everything that changes a state, by what it is about.
- [在代码中办理](zh.md)：各函数的中文索引。
- [Models](models.md): the tables with their columns.
- [Policies](policies.md): the policy that runs, and the words that it knows.
- [Sources](sources.md): the class that hands over your customers.
- [Notify](notify.md): the port that reminders go through.

```{toctree}
:hidden:

desk
models
policies
sources
notify
zh
```
"""


def plugin_pages():
    """
    The pages by their name.
    """
    return {
        "index": INDEX,
        "desk": desk_page(),
        "zh": desk_page_zh(),
        "models": models_page(),
        "policies": module_page("Policies", policies, POLICIES),
        "sources": module_page("Sources", sources, sources.__all__),
        "notify": module_page("Notify", notify, notify.__all__),
    }


def module_page(title, module, names):
    """
    The page of some names of a module.
    """
    lines = [f"# {title}", "", "```{eval-rst}", f".. automodule:: {module.__name__}", "   :no-members:", "```", ""]
    for name in names:
        value, path = getattr(module, name), f"{module.__name__}.{name}"
        said = "autoclass" if isinstance(value, type) else "autofunction" if callable(value) else "autodata"
        lines += [f"## {name}", "", "```{eval-rst}", f".. {said}:: {path}", "```", ""]
    return "\n".join(lines)
