"""
Cells as people type them, and the files a spreadsheet program makes of them.
"""

import csv
from datetime import date, datetime
from io import BytesIO
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

WIDE = str.maketrans("KH0123456789-", "ＫＨ０１２３４５６７８９－")


class Day(NamedTuple):
    """
    A day or instant, and the chance that says how somebody typed it.
    """

    at: date
    chance: float

    def in_csv(self):
        """
        The day as it stands in a CSV file.
        """
        clock = f" {self.at:%H:%M}" if isinstance(self.at, datetime) else ""
        year, month, day = self.at.year, self.at.month, self.at.day
        if self.chance < 0.5:
            return f"{year}-{month:02}-{day:02}{clock}"
        if self.chance < 0.75:
            return f"{year}/{month}/{day}{clock}"
        if self.chance < 0.87:
            return f"{year}年{month}月{day}日{clock}"
        return f"{year}-{month:02}-{day:02}{clock}".translate(WIDE) if self.chance < 0.94 else str(self.serial())

    def in_xlsx(self):
        """
        The day as it stands in a workbook: a real date, a text, or a serial number that lost its format.
        """
        if self.chance < 0.55:
            return self.at
        return self.in_csv() if self.chance < 0.85 else self.serial()

    def serial(self):
        """
        Days since the end of 1899, the time as a fraction.
        """
        days = (date(self.at.year, self.at.month, self.at.day) - date(1899, 12, 30)).days
        clock = self.at.hour * 60 + self.at.minute if isinstance(self.at, datetime) else 0
        return round(days + clock / 1440, 6) if clock else days


class Share(NamedTuple):
    """
    A ratio, and the chance that says how somebody typed it.
    """

    value: float
    chance: float

    def in_csv(self):
        """
        The ratio as a fraction or with a percent sign.
        """
        return f"{self.value:.2f}" if self.chance < 0.7 else f"{self.value * 100:.0f}%"

    def in_xlsx(self):
        """
        The ratio as a number, or as text with a percent sign.
        """
        return self.value if self.chance < 0.7 else self.in_csv()


class Amount(Share):
    """
    An amount in yuan, with or without separators.
    """

    def in_csv(self):
        """
        The amount as text.
        """
        return f"{self.value:.2f}" if self.chance < 0.6 else f"{self.value:,.2f}"

    def in_xlsx(self):
        """
        The amount as a number, seldom as text.
        """
        return self.value if self.chance < 0.9 else self.in_csv()


def write_csv(path, headers, rows, encoding):
    """
    Writes a CSV file as a spreadsheet program does, blank rows as separators only.
    """
    with path.open("w", encoding=encoding, newline="") as handle:
        writer = csv.writer(handle, lineterminator="\r\n")
        writer.writerow(headers)
        for row in rows:
            cells = row or [""] * len(headers)
            writer.writerow([cell.in_csv() if isinstance(cell, Day | Share) else cell for cell in cells])


def write_xlsx(path, title, headers, rows):
    """
    Writes a workbook whose bytes do not depend on the day it is written.
    """
    book, held = Workbook(), BytesIO()
    book.properties.creator, book.properties.created = "CRM", datetime(2024, 6, 14, 8)
    book.properties.modified = book.properties.created
    sheet = book.active
    sheet.title = title
    for number, row in enumerate([headers, *rows], 1):
        for column, value in enumerate(row, 1):
            shown = value.in_xlsx() if isinstance(value, Day | Share) else value
            if shown != "":
                cell = sheet.cell(number, column, shown)
                if isinstance(shown, str):
                    cell.data_type = "s"
                elif isinstance(shown, date):
                    cell.number_format = "yyyy/m/d h:mm" if isinstance(shown, datetime) else "yyyy/m/d"
    ExcelWriter(book, ZipFile(held, "w")).save()
    with ZipFile(held) as loose, ZipFile(path, "w", ZIP_DEFLATED, compresslevel=9) as package:
        for part in loose.infolist():
            entry = ZipInfo(part.filename, (2024, 6, 14, 8, 0, 0))
            entry.create_system, entry.compress_type = 0, ZIP_DEFLATED
            package.writestr(entry, loose.read(part))
