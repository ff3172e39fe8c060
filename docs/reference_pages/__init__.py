"""
Writes the reference out of the source files, the packs and the command line; Django has to be set up for it.
"""

from reference_pages.commands import commands_page
from reference_pages.decisions import decisions_page
from reference_pages.markdown import listed_pages, write_pages_into
from reference_pages.packs import pack_pages
from reference_pages.plugin import plugin_pages
from reference_pages.public import public_page
from reference_pages.rooms import room_pages


def write_pages(docs):
    """
    Write every page of the reference below *docs*, and the lists that lead to them.
    """
    reference = docs / "reference"
    write_pages_into(reference / "rooms", listed_pages("Rooms", room_pages()))
    write_pages_into(reference / "django", plugin_pages())
    write_pages_into(reference / "packs", listed_pages("Packs", pack_pages()))
    pages = {
        "index": public_page(),
        "decisions": decisions_page(),
        "commands": commands_page("en"),
        "commands-zh": commands_page("zh"),
    }
    write_pages_into(reference / "python", {name: pages[name] for name in ("index", "decisions")})
    write_pages_into(reference / "commands", {"index": pages["commands"], "zh": pages["commands-zh"]})


__all__ = ["write_pages"]
