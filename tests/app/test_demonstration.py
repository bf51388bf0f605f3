"""The short films of the exercises: one movement each, in the wheel, and kept where asked for."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from typer.testing import Result

from posecheck.app import demonstration
from posecheck.errors import ExitCode
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.files import recognised

Run = Callable[..., Result]
IDS = Catalogue().ids()
MOST_BYTES = 45_000
"""All together have to stay under 2 MB: a wheel carries them."""


@pytest.mark.parametrize("exercise_id", IDS)
def test_every_exercise_has_a_small_film_of_one_movement(exercise_id: str) -> None:
    """It moves, unless the exercise is to lie still, and ends about where it began."""
    path = demonstration.file_of(exercise_id)
    assert path is not None
    assert path.stat().st_size < MOST_BYTES
    found = demonstration.of(exercise_id)
    assert found is not None
    assert 1.5 < found.length_s < 16.0
    first, last = (found.picture(i).astype(float) for i in (0, len(found.jpegs) - 1))
    assert first.shape == (240, 320, 3)
    middle = found.picture(len(found.jpegs) // 2).astype(float)
    moved = [np.abs(first - other).mean() for other in (middle, last)]
    if exercise_id not in ("hook-lying", "prone-lying"):
        assert max(moved) > 0.4


def test_it_goes_round_and_round_and_rests_at_its_end() -> None:
    """After a round it shows the first picture again."""
    found = demonstration.of("hip-bridge")
    assert found is not None
    assert np.array_equal(found.at(0.0), found.at(found.length_s + 0.001))
    end_s = len(found.jpegs) / found.rate_hz
    assert np.array_equal(found.at(end_s + 0.1), found.at(end_s + 0.5))
    assert not np.array_equal(found.at(0.0), found.at(end_s / 2))


def test_the_film_is_what_the_command_makes_of_the_sample_clip() -> None:
    """The same pictures, but for what the encoder leaves out: nobody forgot to make it anew."""
    from calibration.demonstrations import CLIPS, pictures

    for exercise_id in ("plank", "easy-walk"):
        rate_hz, frames = pictures(CLIPS / exercise_id / "good.mp4")
        found = demonstration.of(exercise_id)
        assert found is not None
        assert len(found.jpegs) == len(frames)
        assert found.rate_hz == pytest.approx(rate_hz, rel=0.01)
        for i in (0, len(frames) // 2, len(frames) - 1):
            apart = np.abs(found.picture(i).astype(float) - frames[i].image).mean()
            assert apart < 4.0


def test_the_middle_of_a_long_hold_is_left_out() -> None:
    """A plank of eleven seconds is shown in less than two."""
    from calibration.demonstrations import CLIPS, spans

    truth = json.loads((CLIPS / "plank" / "good.json").read_text())
    (start_s, left_s), (again_s, end_s) = spans(truth)
    hold = truth["holds"][0]
    assert start_s < hold["start_s"] < left_s < again_s < hold["end_s"] < end_s
    assert (left_s - hold["start_s"]) + (hold["end_s"] - again_s) < 2.0


def test_an_exercise_of_ones_own_has_none() -> None:
    """Nothing is shown in its place."""
    assert demonstration.of("my-own") is None
    assert demonstration.still_of("my-own") is None


@pytest.mark.parametrize("ending", ["mp4", "gif"])
def test_it_can_be_written_and_is_known_again(ending: str, run: Run, tmp_path: Path) -> None:
    """Replaced without a question, as posecheck wrote it; a foreign file is not."""
    file = tmp_path / f"bridge.{ending}"
    for _ in range(2):
        result = run("show", "hip-bridge", "--output", str(file))
        assert result.exit_code == ExitCode.OK, result.output
        assert recognised.wrote(file)
    if ending == "gif":
        with Image.open(file) as picture:
            assert picture.n_frames > 40
            assert picture.size == (320, 240)
    file.write_bytes(b"mine")
    assert run("show", "hip-bridge", "--output", str(file)).exit_code == ExitCode.WOULD_REPLACE
    assert file.read_bytes() == b"mine"


def test_a_gif_of_somebody_else_is_foreign(tmp_path: Path) -> None:
    """Its comment tells."""
    Image.new("L", (4, 4)).save(tmp_path / "other.gif", comment="not ours")
    assert not recognised.wrote(tmp_path / "other.gif")


def test_another_ending_is_refused(run: Run, tmp_path: Path) -> None:
    """With those that there are."""
    result = run("show", "plank", "--output", str(tmp_path / "plank.avi"))
    assert result.exit_code == ExitCode.USAGE
    assert ".mp4 or .gif" in " ".join(result.output.split())


def test_it_is_played_until_a_key_is_pressed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Picture after picture, with the title."""
    from posecheck.app.live import screen_probe, window

    shown: list[np.ndarray] = []

    class Made:
        size_px = (960, 720)

        def __init__(self, _title: str) -> None:
            self.closed = False

        def show(self, picture: np.ndarray) -> str | None:
            shown.append(picture)
            return "finish" if len(shown) > 20 else None

        def close(self) -> None:
            self.closed = True

    class Screen:
        check = staticmethod(lambda: None)

    monkeypatch.setattr(window, "Window", Made)
    monkeypatch.setattr(screen_probe, "ScreenProbe", Screen)
    assert run("show", "hip-bridge", "--play").exit_code == ExitCode.OK
    assert len(shown) == 21
    assert shown[0].shape == (720, 960, 3)
    assert (shown[0][:80].max(axis=2) > 200).sum() > 300  # the title
    assert any(not np.array_equal(shown[0], other) for other in shown)
