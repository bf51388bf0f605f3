"""A film has the same repetitions and holds in whatever form it comes, or is refused clearly.

Not made here, because no encoder for it is at hand: Dolby Vision, and files of cameras with a
format of their own. `pytest -m slow tests/containers` runs all forms, the default a few.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from film_forms import SAME, Form, Shown, cut_off, cut_out, frozen, turned, twice_faded

from posecheck.capture.video_reader import VideoReader
from posecheck.errors import ExitCode, PosecheckError
from posecheck.records import Report

Judge = Callable[..., Report]

QUICK = ("turned by 90, marked",)
"""The forms that are counted in the default suite. The pictures of all are compared."""

PICTURE_S = 1 / 24
HOLD_S = 0.15
"""Half of what a hold may be wrong (0.3 s): pictures are compressed, and the person is a third as
large between bars."""

LEAST_LIKE = 0.9
"""Correlation of a shown picture with what was written. GIF has 256 colours, HDR is pale; both
have more than this. A picture that is turned, or of another time, has less."""

forms = [
    pytest.param(
        form, id=name, marks=[pytest.mark.model, *([] if name in QUICK else [pytest.mark.slow])]
    )
    for name, form in SAME.items()
]


@pytest.mark.model
@pytest.mark.slow
def test_the_film_has_something_to_lose(whole: Report) -> None:
    """Otherwise every form would be as good."""
    assert whole.count == 5
    assert len(whole.holds) == 5


@pytest.mark.parametrize("form", forms)
def test_repetitions_and_holds_are_the_same(
    form: Form, tmp_path: Path, shown: list[Shown], whole: Report, judged: Judge
) -> None:
    """Holds as the film's (`HOLD_S`); no fault that the film has not, and none lost."""
    path = tmp_path / form.name
    form.write(path, shown)
    report = judged(path)
    assert report.count == whole.count
    assert report.halves == whole.halves
    for hold, same in zip(report.holds, whole.holds, strict=True):
        assert hold.duration_s == pytest.approx(same.duration_s, abs=HOLD_S + hold.unsure_s)
    assert [f.check for f in report.findings] == [f.check for f in whole.findings]


@pytest.mark.parametrize("form", [pytest.param(form, id=name) for name, form in SAME.items()])
def test_pictures_come_upright_at_their_times(
    form: Form, tmp_path: Path, shown: list[Shown]
) -> None:
    """Without a model: each picture of two seconds looks as the one that was written then."""
    path, part = tmp_path / form.name, shown[: 12 if form is SAME["4K"] else 48]
    form.write(path, part)
    with VideoReader(path) as video:
        taken = list(video.frames(least_step_s=0.025))
        assert not video.damaged
    assert taken[0].t_s == 0.0
    assert taken[-1].t_s == pytest.approx(part[-1][0], abs=2.5 * PICTURE_S)
    times_s = np.array([t_s for t_s, _ in part])
    for frame in taken[::6]:
        written = part[int(np.abs(times_s - frame.t_s).argmin())][1]
        assert alike(frame.image, written) > LEAST_LIKE


def alike(image: np.ndarray, written: np.ndarray) -> float:
    """The correlation of two pictures in brightness, the bars around one left out."""
    import cv2

    rows, columns = (np.flatnonzero(image.max(axis=(axis, 2)) > 24) for axis in (1, 0))
    inner = image[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    small = [cv2.resize(cv2.cvtColor(p, cv2.COLOR_RGB2GRAY), (96, 72)) for p in (inner, written)]
    return float(np.corrcoef(*(p.ravel().astype(float) for p in small))[0, 1])


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_picture_on_its_side_is_turned_when_asked(
    quarters: int, tmp_path: Path, shown: list[Shown], whole: Report, judged: Judge
) -> None:
    """The file does not say that it lies on its side; the person does."""
    path = tmp_path / "side.mp4"
    Form("side.mp4", change=turned(quarters)).write(path, shown)
    report = judged(path, rotate_deg=90 * quarters)
    assert report.count == whole.count


@pytest.mark.model
@pytest.mark.slow
def test_a_still_picture_is_no_exercise(tmp_path: Path, shown: list[Shown], judged: Judge) -> None:
    """Nothing is counted or held, and why is said."""
    path = tmp_path / "still.mp4"
    Form("still.mp4", change=frozen).write(path, shown)
    report = judged(path)
    assert (report.count, report.halves, len(report.holds)) == (0, 0, 0)
    assert "frozen" in {remark.kind for remark in report.remarks}


@pytest.mark.model
@pytest.mark.slow
def test_a_film_that_fades_into_another_has_both(
    tmp_path: Path, shown: list[Shown], whole: Report, judged: Judge
) -> None:
    """In the fade two people are seen through each other; both are at rest."""
    path = tmp_path / "faded.mp4"
    Form("faded.mp4", change=twice_faded).write(path, shown)
    report = judged(path)
    assert report.count == 2 * whole.count
    assert not report.halves


@pytest.mark.model
@pytest.mark.slow
def test_a_jump_cut_in_a_lift_makes_no_fault(
    tmp_path: Path, shown: list[Shown], whole: Report, judged: Judge
) -> None:
    """Half a second of the lift is gone, and time goes on. The repetition may be missing; the
    others are not."""
    lift = whole.reps[1].phases[0]
    path = tmp_path / "cut.mp4"
    Form("cut.mp4", change=cut_out(lift.start_s + 0.3, lift.start_s + 0.8)).write(path, shown)
    report = judged(path)
    assert report.count in (whole.count - 1, whole.count)
    assert {f.check for f in report.findings} <= {f.check for f in whole.findings}


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.parametrize("name", ["cut.ts", "cut.mkv", "cut.webm", "cut.avi", "cut.mpg"])
def test_a_file_that_ends_in_the_middle_gives_what_is_there(
    name: str, tmp_path: Path, shown: list[Shown], whole: Report, judged: Judge
) -> None:
    """The repetitions that were over before the cut, and no other one."""
    codec = {"cut.webm": "libvpx", "cut.avi": "mpeg4", "cut.mpg": "mpeg2video"}
    options = {"b": "2M", "g": "12"} if name in codec else {"g": "12"}
    path = tmp_path / name
    Form(name, codec.get(name, "libx264"), options=options, after=cut_off(0.7)).write(path, shown)
    with VideoReader(path) as video:
        last_s = [frame.t_s for frame in video][-1]
    assert last_s < shown[-1][0] - 1.0
    report = judged(path)
    over = sum(rep.end_s < last_s - 0.5 for rep in whole.reps)
    assert over <= report.count <= over + 1
    assert not report.halves


@pytest.mark.parametrize(
    ("name", "said"), [("cut.mp4", "cut off"), ("cut.mov", "cut off"), ("text.mp4", "not a video")]
)
def test_what_cannot_be_read_is_refused(
    name: str, said: str, tmp_path: Path, shown: list[Shown]
) -> None:
    """With what it is, and what to do."""
    path = tmp_path / name
    if name == "text.mp4":
        path.write_text("no film")
    else:
        Form(name, after=cut_off(0.7)).write(path, shown[:24])
    with pytest.raises(PosecheckError) as caught:
        VideoReader(path)
    assert caught.value.code is ExitCode.BAD_SOURCE
    assert said in str(caught.value)
    assert caught.value.remedy
