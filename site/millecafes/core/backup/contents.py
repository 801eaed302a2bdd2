"""What a database holds, told so that two of them can be compared."""

from dataclasses import dataclass
from hashlib import blake2b

MIGRATIONS = "SELECT app, name FROM django_migrations ORDER BY app, name"


@dataclass
class Contents:
    """What a database holds: of each table, how many rows and the sum of their fingerprints; what was migrated."""

    tables: dict[str, dict]
    migrations: list[list[str]]


def summed(rows) -> dict:
    """Rows in any order: their number, and the sum of their fingerprints."""
    count = total = 0
    for row in rows:
        total += int.from_bytes(blake2b(repr(row).encode(), digest_size=8).digest(), "big")
        count += 1
    return {"rows": count, "sum": str(total)}


def differences(wanted: dict[str, dict], found: dict[str, dict]) -> list[str]:
    """The tables that are not the same, in words."""
    faults = []
    for name in sorted(wanted.keys() | found.keys()):
        before, after = wanted.get(name), found.get(name)
        if before == after:
            continue
        if not before or not after:
            faults.append(f"{name} : la table {'manque' if before else 'est en trop'}")
        elif before["rows"] != after["rows"]:
            faults.append(f"{name} : {before['rows']} lignes dans l’archive, {after['rows']} dans la base")
        else:
            faults.append(f"{name} : des lignes diffèrent")
    return faults
