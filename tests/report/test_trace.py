"""Every signal at every frame as CSV."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from posecheck.errors import ExitCode, PosecheckError
from posecheck.records import Update
from posecheck.report import trace

FULL = Path("/dev/full")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as stream:
        return list(csv.DictReader(stream))


def _write(path: Path, updates: list[Update], *, then: BaseException | None = None) -> None:
    with trace.writer(path) as write:
        for update in updates:
            write(update)
        if then:
            raise then


def test_one_row_a_frame_and_missing_is_empty(tmp_path: Path, update: Update) -> None:
    """Seconds, phase and each signal; a signal that was not seen leaves an empty cell."""
    path = tmp_path / "x.csv"
    with trace.writer(path) as write:
        write(update)
        write(replace(update, t_s=3.04, phase=None, signals={"hip_deg": 0.0, "knee_deg": -1.5}))
    first, second = rows(path)
    assert first == {"t_s": "3.0000", "phase": "hold", "hip_deg": "171.25", "knee_deg": ""}
    assert second == {"t_s": "3.0400", "phase": "", "hip_deg": "0", "knee_deg": "-1.5"}


def test_rows_are_written_as_they_come(tmp_path: Path, update: Update) -> None:
    """A long recording is not gathered in memory: a growing file lies under another name."""
    path = tmp_path / "x.csv"
    with trace.writer(path) as write:
        for i in range(10_000):
            write(replace(update, t_s=float(i)))
        (part,) = tmp_path.iterdir()
        assert part != path
        assert part.stat().st_size > 100_000


def test_no_frame_still_gives_the_first_columns(tmp_path: Path) -> None:
    """A reader finds the columns that every trace has."""
    with trace.writer(tmp_path / "x.csv"):
        pass
    assert (tmp_path / "x.csv").read_text() == "t_s,phase\n"


def test_a_changing_set_of_signals_is_refused(tmp_path: Path, update: Update) -> None:
    """Cells would slide under the wrong heading."""
    with trace.writer(tmp_path / "x.csv") as write:
        write(update)
        with pytest.raises(ValueError, match="hip_deg"):
            write(replace(update, signals={"hip_deg": 1.0}))


def test_a_broken_trace_leaves_nothing(tmp_path: Path, update: Update) -> None:
    """Whatever broke it."""
    with pytest.raises(ValueError, match="hip_deg"):
        _write(tmp_path / "x.csv", [update, replace(update, signals={"hip_deg": 1.0})])
    assert list(tmp_path.iterdir()) == []


def test_after_an_error_nothing_is_left_and_an_older_file_stays(
    tmp_path: Path, update: Update
) -> None:
    """No half-written file under the final name, nor under another."""
    path = tmp_path / "x.csv"
    path.write_text("t_s,phase\nolder")
    with pytest.raises(KeyboardInterrupt):
        _write(path, [update], then=KeyboardInterrupt())
    assert path.read_text() == "t_s,phase\nolder"
    assert list(tmp_path.iterdir()) == [path]


def test_an_error_of_someone_else_is_not_called_ours(tmp_path: Path, update: Update) -> None:
    """An OSError that another part raises inside passes as it is."""
    with pytest.raises(ConnectionError):
        _write(tmp_path / "x.csv", [update], then=ConnectionError())


def test_a_missing_folder_is_one_plain_error(tmp_path: Path) -> None:
    """Which names the file."""
    with pytest.raises(PosecheckError, match=r"x\.csv") as caught:
        _write(tmp_path / "none" / "x.csv", [])
    assert caught.value.code is ExitCode.CANNOT_WRITE


@pytest.mark.skipif(not FULL.exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("frames", [1, 10_000], ids=["at the last flush", "in the middle"])
def test_a_full_disk_is_one_plain_error(
    tmp_path: Path, update: Update, monkeypatch: pytest.MonkeyPatch, frames: int
) -> None:
    """Whenever the disk fills."""
    real_open = Path.open

    def full(_path: Path, *args: Any, **kwargs: Any) -> Any:
        return real_open(FULL, *args, **kwargs)

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(PosecheckError, match="No space left") as caught:
        _write(tmp_path / "x.csv", [update] * frames)
    assert caught.value.code is ExitCode.CANNOT_WRITE
    assert list(tmp_path.iterdir()) == []
