"""Spoils bytes without knowing what they are."""

from __future__ import annotations

from random import Random

ODD = (
    b"\x00",
    b"\xff",
    b"\xff\xff\xff\xff",
    b"\x7f\xff\xff\xff",
    b"\x80\x00\x00\x00",
    b"\n",
    b"\r",
)


def flipped(data: bytes, random: Random, *, within: int | None = None) -> bytes:
    """One to eight bits turned round, in the first `within` bytes where that is given."""
    spoilt = bytearray(data)
    end = min(len(data), within or len(data))
    for _ in range(random.choice((1, 1, 2, 4, 8)) if end else 0):
        spoilt[random.randrange(end)] ^= 1 << random.randrange(8)
    return bytes(spoilt)


def number(data: bytes, random: Random, *, within: int | None = None) -> bytes:
    """Two, four or eight bytes become a number at the end of what they can say."""
    end = min(len(data), within or len(data))
    width = random.choice((2, 4, 8))
    at = random.randrange(max(1, end))
    value = random.choice((0, 1, 255, 256, 1 << (8 * width - 1), (1 << (8 * width)) - 1, 65536 - 1))
    order = "big" if random.random() < 0.5 else "little"
    limited = value % (1 << (8 * width))
    return (
        data[:at]
        + limited.to_bytes(width, "big" if order == "big" else "little")
        + data[at + width :]
    )


def cut(data: bytes, random: Random) -> bytes:
    """The rest is missing."""
    return data[: random.randrange(len(data) + 1)]


def removed(data: bytes, random: Random) -> bytes:
    """A piece is missing."""
    start, end = _span(data, random)
    return data[:start] + data[end:]


def repeated(data: bytes, random: Random) -> bytes:
    """A piece is there again, up to a hundred times where it is short."""
    start, end = _span(data, random)
    times = random.choice((1, 2, 100)) if end - start < 1000 else 1
    return data[:end] + data[start:end] * times + data[end:]


def moved(data: bytes, random: Random) -> bytes:
    """A piece is somewhere else."""
    start, end = _span(data, random)
    rest = data[:start] + data[end:]
    at = random.randrange(len(rest) + 1)
    return rest[:at] + data[start:end] + rest[at:]


def inserted(data: bytes, random: Random) -> bytes:
    """Odd bytes, or random ones, are put in."""
    at = random.randrange(len(data) + 1)
    new = random.choice(ODD) if random.random() < 0.5 else random.randbytes(random.randrange(1, 20))
    return data[:at] + new + data[at:]


def _span(data: bytes, random: Random) -> tuple[int, int]:
    start = random.randrange(len(data) + 1)
    return start, min(len(data), start + random.choice((1, 4, 30, 300, 3000)))


KINDS = (flipped, flipped, flipped, number, number, cut, removed, repeated, moved, inserted)


def spoilt(data: bytes, random: Random) -> bytes:
    """The bytes, spoilt in one to three ways."""
    for _ in range(random.choice((1, 1, 2, 3))):
        data = random.choice(KINDS)(data, random)
    return data
