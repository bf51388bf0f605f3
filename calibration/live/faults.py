"""A network camera that goes wrong at random, as cameras and networks do."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from random import Random
from typing import BinaryIO, Final

import cv2
import numpy as np

from calibration.live.stream import Stream, part

FIRST_S: Final = 25.0
"""Before this time of the clip nothing goes wrong: the first loop tells when the session began."""

APART_S: Final = (12.0, 90.0)
"""Time from the end of one fault to the next one, seconds: so about a third of the loops of 20 s
are without a fault, and some have two."""

SIZES: Final = ((320, 240), (161, 121), (960, 720), (1600, 1200))
"""Sizes, pixels, that the pictures change to. All are 4:3 as the clip, so that the body keeps its
shape; 161 x 121 is odd both ways."""

ANSWERS: Final = (
    b"",
    b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>Please log in</html>",
    b"\x00\xff\x00\xff no HTTP at all",
)
"""What is answered by a camera that is away."""

LENGTHS: Final = (-1, 0, 7, 10**6, 2**31 - 1, 2**31, 10**18, "many", "")
"""Lengths of a picture that are wrong; the true ones are from 50,000 to 150,000 bytes."""

SLOW_PIECE: Final = 2048
SLOW_S: Final = 0.02
"""Slow bytes: so many, and then a rest of so long: 100 kB a second, one or two pictures."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong, from when to when, in seconds of the clip; `seed` is for its own chances."""

    kind: str
    start_s: float
    end_s: float
    seed: int


def plan(length_s: float, seed: int, *, apart_s: tuple[float, float] = APART_S) -> list[Fault]:
    """Random faults over that time, in order and apart; the same seed gives the same ones."""
    chance = Random(seed)  # noqa: S311  # chances of a test, no secrets
    found: list[Fault] = []
    start_s = FIRST_S + chance.uniform(0.0, apart_s[0])
    while start_s < length_s:
        kind = chance.choice(sorted(KINDS))
        end_s = start_s + chance.uniform(*KINDS[kind].lasts_s)
        found.append(Fault(kind, start_s, end_s, chance.randrange(2**32)))
        start_s = end_s + chance.uniform(*apart_s)
    return found


@dataclass
class FaultyStream(Stream):
    """A stream with these faults; they begin and end on the stream's own clock."""

    faults: list[Fault] = field(default_factory=list)

    def fault(self) -> Fault | None:
        """What goes wrong at this moment."""
        now_s = self.now_s()
        at = bisect_right(self.faults, now_s, key=lambda fault: fault.start_s) - 1
        return self.faults[at] if at >= 0 and now_s < self.faults[at].end_s else None

    def away(self) -> bool:
        """Whether the camera is away at this moment."""
        fault = self.fault()
        return fault is not None and fault.kind == "away"

    def refuse(self, out: BinaryIO) -> None:
        """Answers as a camera that starts up, a router in between, or something else."""
        out.write(ANSWERS[int(1000 * self.now_s()) % len(ANSWERS)])

    def send(self, out: BinaryIO) -> None:
        """Sends the pictures to one viewer, each as the fault of its moment makes it."""
        for jpeg in self.pictures():
            fault = self.fault()
            if fault is None:
                out.write(part(jpeg))
            else:
                KINDS[fault.kind].send(self, fault, jpeg, out)


def _stalled(stream: FaultyStream, fault: Fault, _jpeg: bytes, _out: BinaryIO) -> None:
    stream.closing.wait(max(0.0, fault.end_s - stream.now_s()))


def _away(_stream: FaultyStream, _fault: Fault, _jpeg: bytes, _out: BinaryIO) -> None:
    """The connection is closed by `Stream.pictures`."""


def _broken_off(stream: FaultyStream, fault: Fault, jpeg: bytes, out: BinaryIO) -> None:
    """The connection ends within a picture, and at once a new one is possible."""
    out.write(part(jpeg)[: _chance(stream, fault).randrange(len(jpeg))])
    raise ConnectionAbortedError


def _resized(_stream: FaultyStream, fault: Fault, jpeg: bytes, out: BinaryIO) -> None:
    out.write(part(resized(jpeg, SIZES[fault.seed % len(SIZES)])))


def _corrupt(stream: FaultyStream, fault: Fault, jpeg: bytes, out: BinaryIO) -> None:
    """Bytes that are wrong, a picture that is cut off, or one without its beginning."""
    chance = _chance(stream, fault)
    spoilt = bytearray(jpeg)
    for _ in range(chance.choice((1, 10, 1000))):
        spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
    cut = chance.randrange(len(spoilt))
    out.write(part(bytes(chance.choice((spoilt, spoilt[:cut], spoilt[cut:], b"")))))


def _wrong_length(stream: FaultyStream, fault: Fault, jpeg: bytes, out: BinaryIO) -> None:
    out.write(part(jpeg, length=_chance(stream, fault).choice(LENGTHS)))


def _junk(stream: FaultyStream, fault: Fault, jpeg: bytes, out: BinaryIO) -> None:
    """Bytes between the pictures that belong to none."""
    out.write(_chance(stream, fault).randbytes(500) + part(jpeg))


def _held_back(stream: FaultyStream, fault: Fault, jpeg: bytes, out: BinaryIO) -> None:
    """Wireless networks do so: nothing comes for a while, and then all of it at once."""
    held = [jpeg]
    for later in stream.pictures():
        held.append(later)
        if stream.now_s() >= fault.end_s:
            break
    out.writelines(map(part, held))


def _slow(stream: FaultyStream, _fault: Fault, jpeg: bytes, out: BinaryIO) -> None:
    whole = part(jpeg)
    for at in range(0, len(whole), SLOW_PIECE):
        out.write(whole[at : at + SLOW_PIECE])
        stream.closing.wait(SLOW_S)


def _chance(stream: FaultyStream, fault: Fault) -> Random:
    """Chances of one picture of a fault."""
    return Random(f"{fault.seed} {stream.now_s():.2f}")  # noqa: S311  # as above


@dataclass(frozen=True, slots=True)
class Kind:
    """How long a fault of this kind lasts, and how a picture is sent meanwhile."""

    lasts_s: tuple[float, float]
    send: Callable[[FaultyStream, Fault, bytes, BinaryIO], None]


KINDS: Final = {
    "stall": Kind((0.3, 12.0), _stalled),
    "away": Kind((0.0, 10.0), _away),
    "broken off": Kind((0.05, 3.0), _broken_off),
    "another size": Kind((0.2, 8.0), _resized),
    "corrupt pictures": Kind((0.1, 5.0), _corrupt),
    "wrong lengths": Kind((0.1, 5.0), _wrong_length),
    "junk between": Kind((0.1, 5.0), _junk),
    "held back": Kind((0.2, 4.0), _held_back),
    "slow bytes": Kind((0.5, 6.0), _slow),
}
"""All stay far below the 30 s after which a session gives its camera up, also with the time that a
new connection takes. Below and above the 5 s after which a silent address is opened again."""


@cache
def resized(jpeg: bytes, size_px: tuple[int, int]) -> bytes:
    """A picture in another size, width and height in pixels."""
    picture = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)
    return bytes(cv2.imencode(".jpg", cv2.resize(picture, size_px))[1])


def kinds_of(faults: list[Fault]) -> Iterator[tuple[str, int]]:
    """How many faults of each kind there are, most often first."""
    names = [fault.kind for fault in faults]
    yield from sorted(((name, names.count(name)) for name in set(names)), key=lambda one: -one[1])
