"""Lists of clips (CSV), which `posecheck batch` reads."""

from __future__ import annotations

from pathlib import Path
from random import Random

from fuzz.door import Door
from fuzz.mutations import raw
from fuzz.mutations.lines import shuffled
from posecheck.app.batch import listing

GOOD = (
    b"path,exercise,profile\na.mp4,hip-bridge,anna\nb/c.mp4,plank,\n\nd.npz,,bert\n",
    b"\xef\xbb\xbfpath;exercise\r\na.mp4;plank\r\n",
    b'exercise,path\n"hip-bridge","a, b.mp4"\n',
)
CELLS = (
    b"", b" ", b'"', b'""', b"'", b"\x00", b"\xff", b"../" * 500 + b"etc/passwd", b"/dev/zero",
    b"~", b"*",
    b"a" * 300, b"a" * 200_000, "ä".encode(), b"\xed\xa0\x80", b"path", b"=1+1", b"\x1b[31m",
)  # fmt: skip


def _made(random: Random) -> bytes:
    data = random.choice(GOOD)
    if random.random() < 0.7:
        mark = b";" if b";" in data else b","
        rows = [line.split(mark) for line in data.split(b"\n")]
        for _ in range(random.choice((1, 1, 2, 5))):
            row = random.choice(rows)
            at = random.randrange(len(row) + 1)
            row[at : at + random.choice((0, 1, 1))] = [random.choice(CELLS)]
        data = b"\n".join(mark.join(row) for row in rows)
    if random.random() < 0.4:
        data = b"\n".join(shuffled(data.split(b"\n"), random))
    return raw.spoilt(data, random) if random.random() < 0.3 else data


def _enter(data: bytes, folder: Path) -> None:
    """Reads the list."""
    path = folder / "list.csv"
    path.write_bytes(data)
    listing.read(path)


DOORS = {"list": Door("list", _made, _enter, lambda: list(GOOD))}
