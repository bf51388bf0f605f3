"""Recordings of landmarks (.npz)."""

from __future__ import annotations

from pathlib import Path
from random import Random
from zlib import crc32

from fuzz import seeds
from fuzz.door import Door, one_in
from fuzz.mutations import npz, zips
from posecheck.exercise.session import Session
from posecheck.files import recognised
from posecheck.pose import landmark_recording
from posecheck.report import json

FOLLOWED_ONE_IN = 16
"""A session takes ten times as long as the reading: one in so many accepted recordings has one."""


def _enter(data: bytes, folder: Path) -> None:
    """Reads the recording, and follows a session over it."""
    path = folder / "x.npz"
    path.write_bytes(data)
    recording = landmark_recording.load(path)
    if recording.model is not None:
        json.load_model(recording.model)
    if not one_in(FOLLOWED_ONE_IN, data):
        return
    recognised.wrote(path)
    known = seeds.exercises()
    session = Session(known[crc32(data[::-1]) % len(known)])
    for pose in recording.poses():
        session.step(pose)
    json.dump(session.finish())


def _good() -> list[bytes]:
    arrays = seeds.arrays(40, 8.0, 4.0)
    chance = Random(0)
    return [zips.archive([npz.entry_of(key, array, chance) for key, array in arrays.items()])]


DOORS = {"landmarks": Door("landmarks", npz.made, _enter, _good)}
