"""Compiled functions. Only this module knows numba.

The compiled code is cached on disk (`__pycache__`), so only the first run on a machine has to
compile. numba compares a cached function with its own file only. It would not see that a function
or a constant from another file has changed. So a hash of all these files names the cache's folder.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

IMPORTED = re.compile(r"^from sample_videos\.render\.([\w.]+) import", re.MULTILINE)
Function = TypeVar("Function", bound=Callable[..., Any])


def kernel(function: Function) -> Function:
    """Compile a function. While it runs, other Python threads can run."""
    return _compiled(function, nogil=True)


def inlined(function: Function) -> Function:
    """Compile a small function into each of its callers."""
    return _compiled(function, inline="always")


def _compiled(function: Function, **options: object) -> Function:
    before = numba.config.CACHE_DIR
    numba.config.CACHE_DIR = before or str(Path(__file__).parent / "__pycache__" / _digest())
    try:
        return cast(
            "Function",
            numba.njit(cache=True, fastmath=True, error_model="numpy", **options)(function),
        )
    finally:
        numba.config.CACHE_DIR = before


@lru_cache(maxsize=1)
def _digest() -> str:
    """Name the state of every module with compiled functions and of all that these import."""
    folder = Path(__file__).parent
    modules = {
        ".".join(path.relative_to(folder).with_suffix("").parts): path.read_text("utf-8")
        for path in folder.rglob("*.py")
    }
    todo = {
        name
        for name, text in modules.items()
        if re.search("^@(kernel|inlined)$", text, re.MULTILINE)
    }
    done: set[str] = set()
    while todo:
        name = todo.pop()
        done.add(name)
        todo |= set(IMPORTED.findall(modules[name])) - done
    text = "".join(modules[name] for name in sorted(done))
    return "kernels-" + hashlib.sha256(text.encode()).hexdigest()[:16]


def on_threads(work: Callable[..., None], count: int, *args: object, share: int = 8) -> None:
    """Call `work(start, stop, *args)` for all of 0..count, `share` numbers at a time, on threads.

    The number of threads is numba's: with `numba.set_num_threads(1)` or NUMBA_NUM_THREADS=1 all
    runs in the calling thread. The threads are Python's. numba's own threads do not survive a fork,
    and they take no nested tuples.
    """
    threads = int(numba.get_num_threads())
    if threads == 1:
        work(0, count, *args)
        return
    runs = [(start, min(start + share, count)) for start in range(0, count, share)]
    for done in [_pool(threads).submit(work, *run, *args) for run in runs]:
        done.result()


@lru_cache(maxsize=4)
def _pool(threads: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(threads)
