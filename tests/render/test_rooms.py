"""The renderer's rooms: each imports only from those above it. What a fingerprint covers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sample_videos import render
from sample_videos.render import fingerprint
from sample_videos.render.animation.motion_file import Posture, load_all

FOLDER = Path(render.__file__).parent
ORDER = (
    "kernel",
    "noise",
    "rig",
    "body",
    "scene",
    "animation",
    "background",
    "raymarch",
    "shading",
    "image",
)
"""As in the package's docstring."""
IMPORTED = re.compile(r"^from sample_videos\.render\.(\w+)", re.MULTILINE)
MODULES = [path for path in FOLDER.rglob("*.py") if path.parent != FOLDER]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_room_imports_only_from_those_above_it(path: Path) -> None:
    """Within a room modules may import each other."""
    own = ORDER.index(path.parent.name)
    for room in IMPORTED.findall(path.read_text("utf-8")):
        assert ORDER.index(room) <= own


def test_every_room_is_in_the_package_s_docstring() -> None:
    """In the order in which they import each other."""
    assert render.__doc__ is not None
    listed = re.findall(r"^    (\w+)/  ", render.__doc__.partition("The rooms")[2], re.MULTILINE)
    assert listed == [room for room in ORDER if (FOLDER / room).is_dir()]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("x = 1", "x = (1)  # why", id="comments and brackets"),
        pytest.param("x = 1", '"""About."""\nx = 1\n"""In metres."""', id="docstrings"),
        pytest.param("x = 1", "import math\nx = 1", id="imports"),
        pytest.param(
            "def f():\n    return 'a'", 'def f():\n    """A."""\n    return "a"', id="quotes"
        ),
    ],
)
def test_what_cannot_change_a_picture_is_not_in_the_fingerprint(first: str, second: str) -> None:
    """The code is the same."""
    assert fingerprint.code_of(first) == fingerprint.code_of(second)


@pytest.mark.parametrize(
    "other", ["x = 2", "y = 1", "x = 1.0", "x = '1'", "x = None", "x = 1\ny = 1"]
)
def test_a_change_of_code_is_in_the_fingerprint(other: str) -> None:
    """Every number and every name counts."""
    assert fingerprint.code_of("x = 1") != fingerprint.code_of(other)


def test_clips_of_one_exercise_have_their_own_fingerprints() -> None:
    """And so has the same clip in another size."""
    motion = load_all()["plank"]
    every = {fingerprint.made_from(motion, name) for name in motion.clips}
    every.add(fingerprint.made_from(motion, "good", (1280, 720)))
    assert len(every) == len(motion.clips) + 1


def test_a_fingerprint_counts_only_the_postures_and_cycles_that_the_clip_uses() -> None:
    """A posture that another clip brings changes nothing; one below a used posture does."""
    motion = load_all()["hip-bridge"]
    before = fingerprint.made_from(motion, "good")

    def with_postures(**changed: Posture) -> str:
        postures = {**motion.postures, **changed}
        return fingerprint.made_from(motion.model_copy(update={"postures": postures}), "good")

    turned = {"pelvis": {"tilt": -80.0}}
    assert with_postures(new=Posture(angles=turned)) == before
    assert with_postures(arched=Posture(angles=turned)) == before
    cycles = {**motion.cycles, "half": ()}
    assert fingerprint.made_from(motion.model_copy(update={"cycles": cycles}), "good") == before
    cycles = {**motion.cycles, "bridge": motion.cycles["bridge"][:1]}
    assert fingerprint.made_from(motion.model_copy(update={"cycles": cycles}), "good") != before


def test_a_fingerprint_counts_the_postures_that_a_used_posture_is_made_of() -> None:
    """No crunch goes to "lying", but "down" is like it."""
    motion = load_all()["crunch"]
    lying = motion.postures["lying"].model_copy(update={"rests": ("buttock",)})
    other = motion.model_copy(update={"postures": {**motion.postures, "lying": lying}})
    assert fingerprint.made_from(other, "good") != fingerprint.made_from(motion, "good")
