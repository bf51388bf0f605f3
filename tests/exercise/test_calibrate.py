"""From comfortable repetitions to a comfortable range, and what is refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
import stick
from stick import Plan

from posecheck.exercise.calibrate import Calibrator, Result, Watched, calibrated
from posecheck.exercise.personal.refusals import RefusedError
from posecheck.exercise.session import Session
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.messages import Message
from posecheck.records import Pose, Report
from posecheck.words.exercise_texts import texts_of
from posecheck.words.speech import Speech

TOPS = (176.0, 178.0, 179.0)


@pytest.fixture(scope="module")
def calibrate(catalogue: Catalogue) -> Callable[..., Result]:
    """Makes a calibration from films of one exercise."""

    def make(*films: Sequence[Pose], exercise: str = "hip-bridge") -> Result:
        chosen = catalogue.get(exercise)
        watched = [watch(catalogue, film, exercise) for film in films]
        return calibrated(chosen, watched, date="2026-01-31", version="1", model="m.task")

    return make


def watch(catalogue: Catalogue, film: Sequence[Pose], exercise: str = "hip-bridge") -> Watched:
    """What a calibrator saw in a film."""
    engine = Calibrator(catalogue.get(exercise))
    for pose in film:
        engine.step(pose)
    engine.finish()
    return engine.watched


@pytest.fixture(scope="module")
def comfortable(bridges: Callable[..., Any]) -> tuple[Pose, ...]:
    """A film of three comfortable bridges."""
    return bridges(*(Plan(top_deg=top) for top in TOPS)).poses


def refused(calibrate: Callable[..., Result], *films: Sequence[Pose], **keys: str) -> RefusedError:
    """The error with which a calibration is refused. Each of its messages has a sentence."""
    with pytest.raises(RefusedError) as caught:
        calibrate(*films, **keys)
    error = caught.value
    assert error.reasons
    for message in (*error.left_aside, *(m for r in error.reasons for m in (r.what, r.remedy))):
        assert Speech().sentence(message)
    return error


def reason(error: RefusedError) -> tuple[str, dict[str, Any], str]:
    """The only reason: its key and values, and the key of the remedy."""
    (one,) = error.reasons
    return one.what.key, one.what.values, one.remedy.key


def left_aside(check: str, *numbers: int) -> Message:
    """The message that repetitions were left aside for a fault."""
    shown = ", ".join(map(str, numbers))
    return Message("left-aside", {"check": check, "count": len(numbers), "numbers": shown})


def test_it_keeps_end_spread_rest_and_where_it_comes_from(
    calibrate: Callable[..., Result], comfortable: Sequence[Pose]
) -> None:
    """Median and standard deviation of the ends, the resting values, date, view and model."""
    result = calibrate(comfortable)
    own = result.calibrated
    (hip,) = own.ranges
    assert hip.comfortable == pytest.approx(178, abs=0.3)
    assert hip.spread == pytest.approx(1.53, abs=0.2)
    assert (hip.repetitions, own.repetitions) == (3, 3)
    assert own.rest["hip_deg"].value == pytest.approx(130, abs=0.5)
    assert own.rest["hip_deg"].noise < 0.5
    assert "lift_deg" not in own.rest, "what is measured from rest is 0 at rest"
    assert (own.date, own.view, own.model) == ("2026-01-31", "side", "m.task")
    assert result.left_aside == ()


def test_trembling_at_rest_is_measured(
    calibrate: Callable[..., Result], bridges: Callable[..., Any]
) -> None:
    """The film has half a degree of noise."""
    film = bridges(*(Plan(top_deg=t) for t in TOPS), noise_deg=0.5)
    assert calibrate(film.poses).calibrated.rest["hip_deg"].noise == pytest.approx(0.5, abs=0.15)


def test_several_recordings_are_one_calibration(
    calibrate: Callable[..., Result], bridges: Callable[..., Any]
) -> None:
    """Two repetitions and one repetition are three."""
    films = bridges(Plan(top_deg=176), Plan(top_deg=179)), bridges(Plan(top_deg=178))
    (hip,) = calibrate(*(film.poses for film in films)).calibrated.ranges
    assert hip.repetitions == 3
    assert hip.comfortable == pytest.approx(178, abs=0.3)


def test_two_are_too_few(calibrate: Callable[..., Result], bridges: Callable[..., Any]) -> None:
    """The reason says how many there were and how many are needed."""
    error = refused(calibrate, bridges(Plan(), Plan()).poses)
    values = {"side": "both", "count": 2, "needed": 3}
    assert reason(error) == ("too-few-repetitions", values, "remedy-record-again")
    (one,) = error.reasons
    assert Speech().sentence(one.what) == "only 2 usable repetitions, 3 are needed"
    assert Speech().sentence(one.remedy).startswith("Record 3 or more")


def test_half_repetitions_are_left_aside_with_their_numbers(
    calibrate: Callable[..., Result], bridges: Callable[..., Any]
) -> None:
    """Nobody is calibrated to half a bridge."""
    error = refused(calibrate, bridges(Plan(), Plan(), Plan(top_deg=152, hold_s=0.6)).poses)
    assert error.left_aside == (left_aside("half-repetition", 3),)
    assert Speech().sentence(error.left_aside[0]) == "half repetition in repetition 3"


def test_repetitions_with_a_fault_are_left_aside_with_their_numbers(
    calibrate: Callable[..., Result], bridges: Callable[..., Any]
) -> None:
    """A lift that is too fast is not comfortable. With enough others there is a calibration."""
    plans = [Plan(), Plan(lift_s=0.4), Plan()]
    error = refused(calibrate, bridges(*plans).poses)
    assert reason(error)[:2] == (
        "too-few-repetitions", {"side": "both", "count": 2, "needed": 3},
    )  # fmt: skip
    assert error.left_aside == (left_aside("fast-lift", 2),)
    assert Speech().sentence(error.left_aside[0]) == "fast lift in repetition 2"
    result = calibrate(bridges(*plans, Plan()).poses)
    assert result.calibrated.repetitions == 3
    assert result.left_aside == (left_aside("fast-lift", 2),)


def test_a_short_hold_says_nothing_of_how_far(
    calibrate: Callable[..., Result], bridges: Callable[..., Any]
) -> None:
    """A short hold is a fault, but its repetition is used."""
    film = bridges(*(Plan(top_deg=top, hold_s=1.5) for top in TOPS))
    assert calibrate(film.poses).calibrated.repetitions == 3


def test_ends_that_differ_too_much_are_refused(
    calibrate: Callable[..., Result], bridges: Callable[..., Any]
) -> None:
    """The reason gives the least and the most."""
    error = refused(calibrate, bridges(*(Plan(top_deg=top) for top in (170, 178, 186))).poses)
    key, values, remedy = reason(error)
    assert (key, remedy) == ("too-wide", "remedy-too-wide")
    assert (values["signal"], values["unit"], values["side"]) == ("hip_deg", "°", "both")
    assert (values["low"], values["high"]) == pytest.approx((170, 186), abs=0.3)


def test_the_wrong_view_is_refused_with_what_to_do(
    calibrate: Callable[..., Result], bridges: Callable[..., Any]
) -> None:
    """The remedy is the remark about the view."""
    film = bridges(*(Plan(top_deg=t) for t in TOPS), scene=stick.Scene(yaw_deg=60))
    error = refused(calibrate, film.poses)
    key, values, remedy = reason(error)
    assert (key, values["start_s"], remedy) == ("was-blocked", 0.0, "remark-side")
    assert values["end_s"] > 10
    (one,) = error.reasons
    assert Speech().sentence(one.what).startswith("nothing could be judged from 0 to")
    assert Speech().sentence(one.remedy) == "Turn side-on to the camera."


def test_nobody_in_the_middle_is_refused(
    calibrate: Callable[..., Result], comfortable: Sequence[Pose]
) -> None:
    """Also between the repetitions, where nobody knows what happened."""
    error = refused(calibrate, stick.lose_person(comfortable, 9.0, 12.0))
    key, values, remedy = reason(error)
    assert (key, remedy) == ("was-blocked", "remark-nobody")
    assert (values["start_s"], values["end_s"]) == pytest.approx((9, 12), abs=0.1)
    assert Speech().sentence(error.reasons[0].remedy) == "Nobody is in the picture."


def test_coming_into_the_picture_is_no_trouble(
    calibrate: Callable[..., Result], comfortable: Sequence[Pose]
) -> None:
    """Somebody has to start the camera."""
    late = [Pose.nobody(i / 30, comfortable[0].size_px) for i in range(60)]
    film = [*late, *stick.shifted(comfortable, 2.0)]
    assert calibrate(film).calibrated.repetitions == 3


def test_what_was_hidden_is_refused(
    calibrate: Callable[..., Result], comfortable: Sequence[Pose]
) -> None:
    """The knees are behind a chair. What the model guesses there is not used."""
    few, hidden = refused(calibrate, stick.hide(comfortable, ["knee"], 4, 22)).reasons
    values = {"side": "both", "count": 0, "needed": 3}
    assert few.what == Message("too-few-repetitions", values)
    assert Speech().sentence(few.what) == "no usable repetitions"
    assert hidden.what.key == "much-hidden"
    assert hidden.what.values["share"] == pytest.approx(0.595, abs=0.005)
    assert hidden.remedy.key == "remedy-show-all"
    assert "all of you can be seen" in Speech().sentence(hidden.remedy)


@pytest.mark.parametrize(
    ("exercise", "why"), [("plank", "no-range-hold"), ("easy-walk", "no-range-steps")]
)
def test_what_has_no_end_cannot_be_calibrated(
    calibrate: Callable[..., Result], exercise: str, why: str
) -> None:
    """Its limits are the same for everybody, and the reason says so."""
    error = refused(calibrate, exercise=exercise)
    assert reason(error) == (why, {"exercise": exercise}, "remedy-no-range")


def judged(catalogue: Catalogue, own: Result, film: Sequence[Pose]) -> Report:
    """The report on bridges of a person with this calibration."""
    session = Session(catalogue.get("hip-bridge"), own.calibrated)
    for pose in film:
        session.step(pose)
    return session.finish()


@pytest.mark.parametrize(
    ("top_deg", "found"), [(178, []), (181, []), (188, ["past-comfort"])], ids=str
)
def test_only_farther_than_the_uncertainty_is_a_fault(
    catalogue: Catalogue,
    calibrate: Callable[..., Result],
    comfortable: Sequence[Pose],
    bridges: Callable[..., Any],
    top_deg: float,
    found: list[str],
) -> None:
    """0 and 3 degrees farther are no fault. 10 degrees are one, with value, limit and sentence."""
    own = calibrate(comfortable)
    report = judged(catalogue, own, bridges(Plan(top_deg=top_deg)).poses)
    assert [f.check for f in report.findings] == found
    assert report.count == 1
    if found:
        (finding,) = report.findings
        assert finding.rep == 1
        assert (
            Speech(texts_of(catalogue.get("hip-bridge")))
            .of_finding(finding)
            .startswith("That was farther than is comfortable for you")
        )
        (limit,) = [x for x in report.limits if x.check == "past-comfort"]
        assert finding.limit == limit.parameters["max"]


def test_a_half_repetition_stays_half_with_a_profile(
    catalogue: Catalogue, calibrate: Callable[..., Result], bridges: Callable[..., Any]
) -> None:
    """Also if the person's comfortable end is only just in the zone of all people."""
    own = calibrate(bridges(*(Plan(top_deg=top) for top in (164, 165, 166))).poses)
    plans = [Plan(top_deg=161), Plan(top_deg=153, hold_s=0.6)]
    report = judged(catalogue, own, bridges(*plans).poses)
    assert (report.count, report.halves) == (1, 1)


def test_far_short_is_a_note_and_no_fault(
    catalogue: Catalogue, calibrate: Callable[..., Result], bridges: Callable[..., Any]
) -> None:
    """The repetition counts, and its verdict is good."""
    own = calibrate(bridges(*(Plan(top_deg=top) for top in (187, 188, 189))).poses)
    report = judged(catalogue, own, bridges(Plan(top_deg=167), Plan(top_deg=184)).poses)
    assert report.findings == ()
    assert report.count == 2
    (note,) = report.notes
    assert (note.kind, note.rep) == ("short-of-comfort", 1)
    assert note.value == pytest.approx(167, abs=0.5)
    assert note.usual == pytest.approx(188, abs=0.5)


def test_without_a_profile_nothing_changes(
    catalogue: Catalogue, bridges: Callable[..., Any]
) -> None:
    """There is no limit and no note."""
    session = Session(catalogue.get("hip-bridge"))
    for pose in bridges(Plan(top_deg=167)).poses:
        session.step(pose)
    report = session.finish()
    assert report.notes == ()
    assert report.profile is None
    assert not any(limit.check == "past-comfort" for limit in report.limits)
