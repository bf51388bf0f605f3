"""Which files posecheck wrote: every kind that it writes, and what only looks like one."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest

from posecheck.app import export
from posecheck.app.batch import rows, summary
from posecheck.app.benchmark import cross
from posecheck.capture.video_writer import VideoWriter
from posecheck.exercise.personal.profile import Profile
from posecheck.files import recognised
from posecheck.files.recognised import wrote
from posecheck.files.text_files import write_text
from posecheck.pose import landmark_recording
from posecheck.records import Frame, Pose, Report, Verdict
from posecheck.report import json as reports
from posecheck.report import open_sim, trace
from posecheck.report.page import facts, render
from posecheck.store import profiles
from posecheck.words.speech import Speech

REPORT = Report(
    exercise="plank", title="Plank", source="a.mp4", duration_s=0.0, frames=0, found_share=0.0,
    partial=False, verdict=Verdict.NOT_JUDGED, count=0, count_left=0, count_right=0, halves=0,
    reps=(), holds=(), findings=(), not_judged=(), remarks=(), limits=(),
)  # fmt: skip


def _landmarks(path: Path) -> None:
    landmark_recording.save(path, [Pose.nobody(i / 10, (64, 48)) for i in range(3)])


def _video(path: Path) -> None:
    with VideoWriter(path) as video:
        video.write(Frame(0.0, np.zeros((48, 64, 3), np.uint8)))


def _trace(path: Path) -> None:
    with trace.writer(path):
        pass


def _clips(path: Path) -> None:
    summary.write(path.parent, "clips", rows.CLIPS, [])


def _repetitions(path: Path) -> None:
    summary.write(path.parent, "repetitions", rows.REPETITIONS, [])


T_S = np.arange(3) / 10.0

WRITTEN: dict[str, Callable[[Path], object]] = {
    "a.report.json": lambda path: write_text(path, reports.dump(REPORT)),
    "a.npz": _landmarks,
    "a.annotated.mp4": _video,
    "a.trace.csv": _trace,
    "anna.toml": lambda path: path.write_text(profiles.text_of(Profile(name="anna"))),
    "clips.csv": _clips,
    "clips.parquet": _clips,
    "repetitions.csv": _repetitions,
    "repetitions.parquet": _repetitions,
    "a.html": lambda path: write_text(
        path, render.page([facts.shown(REPORT)], Speech(REPORT.texts))
    ),
    "a.pdf": lambda path: path.write_bytes(b"%PDF-1.4\n%%EOF\n" + recognised.PDF_MARK + b"\n"),
    "a.trc": lambda path: open_sim.write_trc(path, T_S, np.zeros((3, 33, 3)), name="a"),
    "a.mot": lambda path: open_sim.write_mot(path, T_S, {"hip_deg": T_S}, name="a"),
    "a.csv": lambda path: summary.write_csv(path, export.REPETITIONS, []),
    "a.parquet": lambda path: summary.write_parquet(path, export.REPETITIONS, []),
    "crossed.md": lambda path: path.write_text(cross.markdown([])),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_what_posecheck_writes_is_known(tmp_path: Path, name: str) -> None:
    """Also once it is copied or damaged behind its head; but not under another kind of name."""
    path = tmp_path / name
    WRITTEN[name](path)
    assert wrote(path)
    endings = {Path(each).suffix for each in WRITTEN} - {path.suffix}
    for ending in endings:
        other = tmp_path / f"other{ending}"
        other.write_bytes(path.read_bytes())
        assert not wrote(other)


@pytest.mark.parametrize("name", WRITTEN)
@pytest.mark.parametrize("content", [b"", b"mine", b"\xff\xfe\x00", b"[" * 100_000])
def test_what_is_something_else_is_foreign(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert not wrote(path)


def test_json_of_others_is_foreign(tmp_path: Path) -> None:
    """Every one of a report's keys is asked for."""
    path = tmp_path / "a.report.json"
    whole = json.loads(reports.dump(REPORT))
    for key in recognised.REPORT_KEYS:
        path.write_text(json.dumps({k: v for k, v in whole.items() if k != key}))
        assert not wrote(path), key
    path.write_text(json.dumps([whole]))
    assert not wrote(path)


def test_arrays_of_others_are_foreign(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    arrays = {"t_s": np.zeros(3), "image": np.zeros((3, 33, 5)), "world": np.zeros((3, 33, 3))}
    np.savez(path, **arrays)
    assert not wrote(path)  # no size
    np.savez(path, **{**arrays, "size": np.array([4, 3]), "world": np.zeros((3, 17, 3))})
    assert not wrote(path)
    np.savez(path, **arrays, size=np.array([4, 3]))
    assert wrote(path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("t_s.npy", b"")
    assert not wrote(path)


def test_a_film_of_others_is_foreign(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    with av.open(str(path), "w") as film:
        film.metadata["comment"] = "Holidays"
        stream = film.add_stream("libx264")
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        picture = av.VideoFrame.from_ndarray(np.zeros((48, 64, 3), np.uint8), format="rgb24")
        film.mux(stream.encode(picture))
        film.mux(stream.encode(None))
    assert not wrote(path)


def test_a_list_of_clips_is_foreign(tmp_path: Path) -> None:
    """It is a table, too, and begins alike."""
    path = tmp_path / "clips.csv"
    path.write_text("path,exercise,profile\na.mp4,plank,\n")
    assert not wrote(path)


def test_a_large_file_is_not_read(tmp_path: Path) -> None:
    """Nothing that posecheck wrote is so large."""
    path = tmp_path / "a.report.json"
    text = reports.dump(REPORT)
    path.write_text(text)
    with path.open("r+b") as file:
        file.truncate(recognised.MOST_BYTES + 1)
    assert not wrote(path)


def test_the_heads_of_the_tables_are_those_that_are_written() -> None:
    """They stand twice, as `files` knows nothing of a batch, nor of an export."""
    tables = (rows.CLIPS, rows.REPETITIONS, export.REPETITIONS)
    for columns, names in zip(tables, recognised.PARQUET_HEADS, strict=True):
        assert list(columns)[: len(names)] == names
        assert any(head.match(",".join(columns)) for head in recognised.TABLE_HEADS)
