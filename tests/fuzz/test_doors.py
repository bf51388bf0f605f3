"""Spoilt input for every door: a short run of each, the same each time."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from fuzz import entering, runner
from fuzz.door import Door
from fuzz.doors import PLACES, door
from fuzz.finds import Find
from fuzz.job import Job
from posecheck.errors import ExitCode, PosecheckError

EXECUTIONS = {
    "exercise": 1200,
    "translation": 300,
    "profile": 1500,
    "landmarks": 1200,
    "session": 250,
    "report": 1500,
    "list": 2000,
    "video": 1200,
    "stream": 400,
}
"""About 5 s each on one core. What comes slowly, or without an end, takes 5 s for one input: it is
left out here."""


def test_every_quick_door_is_tried() -> None:
    """A new door has to be added above."""
    assert EXECUTIONS.keys() == PLACES.keys() - {"slow-stream"}


@pytest.mark.parametrize("name", EXECUTIONS)
def test_spoilt_input_is_refused_or_taken(name: str) -> None:
    """No other exception than PosecheckError, no warning, no crash, no hang, no gigabyte."""
    tally = runner.run(Job(name, seed=1, executions=EXECUTIONS[name]))
    assert [find.told for find in tally.finds] == []
    assert tally.executions == EXECUTIONS[name]
    assert 0 < tally.refused < tally.executions, "else only one side of the door is seen"


def test_the_same_seed_gives_the_same_input() -> None:
    """A find can be made again from its number."""
    for name in ("exercise", "landmarks", "list"):
        here, job = door(name), Job(name, seed=7)
        assert here.made(job.chance(3)) == here.made(job.chance(3))
        assert here.made(job.chance(3)) != here.made(job.chance(4))


# ---- the tool itself finds what it has to find ----


def refuses(_data: bytes, _folder: Path) -> None:
    raise PosecheckError("no", code=ExitCode.BAD_SOURCE)


def fails(_data: bytes, _folder: Path) -> None:
    raise KeyError("k")


def warns(_data: bytes, _folder: Path) -> None:
    np.float64(1e300) * np.float64(1e300)


def hangs(_data: bytes, _folder: Path) -> None:
    while True:
        try:
            re.match("x", "y")
        except Exception:  # noqa: BLE001 - as code that swallows everything does
            continue


@pytest.mark.parametrize(
    ("enter", "kind"), [(refuses, None), (fails, "KeyError"), (warns, "RuntimeWarning")]
)
def test_what_is_no_refusal_is_a_find(enter: object, kind: str | None, tmp_path: Path) -> None:
    """Exceptions and warnings are finds; a refusal is none."""
    here = Door("x", lambda random: random.randbytes(3), enter, list)  # type: ignore[arg-type]
    find, refused = entering.entered(here, b"", tmp_path, 5)
    assert (find.kind if find else None) == kind
    assert refused is (kind is None)


def test_a_hang_is_a_find(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also in code that swallows every exception."""
    monkeypatch.setattr(entering, "LONGEST_S", 0.2)
    here = Door("x", lambda random: random.randbytes(3), hangs, list)
    find, _ = entering.entered(here, b"", tmp_path, 5)
    assert find is not None
    assert find.kind == "hang"


def test_a_find_names_the_last_line_of_posecheck() -> None:
    """So that the same fault is told once."""
    told = (
        'File "/a/fuzz/entering.py", line 3, in x\n'
        'File "/a/posecheck/files/toml_files.py", line 41, in content\n'
        'File "/lib/tomllib/_parser.py", line 9, in loads\n'
    )
    assert Find("ValueError", told, 1).place == "posecheck/files/toml_files.py:41"
