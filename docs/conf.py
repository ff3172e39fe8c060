"""
How the pages are built.
"""

import sys
import tomllib
from pathlib import Path

import django
from django.conf import settings

sys.path.insert(0, str(Path(__file__).parent))

PROJECT = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]

project = PROJECT["name"]
author = PROJECT["authors"][0]["name"]
copyright = author  # noqa: A001 -- the name is Sphinx's
version = release = PROJECT["version"]

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = f"{project} {release}"
html_show_copyright = False
html_static_path = ["_static"]
html_css_files = ["pages.css"]

autodoc_default_options = {"members": True, "show-inheritance": True}
autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_typehints_description_target = "documented"
napoleon_use_ivar = True
napoleon_use_rtype = False
nitpick_ignore_regex = [("py:.*", ".*")]  # no other project's index is fetched; links between pages are still checked


def setup(app):
    """
    Write the reference before the pages are read; that of the plugin needs Django set up.
    """
    settings.configure(INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "visitcore_django"])
    django.setup()
    from doctree import mend
    from reference_pages import write_pages

    app.connect("doctree-read", mend, priority=100)  # before the table of contents is made
    app.connect("builder-inited", lambda app: write_pages(Path(app.srcdir)))
