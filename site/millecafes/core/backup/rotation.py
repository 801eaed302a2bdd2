"""Which archives are kept: seven days, four weeks, three months, the last one of each."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

from millecafes.core.backup.archive import MANIFEST, SAFETY, dated

DAILY, WEEKLY, MONTHLY = 7, 4, 3
YOUNG = timedelta(days=1)  # all of them are kept that long
SAFETY_KEPT = timedelta(days=30)
AHEAD = timedelta(hours=1)  # beyond, the clock was wrong when it was made, or is now


def to_keep(archives: list[tuple[datetime, Path]], now: datetime) -> set[Path]:
    """Days, weeks and months are counted among those that have an archive: a site at rest loses none.

    An archive of the future counts for none of them, and is kept: it must not push the others out.
    """
    kept = {path for moment, path in archives if now - YOUNG <= moment}
    past = [(timezone.localtime(moment), path) for moment, path in archives if moment <= now + AHEAD]
    for period, most in (("%Y-%m-%d", DAILY), ("%G-%V", WEEKLY), ("%Y-%m", MONTHLY)):
        last = {moment.strftime(period): path for moment, path in past}  # the oldest first: the last one stays
        kept |= {last[name] for name in sorted(last)[-most:]}
    return kept


def rotate(folder: Path, made: Path, now: datetime) -> tuple[list[Path], list[Path]]:
    """Delete what is no longer kept; what was deleted, and what is dated in the future."""
    archives = dated(folder)
    kept = to_keep(archives, now) | {made}
    old = [path for _, path in archives if path not in kept]
    old += [path for moment, path in dated(folder, SAFETY) if moment < now - SAFETY_KEPT]
    for path in old:
        delete(path)
    return old, [path for moment, path in archives if moment > now + AHEAD]


def delete(path: Path) -> None:
    """The manifest first: stopped half way, what is left does not look whole."""
    (path / MANIFEST).unlink()
    shutil.rmtree(path)
