"""Reports (JSON), and the records that a batch keeps; and whose a file is."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from fuzz import seeds
from fuzz.door import Door
from fuzz.mutations import raw
from fuzz.mutations.lines import JsonLines
from posecheck.app import recordings
from posecheck.app.batch import finished
from posecheck.exercise.session import Session
from posecheck.files import recognised
from posecheck.report import json as reports


@cache
def _good_reports() -> list[Any]:
    found: list[Any] = []
    for exercise in seeds.exercises()[::8]:
        session = Session(exercise)
        for pose in seeds.poses():
            session.step(pose)
        found.append(json.loads(reports.dump(session.finish())))
    return found


@cache
def _lines() -> JsonLines:
    return JsonLines([[report] for report in _good_reports()])


def _made(random: Random) -> bytes:
    data = b"\n".join(_lines().made(random))
    return raw.spoilt(data, random) if random.random() < 0.1 else data


def _enter(data: bytes, folder: Path) -> None:
    """Reads the report as `recover` and `batch` do."""
    path = folder / "x.report.json"
    path.write_bytes(data)
    recognised.wrote(path)
    recordings.in_report(path)
    finished.read(path)
    reports.read(path)


DOORS = {
    "report": Door(
        "report", _made, _enter, lambda: [json.dumps(one).encode() for one in _good_reports()]
    )
}
