"""Runs the process that reads an upload (`job`), from outside: hears it, and kills it."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable
from typing import Final

from posecheck.app.web import job, limits

LONGEST_LINE: Final = 1 << 20
"""The longest line of the process, bytes."""

LAST_WORDS: Final = 4096
"""How much of the end of what it writes about its death is looked at, bytes."""


async def run(task: job.Task, hear: Callable[[bytes], None]) -> str:
    """Runs the process to its end, and gives each line to `hear`. It is killed where this is
    cancelled.

    Answers the name of the page's words about why it ended, for where it said nothing itself.
    """
    process = await asyncio.create_subprocess_exec(
        *job.COMMAND,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE, limit=LONGEST_LINE,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    last_words = asyncio.create_task(_end_of(process.stderr))
    try:
        process.stdin.write(job.order(task))
        # Its input stays open: it ends when its server does.
        await process.stdin.drain()
        async for line in process.stdout:
            hear(line)
        return why(await process.wait(), await last_words)
    except (BrokenPipeError, ConnectionResetError):
        return why(await process.wait(), await last_words)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
        process.stdin.close()
        last_words.cancel()


def why(code: int, last_words: bytes) -> str:
    """The name of the page's words about a process that ended without an answer."""
    if any(sign in last_words for sign in limits.SIGNS):
        return "recording-memory"
    if sys.platform != "win32" and code == -signal.SIGKILL:
        return "recording-killed"
    if sys.platform != "win32" and code == -signal.SIGXCPU:
        return "recording-long"
    return "recording-died"


async def _end_of(stream: asyncio.StreamReader) -> bytes:
    """The end of what comes, at most `LAST_WORDS`."""
    found = b""
    while part := await stream.read(LAST_WORDS):
        found = (found + part)[-LAST_WORDS:]
    return found
