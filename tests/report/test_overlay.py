"""The annotated picture, measured in its pixels."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from posecheck import landmarks
from posecheck.messages import ExerciseTexts, Remark
from posecheck.records import Finding, Pose, Update
from posecheck.report import captions, overlay, skeleton
from posecheck.report.canvas import RgbCanvas
from posecheck.words.speech import Speech

Image8 = NDArray[np.uint8]

WIDTH, HEIGHT = 640, 480
SHOULDER, HIP, KNEE = (landmarks.index(name, "right") for name in ("shoulder", "hip", "knee"))
FAULT = Finding("sag", 2.9, 3.0, 152.0, 160.0, "°")
TEXTS = ExerciseTexts("en", "Bridge", say={"sag": "Keep the hips up."})
SPEECH = Speech(TEXTS)


def wall(width: int = WIDTH, height: int = HEIGHT) -> Image8:
    """A grey picture."""
    return np.full((height, width, 3), 128, np.uint8)


def lying(width: int = WIDTH, height: int = HEIGHT) -> Pose:
    """Right shoulder, hip and knee at a quarter, half and three quarters; the rest not seen."""
    image = np.full((landmarks.COUNT, 5), np.nan)
    image[:, :3] = 0.5
    image[:, 3:] = 0.0
    for i, x in ((SHOULDER, 0.25), (HIP, 0.5), (KNEE, 0.75)):
        image[i] = (x, 0.5, 0.0, 1.0, 1.0)
    return Pose(3.0, image, np.full((landmarks.COUNT, 3), np.nan), (width, height))


@pytest.fixture
def judged(update: Update) -> Update:
    """The line from shoulder to knee is judged."""
    return replace(update, chains=((SHOULDER, HIP, KNEE),))


def draw(
    update: Update,
    *,
    pose: Pose | None = None,
    findings: tuple[Finding, ...] = (),
    speech: Speech = SPEECH,
) -> Image8:
    return overlay.draw(
        wall(), lying() if pose is None else pose, update, speech=speech, findings=findings
    )


def changed(image: Image8) -> NDArray[np.bool_]:
    """(H, W) where the picture is not the wall any more."""
    out: NDArray[np.bool_] = (image != wall()).any(axis=2)
    return out


def at(image: Image8, *, x: float, y: float) -> tuple[int, ...]:
    """The colour at shares of width and height."""
    return tuple(int(c) for c in image[round(y * HEIGHT), round(x * WIDTH)])


def test_the_picture_given_stays_as_it_was(judged: Update) -> None:
    """Other sinks get the same frame."""
    image = wall()
    drawn = overlay.draw(image, lying(), judged, speech=SPEECH)
    assert (image == wall()).all()
    assert drawn.shape == image.shape
    assert drawn.dtype == np.uint8


def test_joints_are_drawn_where_they_are_and_not_mirrored(judged: Update) -> None:
    """A joint at a quarter of the width is at a quarter of the width."""
    only = replace(judged, chains=((SHOULDER,),))
    drawn = draw(only)
    assert at(drawn, x=0.25, y=0.5) == skeleton.JUDGED
    assert at(drawn, x=0.75, y=0.5) != skeleton.JUDGED


def test_what_is_judged_is_thicker_than_the_rest(judged: Update) -> None:
    """The same bone, hip to knee, once judged and once not."""
    column = round(0.625 * WIDTH)
    thick = changed(draw(judged))[:, column]
    thin = changed(draw(replace(judged, chains=())))[:, column]
    assert 1 <= thin[200:280].sum() <= 3
    assert thick[200:280].sum() >= 2 * thin[200:280].sum()


def test_a_fault_changes_the_colour_of_the_line(judged: Update) -> None:
    """While it is in words on the picture."""
    assert at(draw(judged), x=0.4, y=0.5) == skeleton.JUDGED
    assert at(draw(judged, findings=(FAULT,)), x=0.4, y=0.5) == skeleton.FAULTY


def test_what_is_not_seen_is_not_drawn_as_judged(judged: Update) -> None:
    """Thick lines are a promise that this is being judged."""
    assert at(draw(replace(judged, seen=False)), x=0.25, y=0.5) != skeleton.JUDGED


def test_nobody_means_no_lines(judged: Update) -> None:
    """Only the panels remain."""
    nobody = Pose.nobody(3.0, (WIDTH, HEIGHT))
    assert not changed(draw(judged, pose=nobody))[150:380].any()


def test_a_missing_joint_draws_no_line_to_the_corner(judged: Update) -> None:
    """NaN is left away, with the lines to it; the other lines stay."""
    pose = lying()
    pose.image[SHOULDER] = np.nan
    pose.image[0] = 0.5
    drawn = draw(judged, pose=pose)
    assert at(drawn, x=0.625, y=0.5) == skeleton.JUDGED
    assert not changed(drawn)[:, : WIDTH // 3][150:380].any()


def test_a_joint_outside_the_picture_is_cut_off(judged: Update) -> None:
    """MediaPipe places joints outside; drawing goes on up to the border."""
    pose = lying()
    pose.image[SHOULDER, 0] = -0.4
    assert at(draw(judged, pose=pose), x=0.01, y=0.5) == skeleton.JUDGED


def test_words_leave_the_middle_of_the_picture_free(judged: Update) -> None:
    """The person is there."""
    busy = replace(
        judged, count=12, count_left=6, count_right=6, halves=1, hold_s=2.0, hold_target_s=4.0
    )
    say = "Lift the hips until shoulder, hip and knee are in one line. " * 2
    speech = Speech(replace(TEXTS, say={"sag": say}))
    nobody = Pose.nobody(3.0, (WIDTH, HEIGHT))
    assert not changed(draw(busy, pose=nobody, findings=(FAULT,), speech=speech))[150:360].any()


def bottom(image: Image8) -> bool:
    """Whether there are words at the bottom."""
    return bool(changed(image)[-60:].any())


def test_a_finding_stays_long_enough_to_be_read_and_then_goes(judged: Update) -> None:
    """It comes with one update, stays 2.5 s on the media clock, and is gone after that."""
    draw_next = overlay.Overlay(SPEECH)
    first = replace(judged, t_s=3.0, new_findings=(FAULT,))
    assert not bottom(draw_next(wall(), lying(), replace(judged, t_s=2.9)))
    assert bottom(draw_next(wall(), lying(), first))
    assert bottom(draw_next(wall(), lying(), replace(judged, t_s=3.0 + overlay.SHOWN_S)))
    assert not bottom(draw_next(wall(), lying(), replace(judged, t_s=3.1 + overlay.SHOWN_S)))


def test_two_sessions_do_not_share_findings(judged: Update) -> None:
    """A new overlay begins empty."""
    overlay.Overlay(SPEECH)(wall(), lying(), replace(judged, new_findings=(FAULT,)))
    assert not bottom(overlay.Overlay(SPEECH)(wall(), lying(), judged))


def message(image: Image8) -> Image8:
    """The part of the picture with the message."""
    return image[-60:]


def test_what_blocks_judging_comes_before_an_old_fault(judged: Update) -> None:
    """Then the fault, then a remark that does not block."""
    hint = Remark("cut-off", 0.0, 3.0, blocks=False, values={"parts": ["feet"]})
    blocked = replace(judged, remark=replace(hint, blocks=True))
    hinted = replace(judged, remark=hint)
    remark, fault = message(draw(hinted)), message(draw(judged, findings=(FAULT,)))
    assert bottom(draw(hinted))
    assert (remark != fault).any()
    assert (message(draw(blocked, findings=(FAULT,))) == remark).all()
    assert (message(draw(hinted, findings=(FAULT,))) == fault).all()


@pytest.mark.parametrize("share", [0.0, 0.25, 0.5, 1.0, 1.75])
def test_the_bar_of_a_hold_is_as_full_as_the_hold(share: float) -> None:
    """White pixels over all pixels of the bar; full when the target is passed."""
    canvas = wall()
    captions.paste(RgbCanvas(canvas), (captions.Line("", 20, bar=share),), "bottom", margin_px=10)
    bar = [row for row in canvas if (row == 255).all(axis=1).any()]
    white = sum(int((row == 255).all(axis=1).sum()) for row in bar)
    length = WIDTH - 2 * 10 - 2 * 10
    assert white / (max(len(bar), 1) * length) == pytest.approx(min(share, 1.0), abs=0.01)


def test_a_running_clock_does_not_move_its_panel(judged: Update) -> None:
    """The panel has the same width for 1.1 s and for 2.8 s."""
    nobody = Pose.nobody(3.0, (WIDTH, HEIGHT))
    first, second = (
        changed(draw(replace(judged, hold_s=hold_s), pose=nobody))[:120, : WIDTH // 2]
        for hold_s in (1.1, 2.8)
    )
    assert first.any(axis=0).sum() == second.any(axis=0).sum()


def test_nothing_counted_shows_no_zero(judged: Update) -> None:
    """A plank has no repetitions; the first one appears when it is done."""
    corner = (slice(0, 120), slice(WIDTH // 2, None))
    nobody = Pose.nobody(3.0, (WIDTH, HEIGHT))
    assert not changed(draw(judged, pose=nobody))[corner].any()
    assert changed(draw(replace(judged, count=1), pose=nobody))[corner].any()
    assert changed(draw(replace(judged, halves=1), pose=nobody))[corner].any()


@settings(max_examples=30)
@given(width=st.integers(16, 900), height=st.integers(16, 900))
def test_any_picture_can_be_drawn_on(width: int, height: int) -> None:
    """However small, odd or upright, the picture keeps its size."""
    update = Update(
        t_s=0.0,
        seen=True,
        in_place=True,
        phase="hold",
        count=3,
        count_left=1,
        count_right=2,
        halves=1,
        hold_s=1.0,
        hold_target_s=4.0,
        signals={},
        chains=((SHOULDER, HIP, KNEE),),
        remark=None,
    )
    image = wall(width, height)
    drawn = overlay.draw(image, lying(width, height), update, speech=SPEECH, findings=(FAULT,))
    assert drawn.shape == image.shape


def test_a_panel_too_large_for_its_picture_is_cut_at_the_end() -> None:
    """Its beginning, which is read first, is there."""
    lines = tuple(captions.Line(text, 20) for text in ("first", "second", "third"))
    large, small = wall(), wall(WIDTH, 60)
    captions.paste(RgbCanvas(large), lines, "bottom", margin_px=0)
    captions.paste(RgbCanvas(small), lines, "bottom", margin_px=0)
    top = int(np.flatnonzero((large != 128).any(axis=(1, 2)))[0])
    assert (small == large[top : top + 60]).all()


@given(text=st.text(max_size=200), width_px=st.integers(50, 900))
def test_wrapping_loses_no_word_and_fits(text: str, width_px: int) -> None:
    """The words in their order; a line that is too long is a single word."""
    rows = captions.wrapped(text, size_px=20, width_px=width_px)
    assert " ".join(rows).split() == captions.drawable(text).split()
    for row in rows:
        assert captions.font(20).getlength(row) <= width_px or " " not in row


@pytest.mark.parametrize("wall_level", [0, 128, 255])
def test_words_can_be_read_on_any_wall(wall_level: int) -> None:
    """Contrast of white on its panel at least 4.5 : 1, WCAG's figure for text."""
    canvas = np.full((HEIGHT, WIDTH, 3), wall_level, np.uint8)
    captions.paste(RgbCanvas(canvas), (captions.Line(" ", 20),), "bottom", margin_px=10)
    assert contrast_with_white(canvas[-30, WIDTH // 2]) >= 4.5


def contrast_with_white(colour: NDArray[np.uint8]) -> float:
    """WCAG 2: (1 + 0.05) over (relative luminance + 0.05)."""
    share = colour / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return float(1.05 / (linear @ [0.2126, 0.7152, 0.0722] + 0.05))
