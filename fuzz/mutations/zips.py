"""Writes zip archives that say what is not so. `zipfile` writes only sound ones."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from functools import cache

STORED, DEFLATED = 0, 8


@dataclass
class Entry:
    """One file of an archive. `size` and `crc` are what the archive says of it; None for the truth.

    packed: the bytes as they stand in the archive, where they are not made from `data`.
    """

    name: str
    data: bytes
    method: int = STORED
    size: int | None = None
    crc: int | None = None
    packed: bytes | None = None


def archive(entries: list[Entry]) -> bytes:
    """The archive (PKWARE APPNOTE 4.3, without ZIP64)."""
    body, directory = bytearray(), bytearray()
    for entry in entries:
        packed = _packed(entry) if entry.packed is None else entry.packed
        crc = zlib.crc32(entry.data) if entry.crc is None else entry.crc
        size = len(entry.data) if entry.size is None else entry.size
        name = entry.name.encode("utf-8", "surrogatepass")
        head = struct.pack(
            "<HHHHHIIIHH", 20, 0x800, entry.method, 0, 33, crc, len(packed), size, len(name), 0
        )
        at = len(body)
        body += b"PK\x03\x04" + head + name + packed
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + head
        directory += struct.pack("<HHHII", 0, 0, 0, 0, at) + name
    end = struct.pack("<HHHHIIH", 0, 0, len(entries), len(entries), len(directory), len(body), 0)
    return bytes(body + directory + b"PK\x05\x06" + end)


def _packed(entry: Entry) -> bytes:
    if entry.method != DEFLATED:
        return entry.data
    deflate = zlib.compressobj(1, zlib.DEFLATED, -15)
    return deflate.compress(entry.data) + deflate.flush()


PIECE = bytes(1 << 24)


@cache
def zeros(pieces: int, head: bytes) -> tuple[bytes, int]:
    """`head` and then many zeros, deflated to a thousandth; and their CRC."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    first = deflate.compress(head) + deflate.flush(zlib.Z_FULL_FLUSH)
    piece = deflate.compress(PIECE) + deflate.flush(zlib.Z_FULL_FLUSH)
    crc = zlib.crc32(head)
    for _ in range(pieces):
        crc = zlib.crc32(PIECE, crc)
    return first + piece * pieces + deflate.flush(), crc


def bomb(name: str, head: bytes, pieces: int) -> Entry:
    """A file of `head` and `pieces` times 16 MB of zeros, which takes little room."""
    packed, crc = zeros(pieces, head)
    return Entry(name, b"", DEFLATED, len(head) + pieces * len(PIECE), crc, packed)
