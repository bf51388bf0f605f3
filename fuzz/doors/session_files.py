"""Files of live sessions (JSON lines), which `posecheck recover` reads."""

from __future__ import annotations

import base64
import json
import struct
import tempfile
import zlib
from functools import cache
from math import inf
from pathlib import Path
from random import Random
from typing import Any

from fuzz import seeds
from fuzz.door import Door
from fuzz.mutations import raw, zips
from fuzz.mutations.lines import JsonLines
from fuzz.mutations.tree import NUMBERS
from posecheck.app.exercise_words import Wording
from posecheck.app.live import recover
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.provenance import Live, Model, Recording
from posecheck.report import json as reports
from posecheck.store import session_file

EXERCISES = ("hip-bridge", "plank", "bird-dog", "marching")
NAME = f"hip-bridge-2026-01-31-120000{session_file.SUFFIX}"

FLOATS = [float(n) for n in NUMBERS if not 1e38 < abs(n) < inf]
"""What fits into single precision, and what is no number."""

MOST_POSES = 16
"""A session takes most of the time: so many poses are in a file."""


@cache
def _good_lines() -> list[list[Any]]:
    found: list[list[Any]] = []
    for exercise in seeds.exercises():
        if exercise.id not in EXERCISES:
            continue
        own = seeds.calibrated(exercise)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / NAME
            with session_file.SessionFile(path) as file:
                file.event(
                    "begin",
                    exercise=exercise.model_dump(mode="json", exclude_none=True),
                    own=None if own is None else own.model_dump(mode="json"),
                    camera="camera 0",
                    model=Model("m", "l", "0" * 64),
                    recording=Recording(recorded="2026-01-31T12:00:00+01:00", person="anna"),
                    posecheck="0.1.0",
                )
                for pose in seeds.poses()[:MOST_POSES]:
                    file.pose(pose)
                file.event("stage", t_s=1.9, stage="follow", set=1)
                file.event("absent", t_s=2.0, kind="camera-silent")
                file.event("facts", t_s=2.0, live=Live("camera 0", 8.0, 16, 0, (1.0, 2.0)))
                file.event("end", t_s=2.1)
            found.append([json.loads(line) for line in path.read_text().splitlines()])
    return found


@cache
def _lines() -> JsonLines:
    return JsonLines(_good_lines())


def _block(random: Random) -> str:
    """A block of poses that `unpack` may not believe."""
    chance = random.random()
    if chance < 0.03:
        packed, _ = zips.zeros(72, b"")
        return base64.b64encode(b"\x78\x01" + packed + bytes(4)).decode()
    poses = list(seeds.poses()[: random.choice((0, 1, 2, 4))])
    if not poses:
        data = b""
    else:
        data = zlib.decompress(base64.b64decode(session_file.pack(poses)))
        spoilt = bytearray(data)
        for _ in range(random.choice((0, 1, 3, 30))):
            at = random.randrange(len(spoilt) // 4) * 4
            number = random.choice(FLOATS)
            spoilt[at : at + 4] = struct.pack("<f", number)
        data = bytes(spoilt) if random.random() < 0.7 else raw.spoilt(data, random)
    text = base64.b64encode(zlib.compress(data, 1)).decode()
    return text if random.random() < 0.9 else raw.spoilt(text.encode(), random).decode("latin-1")


def _made(random: Random) -> bytes:
    lines = _lines().made(random)
    if random.random() < 0.3:
        size_px = random.choice(
            ([640, 480], [640, 480], [1, 1], [0, 0], [-1, 5], [1e9, 2], [10**30, 9])
        )
        line = {"event": "poses", "size_px": size_px, "block": _block(random)}
        lines.insert(random.randrange(len(lines) + 1), json.dumps(line).encode())
    data = b"\n".join(lines) + b"\n"
    return raw.spoilt(data, random) if random.random() < 0.05 else data


@cache
def _wording() -> Wording:
    return Wording(Catalogue(), "en")


def _enter(data: bytes, folder: Path) -> None:
    """Gives the report of the session, as JSON too."""
    path = folder / NAME
    path.write_bytes(data)
    reports.dump(recover.replayed(path, _wording()))


def _good() -> list[bytes]:
    return [
        b"".join(json.dumps(line).encode() + b"\n" for line in lines) for lines in _good_lines()
    ]


DOORS = {"session": Door("session", _made, _enter, _good)}
