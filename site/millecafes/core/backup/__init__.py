"""One consistent copy of the database and of the files, and the way back: ``manage.py backup`` and ``restore``."""


class BackupError(Exception):
    """What stops a backup or a restore, said to the person who typed the command."""
