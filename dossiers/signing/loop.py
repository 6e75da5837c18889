"""Calling a library that runs an event loop of its own, from wherever we are."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Answer = TypeVar("Answer")


def in_own_loop(call: Callable[[], Answer]) -> Answer:
    """What the call answers in a thread without an event loop: the library refuses to work inside a running one."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(call).result()
