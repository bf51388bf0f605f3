"""The window shows everything inside its borders, in 4:3 and 16:9, and large enough."""

from __future__ import annotations

import numpy as np
import pytest
import stick

from posecheck.app.live import drawing, pages, picture
from posecheck.app.live.picture import View
from posecheck.coach.plan import Plan
from posecheck.coach.scene import Cue, Scene, Stage, Weight
from posecheck.coach.trainer import Trainer
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.messages import Message
from posecheck.records import Pose, Update
from posecheck.report import captions
from posecheck.words.exercise_texts import texts_of
from posecheck.words.speech import Speech

SIZES = [(960, 720), (1280, 720), (640, 480), (1920, 1080), (400, 800)]
CATALOGUE = Catalogue()
BRIDGE = CATALOGUE.get("hip-bridge")
SPEECH = Speech(texts_of(BRIDGE))


@pytest.fixture(scope="module")
def moments() -> list[tuple[Pose, Update, Scene]]:
    """A half repetition and a whole one, with all that is said about them."""
    course, _ = stick.bridges([stick.Plan(top_deg=150.0), stick.Plan()], lead_s=6.0)
    trainer = Trainer(BRIDGE, Plan.of(BRIDGE), speech_s=SPEECH.speech_s)
    found = []
    for pose in stick.film(lambda t: stick.bridge(course.at(t)), stick.times(course.end_s + 2)):
        moment = trainer.step(pose)
        found.append((pose, moment.update, moment.scene))
    return found


def grey(size_px: tuple[int, int] = (640, 360)) -> np.ndarray:
    return np.full((size_px[1], size_px[0], 3), 120, np.uint8)


def view(moment: tuple[Pose, Update, Scene], **changes: object) -> View:
    pose, update, scene = moment
    return View(**{"image": grey(), "pose": pose, "update": update, "scene": scene, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize("size_px", SIZES)
def test_every_moment_can_be_drawn_at_every_size(
    size_px: tuple[int, int], moments: list[tuple[Pose, Update, Scene]]
) -> None:
    """Set-up, countdown, work and cues all fit."""
    for moment in moments[::20]:
        drawn = picture.draw(view(moment), BRIDGE, size_px, SPEECH)
        assert drawn.shape == (size_px[1], size_px[0], 3)
        assert drawn.dtype == np.uint8


def test_the_same_state_gives_the_same_picture_and_changes_nothing(
    moments: list[tuple[Pose, Update, Scene]],
) -> None:
    """It is a pure function: nothing is drawn on the camera's picture."""
    shown = view(moments[200])
    before = shown.image.copy()  # type: ignore[union-attr]
    first, second = (picture.draw(shown, BRIDGE, (960, 720), SPEECH) for _ in range(2))
    assert np.array_equal(first, second)
    assert np.array_equal(shown.image, before)  # type: ignore[arg-type]


def test_a_mirror_turns_the_picture_and_not_the_words(
    moments: list[tuple[Pose, Update, Scene]],
) -> None:
    """The left half of the picture is at the right. The title can be read as before."""
    image = grey((960, 720))
    image[:, :480] = 60
    plain, mirrored = (
        picture.draw(shown, BRIDGE, (960, 720), SPEECH)
        for shown in (view(moments[300], image=image, pose=None, mirrored=m) for m in (False, True))
    )
    middle = slice(340, 380)
    sides = [each[middle, column, 0].mean() for each in (plain, mirrored) for column in (400, 560)]
    assert sides == pytest.approx([60, 120, 120, 60], abs=10)
    letters = [each[:60, :200].min(axis=2) > 150 for each in (plain, mirrored)]
    assert letters[0].sum() > 500
    assert (letters[0] ^ letters[1]).sum() < letters[0].sum() / 20  # soft edges on another ground


def test_in_a_mirror_the_skeleton_stays_on_the_person(
    moments: list[tuple[Pose, Update, Scene]],
) -> None:
    """Its colour is where the mirrored joints are."""
    pose, update, scene = moments[-1]
    shown = view((pose, update, scene), mirrored=True)
    drawn = picture.draw(shown, BRIDGE, (1280, 720), SPEECH)
    knee = pose.image[26, :2] * (1280, 720)
    x, y = round(1280 - knee[0]), round(knee[1])
    assert tuple(drawn[y, x]) == picture.skeleton.JUDGED


def height_px(pixels: np.ndarray) -> int:
    rows = np.flatnonzero(pixels.any(axis=1))
    return int(rows[-1] - rows[0] + 1)


@pytest.mark.parametrize("size_px", [(960, 720), (1280, 720), (1920, 1080)])
def test_the_count_can_be_read_from_three_metres(
    size_px: tuple[int, int], moments: list[tuple[Pose, Update, Scene]]
) -> None:
    """A line of 20/40 vision needs 10 minutes of arc: 8.7 mm at 3 m; a 13-inch laptop's screen
    is 165 mm high, so that is a nineteenth of the height. The count has to have twice that."""
    shown = view(moments[-1], image=None, pose=None)
    drawn = picture.draw(shown, BRIDGE, size_px, SPEECH)
    unit = size_px[1] / 720
    corner = drawn[: round(200 * unit), round(-230 * unit) : round(-60 * unit)].min(axis=2) > 230
    assert shown.scene.count == 1
    assert height_px(corner) >= 2 * size_px[1] / 19


@pytest.mark.parametrize("exercise_id", CATALOGUE.ids())
def test_every_cue_of_every_exercise_fits_and_can_be_read(exercise_id: str) -> None:
    """Capitals of a twenty-seventh of the height are 6 mm on that laptop: 7 minutes of arc."""
    exercise = CATALOGUE.get(exercise_id)
    speech = Speech(texts_of(exercise))
    says = [*speech.texts.say.values(), speech.say("past-comfort")]
    assert all(says)
    for width, height in ((960, 720), (1280, 720)):
        for say in says:
            size_px, rows = drawing.fitting(say, (58, 50, 44, 38, 30), width_px=width - 32, lines=2)
            assert len(rows) <= 2, say
            _, top, _, bottom = captions.font(size_px).getbbox("H")
            assert bottom - top >= height / 27, say


@pytest.mark.parametrize("stage", list(Stage))
def test_every_stage_can_be_drawn(stage: Stage, moments: list[tuple[Pose, Update, Scene]]) -> None:
    """Also without a picture, with a gesture under way and a notice."""
    scene = Scene(
        t_s=1.0, stage=stage, set_number=1, sets=3, target=None, sided=True, rest_s=12.0,
        cue=Cue(Message("hurt"), Weight.ALARM), gesture=("finish", 0.5),
    )  # fmt: skip
    shown = View(None, None, moments[0][1], scene, notice="This machine is slow.")
    assert picture.draw(shown, BRIDGE, (960, 720), SPEECH).any()


def test_every_posture_has_an_outline() -> None:
    """It lies inside the picture and is large enough."""
    for posture in {CATALOGUE.get(i).posture for i in CATALOGUE.ids()}:
        for width, height in SIZES:
            canvas = np.zeros((height, width, 3), np.uint8)
            picture.posture_outline.draw(canvas, posture, colour=(255, 255, 255), width_px=3)
            rows, columns = np.nonzero(canvas[:, :, 0])
            assert max(np.ptp(rows) / height, np.ptp(columns) / width) > 0.45, posture
            assert columns.min() > 0
            assert columns.max() < width - 1


@pytest.mark.parametrize("at", [(-50, 10), (635, 470), (300, -40), (2000, 2000)])
def test_what_is_drawn_over_the_edge_is_cut_off(at: tuple[int, int]) -> None:
    """As in a window that somebody made very small."""
    image = grey((640, 480))
    drawing.text(image, "Hip bridge", at, 60, anchor="middle")
    drawing.disc(image, at, 80)
    drawing.ring(image, at, 80, 12, 0.4, colour=drawing.CYAN)
    drawing.shade(image, (at[0] - 50, at[1] - 50, at[0] + 50, at[1] + 50))


def test_the_summary_shows_what_was_done() -> None:
    """Title, the result, and the notice."""
    drawn = pages.summary(("2 repetitions; no fault", "Notice."), (960, 720), title="Hip bridge")
    assert (drawn.max(axis=(1, 2)) > 150).sum() > 60


def test_only_the_line_of_praise_is_green() -> None:
    """What hurt is not praised."""

    def green(praise: str | None) -> int:
        lines = ("You did 1 of 2.", "The walk hurt.", "Notice.")
        drawn = pages.summary(lines, (960, 720), title="Plan", praise=praise).astype(int)
        return int(((drawn[:, :, 1] - drawn[:, :, 0]) > 60).sum())

    assert green(None) == 0
    assert green("The walk hurt.") > 300


def test_no_panel_covers_the_body_once_it_was_seen_for_a_while(
    moments: list[tuple[Pose, Update, Scene]],
) -> None:
    """In a bridge, every landmark that the exercise is about can be seen in the window."""
    from posecheck.app.live.places import Places

    places = Places()
    for moment in moments:
        pose = moment[0]
        drawn = picture.draw(view(moment), BRIDGE, (1280, 720), SPEECH, places=places)
    for joint in (12, 24, 26, 28):
        x, y = (pose.image[joint, :2] * (1280, 720)).astype(int)
        around = drawn[y - 30 : y - 10, x - 10 : x + 10]
        assert (np.abs(around.astype(int) - 120) < 8).any(), joint


def test_the_window_has_no_degrees(moments: list[tuple[Pose, Update, Scene]]) -> None:
    """The bar is there, with a goal and without a number."""
    from posecheck.app.live import dials, drawing
    from posecheck.app.live.places import Places

    said: list[str] = []
    real, shown = drawing.text, next(m for m in moments if m[2].gauge is not None)
    places = Places()
    places.begin(0.0, (960, 720), margin_px=12)
    try:
        drawing.text = lambda _image, words, *_rest, **_more: said.append(words)  # type: ignore[assignment]
        dials.movement(grey((960, 720)), shown[2], 1.0, SPEECH, places)
    finally:
        drawing.text = real
    assert said == ["goal"]
