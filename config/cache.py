"""The cache of the server edition: Redis, and the memory of the process for as long as Redis is away."""

import logging
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import ConnectionError as NoConnection
from redis.exceptions import TimeoutError as NoAnswer

logger = logging.getLogger(__name__)


def _either(name: str) -> Callable[..., Any]:
    """One operation on Redis, else on the memory of the process."""

    def operate(self: "RedisOrOwnMemory", *args: Any, **kwargs: Any) -> Any:
        try:
            return getattr(RedisCache, name)(self, *args, **kwargs)
        except (NoConnection, NoAnswer):
            logger.warning("Redis does not answer, %s goes to the memory of this process", name)
            return getattr(self.own, name)(*args, **kwargs)

    return operate


class _OwnMemory(LocMemCache):
    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """What was counted in Redis begins anew here."""
        self.add(key, 0, version=version)
        return super().incr(key, delta, version)


class RedisOrOwnMemory(RedisCache):
    """Limits of logins and quotas go on counting without Redis, each process by itself; nothing fails for it."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self.own = _OwnMemory("while-redis-is-away", {key: value for key, value in params.items() if key != "OPTIONS"})

    get, set, add, delete, touch, has_key, incr = map(
        _either, ("get", "set", "add", "delete", "touch", "has_key", "incr")
    )
    get_many, set_many, delete_many, clear = map(_either, ("get_many", "set_many", "delete_many", "clear"))
