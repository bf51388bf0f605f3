"""The parts of `posecheck benchmark --speed`: films, programs that are measured, and the table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from posecheck.app.benchmark.speed import measure, processes
from posecheck.app.benchmark.speed.films import film
from posecheck.app.benchmark.speed.measure import Figure
from posecheck.app.benchmark.speed.processes import Run, measured
from posecheck.app.benchmark.speed.show import markdown
from posecheck.capture.video_reader import VideoReader
from posecheck.errors import ExitCode, PosecheckError

CLIP = Path(__file__).parents[2] / "sample_videos" / "hip-bridge" / "good.mp4"


@pytest.mark.parametrize("pictures", [1, 45])
def test_a_film_has_the_size_and_length_that_was_asked_for(tmp_path: Path, pictures: int) -> None:
    """Thirty pictures a second, however long the clip is."""
    with VideoReader(film(CLIP, tmp_path / "a.mp4", size_px=(320, 180), pictures=pictures)) as made:
        times_s = [decoded.t_s for decoded in made.decoded()]
    assert made.info.size_px == (320, 180)
    assert times_s == pytest.approx([i / 30 for i in range(pictures)], abs=1e-3)


def test_a_clip_that_is_too_short_comes_again(tmp_path: Path) -> None:
    """Times go on increasing."""
    short = film(CLIP, tmp_path / "short.mp4", size_px=(64, 48), pictures=7)
    with VideoReader(film(short, tmp_path / "a.mp4", size_px=(64, 48), pictures=20)) as made:
        assert sum(1 for _ in made.decoded()) == 20


def test_a_program_is_measured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Its own time and memory, and what it prints. It begins as a copy of this one, and Linux
    remembers how large that was."""
    (tmp_path / "eats.py").write_text("import time\nx = b'1' * 200_000_000\nprint(len(x))\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    run = measured("eats")
    assert run.output.strip() == "200000000"
    assert run.peak_mb > 190
    assert run.processor_s > 0
    assert run.wall_s > 0


def test_a_program_that_fails_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With its last words; unless its code is accepted."""
    (tmp_path / "fails.py").write_text("import sys\nsys.exit('no good')\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(PosecheckError, match="no good") as caught:
        measured("fails")
    assert caught.value.code is ExitCode.BENCHMARK_FAILED
    measured("fails", accepted=(1,))


def test_where_the_system_tells_nothing_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows does not tell what a program used."""
    monkeypatch.delattr(processes.os, "wait4")
    with pytest.raises(PosecheckError, match="does not tell"):
        measured("posecheck", "--version")


def test_what_is_compared_runs_in_turn() -> None:
    """So that what else goes on meets each alike."""
    order: list[str] = []

    def program(name: str) -> Callable[[], Run]:
        def run() -> Run:
            order.append(name)
            return Run(float(len(order)), 0.0, 0.0, "")

        return run

    first, second = measure._in_turn(2, program("a"), program("b"))
    assert order == ["a", "b", "a", "b"]
    assert [run.wall_s for run in first] == [1, 3]
    assert [run.wall_s for run in second] == [2, 4]


def test_the_table_says_what_is_met() -> None:
    """A figure without a goal is neither."""
    figures = [
        Figure("memory", "300 MB", "350 MB"),
        Figure("start", "2 s", "1 s", met=False),
        Figure("dearest", "0.5 ms", ""),
    ]
    assert markdown(figures)["speed"].splitlines()[2:] == [
        "| memory | 300 MB | 350 MB | ok |",
        "| start | 2 s | 1 s | MISS |",
        "| dearest | 0.5 ms |  |  |",
    ]


@pytest.mark.slow
def test_the_plain_loop_and_the_ceiling_run(tmp_path: Path) -> None:
    """What posecheck is compared with does its work."""
    from posecheck.pose.model_file import ensure

    model, out = ensure("full"), tmp_path / "plain.mp4"
    source = film(CLIP, tmp_path / "a.mp4", size_px=(320, 240), pictures=30)
    measured(measure.PLAIN, source, out, model)
    with VideoReader(out) as written:
        assert sum(1 for _ in written.decoded()) == 30
    own, lean = (
        float(measured(measure.CEILING, source, model, "1", network, "60").output)
        for network in ("own", "lean")
    )
    assert lean > 1.2 * own > 1
