"""Redis as the cache, and the database in its place while Redis is away: sign-in works, and its limits hold."""

import logging
import time

from django.core.cache import caches
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

RESERVE = "reserve"
REST = 5  # seconds during which a server that does not answer is left alone

_away_until = 0.0  # of the process: Django opens a cache anew in each thread


class SteadyRedis(RedisCache):
    """What was counted on one side is not known on the other: a limit begins again, and holds there."""

    def ask(self, name, *args, **kwargs):
        global _away_until
        if time.monotonic() >= _away_until:
            try:
                return getattr(super(), name)(*args, **kwargs)
            except (RedisError, OSError) as error:
                logger.error("Redis does not answer, the database stands in (%r).", error)
                _away_until = time.monotonic() + REST
        return getattr(caches[RESERVE], name)(*args, **kwargs)


def _asked(name):
    return lambda self, *args, **kwargs: self.ask(name, *args, **kwargs)


for _name in [
    "add",
    "get",
    "set",
    "touch",
    "delete",
    "get_many",
    "set_many",
    "delete_many",
    "has_key",
    "incr",
    "clear",
]:
    setattr(SteadyRedis, _name, _asked(_name))
