"""Who may import whom: a folder only those above it, the engine only what is light."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import posecheck

PACKAGE = Path(posecheck.__file__).parent
ORDER = [
    {
        "records",
        "messages",
        "phase_measures",
        "provenance",
        "dose",
        "verdict",
        "errors",
        "landmarks",
        "rep_rows",
    },
    {"files"},
    {"capture"},
    {"pose"},
    {"motion"},
    {"exercise"},
    {"plan"},
    {"coach"},
    {"words"},
    {"report"},
    {"store"},
    {"history"},
    {"app", "__main__"},
]
LEVEL = {name: i for i, names in enumerate(ORDER) for name in names}
ENGINE_ORDER = [
    "spec", "follow", "steady", "judge", "personal",
    "repetitions", "holds", "side", "session_report", "session", "calibrate", "recognise",
]  # fmt: skip
"""The rooms inside `exercise`, and the files beside them that put the rooms together."""
PURE = {"motion", "exercise"}
LIGHT = {"numpy", "pydantic", "posecheck"}
HEAVY = ["mediapipe", "cv2", "av", "scipy", "typer", "rich", "PIL"]


def room(path: Path) -> str:
    """The folder, or the file at the top, that a module belongs to."""
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def modules() -> list[Path]:
    return [p for p in sorted(PACKAGE.rglob("*.py")) if "exercises" not in p.parts]


def imported(path: Path) -> set[str]:
    """Full names of all that a module imports, also inside its functions."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide the folder"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def rooms_of(names: set[str]) -> set[str]:
    """The rooms of posecheck among imported names."""
    inside = [name.split(".") for name in names if name.split(".")[0] == "posecheck"]
    return {parts[1] for parts in inside if len(parts) > 1 and parts[1] != "__version__"}


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_folder_imports_only_from_folders_above_it(path: Path) -> None:
    """records, capture, pose, motion, exercise, coach, report, app: in this order."""
    mine = room(path)
    if mine == "__init__":
        body = ast.parse(path.read_text(encoding="utf-8")).body
        loaded = [node for node in body if isinstance(node, ast.Import | ast.ImportFrom)]
        assert {getattr(node, "module", "") for node in loaded} <= {"__future__", "typing"}
        return
    for other in rooms_of(imported(path)):
        assert other in LEVEL, f"{other} has no place in the order"
        assert other == mine or LEVEL[other] < LEVEL[mine] or (
            LEVEL[other] == LEVEL[mine] and len(path.relative_to(PACKAGE).parts) == 1
        ), f"{mine} may not import {other}"  # fmt: skip


@pytest.mark.parametrize(
    "path",
    [
        p
        for p in modules()
        if room(p) == "exercise" and p.parent.name + p.stem != "exercise__init__"
    ],
    ids=lambda p: str(p.relative_to(PACKAGE)),
)
def test_a_room_of_the_engine_imports_only_from_rooms_before_it(path: Path) -> None:
    """spec, follow, steady, judge, personal; then the files that put them together."""
    mine = path.relative_to(PACKAGE / "exercise").parts[0].removesuffix(".py")
    inside = [name.split(".") for name in imported(path) if name.startswith("posecheck.exercise.")]
    before = ENGINE_ORDER[: ENGINE_ORDER.index(mine)]
    others = {parts[2] for parts in inside} - {mine}
    assert others <= set(before), f"{mine} may not import {sorted(others - set(before))}"


@pytest.mark.parametrize(
    "path", [p for p in modules() if room(p) in PURE], ids=lambda p: str(p.relative_to(PACKAGE))
)
def test_the_engine_needs_only_numpy_and_pydantic(path: Path) -> None:
    """So that it may run in a browser one day."""
    roots = {name.split(".")[0] for name in imported(path)}
    assert roots - set(sys.stdlib_module_names) <= LIGHT


IMPURE = {
    "time", "random", "os", "subprocess", "socket", "threading", "logging", "io", "urllib",
    "datetime", "asyncio", "tempfile", "shutil",
}  # fmt: skip


@pytest.mark.parametrize(
    "path", [p for p in modules() if room(p) in PURE], ids=lambda p: str(p.relative_to(PACKAGE))
)
def test_the_engine_knows_no_clock_no_chance_and_no_files(path: Path) -> None:
    """Only the catalogue reads, and only exercise files."""
    roots = {name.split(".")[0] for name in imported(path)}
    assert not roots & IMPURE
    assert "pathlib" not in roots or path.name == "catalogue.py"


def test_the_session_brings_in_nothing_heavy() -> None:
    """Importing it must not cost a second, nor need a camera's libraries."""
    code = (
        f"import sys, posecheck.exercise.session\nprint([m for m in {HEAVY!r} if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
        cwd=PACKAGE.parent,
    )
    assert done.stdout.strip() == "[]"


def test_no_module_is_longer_than_a_room_should_be() -> None:
    """About 300 lines: one module, one idea."""
    long = {
        str(p.relative_to(PACKAGE)): n
        for p in modules()
        if (n := len(p.read_text(encoding="utf-8").splitlines())) > 320
    }
    assert long == {}
