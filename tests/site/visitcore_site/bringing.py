"""
A salesperson brings excuses for every customer, and confirms; says each row that the desk takes.

``python -m visitcore_site.bringing fill`` first makes 60 customers.
``python -m visitcore_site.bringing STOP`` brings them, and stands still in the middle of row STOP until it is killed; 0
for never.  A further word names the database, where it is not that of ``VISITCORE_DATABASE``.
"""

import os
import sys
import time

from visitcore_site.days import NOW

ROWS = 60


def fill():
    """
    Make tables, people and customers.
    """
    from django.core.management import call_command

    from visitcore_site.office import Office

    call_command("migrate", verbosity=0, run_syncdb=True)
    office = Office()
    for number in range(ROWS):
        office.customer(f"C{number}")


def bring(stop):
    """
    Look at the sheet, then confirm it.
    """
    import time_machine
    from django.contrib.auth.models import User
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client

    lines = ["客户编号,开始日期,结束日期,原因", *(f"C{number},2024-06-01,2024-06-30,停产" for number in range(ROWS))]
    client = Client()
    with time_machine.travel(NOW):
        client.force_login(User.objects.get(username="li"))
        file = SimpleUploadedFile("x.csv", "\n".join(lines).encode())
        page = client.post("/admin/visitcore_django/excuse/import/", {"sheet": file}).content.decode()
        held = page.split('name="held" value="')[1].split('"')[0]
        tell_each_row(stop)
        client.post("/admin/visitcore_django/excuse/import/confirm/", {"held": held, "confirm": "1"})
    say("taken")


def tell_each_row(stop):
    """
    Say each row once the desk has taken it.
    """
    from visitcore_django.sheets.excuses import ExcuseSheet

    take, taken = ExcuseSheet.hand_in, []

    def told(sheet, instance):
        row = take(sheet, instance)
        taken.append(row.pk)
        say(f"row {len(taken)}")
        if len(taken) == stop:
            time.sleep(600)
        return row

    ExcuseSheet.hand_in = told


def say(what):
    """
    Print it at once.
    """
    print(what, flush=True)


def main(word, name=None):
    """
    Fill, or bring.
    """
    import django
    from django.conf import settings

    if name is not None:
        settings.DATABASES["default"]["NAME"] = name
    django.setup()
    if word == "fill":
        fill()
    else:
        bring(int(word))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "visitcore_site.settings")
    main(*sys.argv[1:])
