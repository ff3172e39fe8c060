"""
The plugin with 10 and with 1,000,000 customers: its due list beside lists as Django has them, and its sweep.

Prints how long each page takes and with how many queries: ours, a bare list of the same table, and a bare list of a
plain copy of it that lacks our indexes, in turn; the targets are held against the plain one.  Then how long a sweep
takes for a quarter of the customers and for all, with how much memory, and which part of it is reading.  ``--database``
takes the URL of a PostgreSQL server, such as ``postgres://postgres@127.0.0.1/customers``; a database of its own is made
there and dropped again.  Needs the group `databases` beside ``visitcore[django]``.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import million_site

PAGES = {
    "first page": ("", ""),
    "overdue": ("?when=overdue", "?due_status__exact=overdue"),
    "overdue, grade B": ("?when=overdue&grade=B", "?due_status__exact=overdue&grade__exact=B"),
    "search: a number": ("?q={number}", "?q={number}"),
    "search: two letters": ("?q=天云", "?q=天云"),
    "search: a code": ("?q=C{number:07}", "?q=C{number:07}"),
}
"""What is asked of ours and of the others."""

SITES = {"ours": "customer", "same": "customer", "plain": "plaincustomer"}
"""The lists, each with the name of its table."""

ROUNDS = 7
TARGETS = {"sqlite": {"overdue, grade B": 1 / 5}, "postgresql": dict.fromkeys(PAGES, 1 / 3)}
"""The most that ours may take, the plain one being one; one where nothing is said."""

MOST_MEBIBYTES, LEAST_SHARE, GROWTH_TARGET = 500, 0.8, 1.25


def main() -> None:
    """
    Sweep and look at each size; or sweep alone, in a process of its own.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", help="URL of a PostgreSQL server; a file of SQLite where left out")
    parser.add_argument("--customers", type=int, default=1_000_000)
    parser.add_argument("--sweep", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = options.database or f"sqlite:///{folder}/customers.sqlite3"
        million_site.set_up(url)
        if options.sweep:
            print(json.dumps(sweep()))
            return
        few = at(url, 10, look)
        quarter = at(url, options.customers // 4, dict)
        many = at(url, options.customers, look)
    print_pages(few, many)
    print_sweeps(quarter, many)


def at(url: str, count: int, look: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """
    A new database with so many customers: what its sweep took, and what is found by looking.
    """
    from django.db import connection
    from million_plain import copy

    creation = connection.creation
    kept = connection.settings_dict["NAME"]
    name = creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        start = time.perf_counter()
        million_site.fill(count)
        print(f"{count:>9,} customers: filled in {time.perf_counter() - start:.0f} s", file=sys.stderr)
        there = url if connection.vendor == "sqlite" else urlsplit(url)._replace(path=f"/{name}").geturl()
        said = subprocess.run(
            [sys.executable, __file__, "--sweep", "--database", there], check=True, stdout=subprocess.PIPE
        )
        print(f"{count:>9,} customers: swept", file=sys.stderr)
        copy()
        million_site.settle()
        return {"count": count, "sweep": json.loads(said.stdout), **look()}
    finally:
        creation.destroy_test_db(kept, verbosity=0)


def sweep() -> dict[str, float]:
    """
    Sweep today, and tell what was spent on it.
    """
    from django.db import connection

    from visitcore_django.sweep import due
    from visitcore_django.sweep.running import sweep as run

    spent = {"reading": 0.0, "writing": 0.0, "statements": 0}

    def read_rows(rows: Any) -> Any:
        with timed(spent, "reading"):
            return read(rows)

    def execute(ask: Any, sql: str, params: Any, many: Any, context: Any) -> Any:
        spent["statements"] += 1
        if sql.startswith("UPDATE"):
            with timed(spent, "writing"):
                return ask(sql, params, many, context)
        return ask(sql, params, many, context)

    read, due.read_rows = due.read_rows, read_rows
    start = time.perf_counter()
    with connection.execute_wrapper(execute):
        done = run()
    spent["all"] = time.perf_counter() - start
    return {
        **spent,
        "customers": done.counts["customers.changed"],
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


@contextmanager
def timed(spent: dict[str, Any], what: str) -> Iterator[None]:
    """
    Add the seconds of a block to what was spent.
    """
    start = time.perf_counter()
    yield
    spent[what] += time.perf_counter() - start


def look() -> dict[str, Any]:
    """
    Milliseconds and queries of each page, ours and the others, after all have shown the same rows.
    """
    from django.contrib.auth.models import User
    from django.db import connection
    from django.test import Client

    from visitcore_django.models import Customer

    client = Client()
    client.force_login(User.objects.get(username="root"))
    number = Customer.objects.count() * 2 // 3
    pages: dict[str, Any] = {}
    for name, asked in PAGES.items():
        words = dict(zip(("ours", "same"), (each.format(number=number) for each in asked), strict=True))
        addresses = [
            f"/{site}/visitcore_django/{table}/{words.get(site, words['same'])}" for site, table in SITES.items()
        ]
        ours, *others = (_seen(client, address) for address in addresses)
        if any(ours["rows"] != other["rows"][: len(ours["rows"])] for other in others):
            sys.exit(f"not the same rows: {addresses}")
        rounds = [[_once(client, address) for address in addresses] for _ in range(ROUNDS)]
        pages[name] = {"queries": ours["queries"], "least": [min(times) for times in zip(*rounds, strict=True)]}
    return {"pages": pages, "vendor": connection.vendor}


def _seen(client: Any, address: str) -> dict[str, Any]:
    """
    The rows of a page and the number of its queries.
    """
    from django.db import connection
    from django.test.utils import CaptureQueriesContext, setup_test_environment, teardown_test_environment

    setup_test_environment()
    with CaptureQueriesContext(connection) as seen:
        rows = [row.pk for row in client.get(address).context["cl"].result_list]
    teardown_test_environment()
    return {"rows": rows, "queries": len(seen)}


def _once(client: Any, address: str) -> float:
    start = time.perf_counter()
    client.get(address)
    return (time.perf_counter() - start) * 1000


def print_pages(few: dict[str, Any], many: dict[str, Any]) -> None:
    """
    A line for each page.
    """
    print(f"{many['vendor']}, {many['count']:,} customers, the best of {ROUNDS} rounds, milliseconds")
    heads = f"{'':20}{'ours':>7}{'same':>8}{'ratio':>7}{'plain':>8}{'ratio':>7}{'at most':>9}"
    print(f"{heads}   queries at {few['count']}, at {many['count']:,}")
    for name, page in many["pages"].items():
        ours, same, plain = page["least"]
        most = TARGETS[many["vendor"]].get(name, 1)
        counts = f"{few['pages'][name]['queries']}, {page['queries']}"
        ratios = f"{same:8.0f}{ours / same:7.2f}{plain:8.0f}{ours / plain:7.2f}"
        print(f"{name:20}{ours:7.0f}{ratios}{most:9.2f}   {counts}")


def print_sweeps(quarter: dict[str, Any], many: dict[str, Any]) -> None:
    """
    A line for each sweep, and how they compare.
    """
    for told in (quarter, many):
        spent = told["sweep"]
        share = {what: spent[what] / spent["all"] for what in ("reading", "writing")}
        print(
            f"sweep of {told['count']:>9,}: {spent['all']:6.1f} s, {spent['all'] / told['count'] * 1e6:5.1f} µs each, "
            f"{spent['memory']:4.0f} MiB (at most {MOST_MEBIBYTES}), {spent['statements']} statements; reading "
            f"{share['reading']:.0%} (at most {1 - LEAST_SHARE:.0%}), writing {share['writing']:.0%}, "
            f"deciding and the rest {1 - sum(share.values()):.0%}"
        )
    each = [told["sweep"]["all"] / told["count"] for told in (quarter, many)]
    print(f"ratio {each[1] / each[0]:.2f} a customer, all against a quarter (target: at most {GROWTH_TARGET})")


if __name__ == "__main__":
    main()
