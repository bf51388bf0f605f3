"""Exercise files, and their translations (TOML)."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from fuzz import seeds
from fuzz.door import Door, one_in
from fuzz.mutations.toml import TomlFiles
from posecheck.exercise.session import Session
from posecheck.exercise.spec import catalogue
from posecheck.words.exercise_texts import texts_of, translation

ID = re.compile(rb'^id = "([a-z][a-z0-9-]{0,60})"', re.MULTILINE)

FOLLOWED_ONE_IN = 16
"""A session takes ten times as long as the reading: one in so many accepted files has one."""

TRANSLATED = "hip-bridge"


@cache
def _files() -> TomlFiles:
    return TomlFiles(list(seeds.exercise_texts().values()))


def _enter(data: bytes, folder: Path) -> None:
    """Reads the file as the catalogue does, and follows a short session with what it says."""
    found = ID.search(data)
    path = folder / f"{found[1].decode() if found else 'x'}.toml"
    path.write_bytes(data)
    try:
        exercise = catalogue.load(path)
    finally:
        path.unlink()
    if not one_in(FOLLOWED_ONE_IN, data):
        return
    session = Session(exercise)
    for pose in seeds.poses():
        session.step(pose)
    session.finish()
    texts_of(exercise)
    exercise.limits()


@cache
def _translations() -> TomlFiles:
    files = sorted((catalogue.folder() / "de").glob("*.toml"))
    return TomlFiles([path.read_bytes() for path in files])


def _enter_translation(data: bytes, folder: Path) -> None:
    """Reads the file as the translation of one exercise."""
    (folder / "de").mkdir(exist_ok=True)
    (folder / f"{TRANSLATED}.toml").write_bytes(seeds.exercise_texts()[TRANSLATED])
    (folder / "de" / f"{TRANSLATED}.toml").write_bytes(data)
    exercises = catalogue.Catalogue(folder)
    exercise = exercises.get(TRANSLATED)
    texts_of(exercise, "de", translation(exercise, "de", exercises))


def _good_translation() -> list[bytes]:
    return [(catalogue.folder() / "de" / f"{TRANSLATED}.toml").read_bytes()]


DOORS = {
    "exercise": Door(
        "exercise", lambda random: _files().made(random), _enter, lambda: _files().good
    ),
    "translation": Door(
        "translation", lambda random: _translations().made(random), _enter_translation,
        _good_translation,
    ),
}  # fmt: skip
