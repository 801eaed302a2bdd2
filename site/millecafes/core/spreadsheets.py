"""What is safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterable

RISKY = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would take what follows for a formula
MARK = "\ufeff"  # without it, spreadsheets take UTF-8 for something else


def harmless(value):
    """Words that would begin a formula are kept as words; numbers may be negative."""
    return f"'{value}" if isinstance(value, str) and value.startswith(RISKY) else value


def sheet_of(columns: list[str], rows: Iterable[list]) -> str:
    """A table for a colleague's spreadsheet: its names first, parted by « ; » as French ones expect."""
    output = io.StringIO()
    output.write(MARK)
    writer = csv.writer(output, delimiter=";")
    writer.writerow(columns)
    writer.writerows([harmless(value) for value in row] for row in rows)
    return output.getvalue()
