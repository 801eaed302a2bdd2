"""What a database holds, compared with another: a row counts for what it says, not for the number it was given."""

from datetime import datetime
from hashlib import sha256

import dj_database_url
from django.db.utils import ConnectionHandler

DRAWN = {"id", "translation_key"}  # by lot, or in the order in which rows came


def contents_of(url: str) -> dict[str, tuple]:
    """Of each table: its columns, how many rows it has, and a digest of what they say."""
    other = ConnectionHandler({"default": dj_database_url.parse(url)})["default"]
    with other.cursor() as cursor:
        tables = {name: Table(other, cursor, name) for name in other.introspection.table_names(cursor)}
    other.close()
    return {name: table.told(tables) for name, table in tables.items()}


class Table:
    """Its links are told by the rows they lead to; dates are left out."""

    def __init__(self, connection, cursor, name: str):
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")
        self.columns = sorted(column[0] for column in cursor.description)
        names = [column[0] for column in cursor.description]
        self.rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        self.links = connection.introspection.get_relations(cursor, name)

    def told(self, tables: dict) -> tuple:
        rows = sorted(repr((self.words(row), self.ends(row, tables))) for row in self.rows)
        return self.columns, len(rows), sha256("\n".join(rows).encode()).hexdigest()

    def words(self, row: dict) -> list[tuple]:
        kept = sorted(row.keys() - DRAWN - self.links.keys())
        return [(name, row[name]) for name in kept if not isinstance(row[name], datetime)]

    def ends(self, row: dict, tables: dict) -> list[list]:
        links = sorted(self.links.items())
        return [tables[table].find(column, row[name]) for name, (column, table, *_more) in links]

    def find(self, column: str, value) -> list[list[tuple]]:
        return [self.words(row) for row in self.rows if row[column] == value]
