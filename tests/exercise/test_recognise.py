"""Which exercise a recording shows, found from poses alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import cos, pi

import pytest
import stick
from stick import Plan

from posecheck.exercise.recognise import (
    BRIDGED_S,
    FAULTY,
    MOST_HZ,
    MOST_SHOWN,
    Candidate,
    Part,
    Recogniser,
    Recognition,
    explained,
)
from posecheck.exercise.recognise.examples import packaged
from posecheck.exercise.recognise.postures import Array, postures
from posecheck.exercise.session import Session
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.schema import Exercise
from posecheck.motion.body import Body, BodyTracker
from posecheck.records import Finding, Hold, HoldEnd, Pose, Rep, Report, Update, Verdict

THREE = ("hip-bridge", "plank", "shoulder-blade-squeeze")


def recognised(catalogue: Catalogue, poses: Sequence[Pose]) -> Recognition:
    """What a recogniser of three exercises says about a film."""
    recogniser = Recogniser(catalogue.get(i) for i in THREE)
    for pose in poses:
        recogniser.step(pose)
    return recogniser.finish()


def measured(poses: Sequence[Pose]) -> Array:
    """The postures of a film, (T, COUNT)."""
    bodies = BodyTracker(steady=False)
    return postures([bodies.step(pose).world_m for pose in poses])


def rep(start_s: float, end_s: float, *faults: str, complete: bool = True) -> Rep:
    findings = tuple(Finding(f, start_s, end_s, 1.0, 2.0, "°") for f in faults)
    return Rep(1, start_s, end_s, None, complete, (), (), Verdict.GOOD, findings)


def hold(start_s: float, end_s: float, *, rep: int | None = None) -> Hold:
    return Hold(1, "up", start_s, end_s, None, HoldEnd.LEFT, (), Verdict.GOOD, rep=rep)


REPORT = Report(
    exercise="made", title="", source="", duration_s=20.0, frames=600, found_share=1.0,
    partial=False, verdict=Verdict.GOOD, count=0, count_left=0, count_right=0, halves=0,
    reps=(), holds=(), findings=(), not_judged=(), remarks=(), limits=(),
)  # fmt: skip


@pytest.mark.parametrize(
    ("reps", "holds", "seconds"),
    [
        pytest.param([], [], 0.0, id="nothing"),
        pytest.param([rep(6, 9)], [], 3.0, id="one repetition, long rests around it"),
        pytest.param([rep(2, 9), rep(10, 19)], [], 20.0, id="rests that belong to it"),
        pytest.param([rep(1, 6), rep(12, 19)], [], 14.0, id="a long rest between"),
        pytest.param([rep(2, 9, complete=False)], [], 0.0, id="half a repetition"),
        pytest.param([rep(6, 9, "sag", "sag")], [], 3 * FAULTY, id="one kind of fault"),
        pytest.param([], [hold(6, 14)], 8.0, id="a hold alone"),
        pytest.param([rep(6, 14)], [hold(7, 13, rep=1)], 8.0, id="its hold belongs to it"),
        pytest.param([rep(6, 10), rep(7, 12)], [], 6.0, id="two sides at once"),
        pytest.param([rep(2, 42)], [], 20.0, id="a repetition that goes on after the person left"),
        pytest.param([], [hold(-5, 14)], 14.0, id="a hold that began before the person was seen"),
        pytest.param([rep(30, 42)], [], 0.0, id="a repetition when nobody is there"),
    ],
)
def test_an_exercise_explains_the_time_of_what_it_counted(
    reps: list[Rep], holds: list[Hold], seconds: float
) -> None:
    """The time is 20 s. A rest of up to `BRIDGED_S` belongs to the repetitions around it."""
    assert BRIDGED_S == 5.0
    report = replace(REPORT, reps=tuple(reps), holds=tuple(holds))
    assert explained(report, start_s=0, end_s=20) == pytest.approx(seconds)


def test_bridges_are_recognised(bridges: Callable, catalogue: Catalogue) -> None:
    """They explain nearly all of the time. A plank explains none of it."""
    seen = recognised(catalogue, bridges(Plan(), Plan(), Plan()).poses)
    assert seen.sure
    assert seen.best.exercise == "hip-bridge"
    assert seen.best.fit > 0.9
    assert [c.exercise for c in seen.candidates] == ["hip-bridge"]


def test_two_files_of_one_movement_are_a_question(bridges: Callable, catalogue: Catalogue) -> None:
    """Nothing can distinguish a bridge from a bridge. Both are likely, and neither is sure."""
    twin = catalogue.get("hip-bridge").model_copy(update={"id": "twin"})
    recogniser = Recogniser([catalogue.get("hip-bridge"), twin])
    for pose in bridges(Plan(), Plan()).poses:
        recogniser.step(pose)
    seen = recogniser.finish()
    assert not seen.sure
    assert {c.exercise for c in seen.likely} == {"hip-bridge", "twin"}


def test_two_repetitions_are_enough(bridges: Callable, catalogue: Catalogue) -> None:
    """A short recording is recognised as a long one is."""
    seen = recognised(catalogue, bridges(Plan(), Plan(), lead_s=0.5).poses)
    assert seen.sure
    assert seen.best.exercise == "hip-bridge"


def test_what_contains_the_other_is_preferred(bridges: Callable, catalogue: Catalogue) -> None:
    """Its file says that it contains the other one. The answer is sure."""
    bridge = catalogue.get("hip-bridge")
    more = bridge.model_copy(
        update={"id": "more", "contains": {"hip-bridge": "It ends in one.", "unknown": "No."}}
    )
    postures = packaged()["hip-bridge"]
    recogniser = Recogniser([bridge, more], {"hip-bridge": postures, "more": postures})
    for pose in bridges(Plan(), Plan()).poses:
        recogniser.step(pose)
    seen = recogniser.finish()
    assert seen.sure
    assert seen.best.exercise == "more"
    assert [one.exercise for one in seen.shown] == ["more", "hip-bridge"]


def test_somebody_standing_about_is_no_exercise(catalogue: Catalogue) -> None:
    """Neither is an empty picture, or no picture at all."""
    standing = stick.film(lambda _: stick.standing(), stick.times(10, 30))
    nobody = [Pose.nobody(i / 30, (640, 480)) for i in range(90)]
    for poses in (standing, nobody, []):
        seen = recognised(catalogue, poses)
        assert seen.best is None
        assert not seen.sure


def test_the_answer_does_not_depend_on_the_rate(bridges: Callable, catalogue: Catalogue) -> None:
    """Poses beyond the rate that is needed are left out."""
    fast = recognised(catalogue, bridges(Plan(), Plan(), fps=60.0).poses)
    slow = recognised(catalogue, bridges(Plan(), Plan(), fps=MOST_HZ).poses)
    assert fast.best.fit == pytest.approx(slow.best.fit, abs=0.02)
    assert fast.best.report.frames == pytest.approx(slow.best.report.frames, abs=2)


@pytest.mark.parametrize(("fit", "best"), [(0.97, "longer"), (0.92, "shorter")])
def test_what_contains_the_best_has_to_come_nearer(fit: float, best: str) -> None:
    """It explains all that the other explains, so it may lag behind by less than another one
    may."""
    shorter = Candidate("shorter", "", 1.0, REPORT, alike=1.0)
    longer = Candidate("longer", "", fit, REPORT, contains=("shorter",), alike=1.0)
    found = Recognition((shorter, longer))
    assert [c.exercise for c in found.likely] == [best]
    assert [c.exercise for c in Recognition((shorter, replace(longer, contains=()))).likely] == [
        "shorter",
        "longer",
    ]


def test_two_names_for_one_movement_are_one_answer() -> None:
    """One of their files says that they look the same. A third that comes as near is a question."""
    bridge = Candidate("bridge", "", 1.0, REPORT, alike=1.0)
    tilt = Candidate("tilt", "", 0.99, REPORT, alike=1.0, looks_like=("bridge",))
    other = Candidate("other", "", 0.98, REPORT, alike=1.0)
    for found in (Recognition((bridge, tilt)), Recognition((replace(tilt, fit=1.0), bridge))):
        assert found.sure
        assert len(found.likely) == 1
        assert {found.best.exercise, *(c.exercise for c in found.same)} == {"bridge", "tilt"}
    assert not Recognition((bridge, tilt, other)).sure
    assert not Recognition((bridge, replace(tilt, looks_like=()))).sure
    assert Recognition((bridge, replace(tilt, fit=0.3))).same == ()


@pytest.mark.parametrize(
    ("fits", "sure", "unknown", "likely"),
    [
        pytest.param((0.9, 0.3, 0.2), True, False, ["a"], id="one that fits"),
        pytest.param((0.9, 0.85, 0.2), False, False, ["a", "b", "c"], id="two that fit as well"),
        pytest.param((0.55, 0.3, 0.2), False, False, ["a", "b", "c"], id="none that fits well"),
        pytest.param((0.4, 0.1, 0.02), False, True, ["a", "b"], id="rather none of them"),
        pytest.param((0.02, 0.01, 0.0), False, True, [], id="not even a guess"),
        pytest.param((), False, True, [], id="nothing at all"),
    ],
)
def test_what_is_named_asked_for_and_guessed(
    fits: tuple[float, ...], sure: bool, unknown: bool, likely: list[str]
) -> None:
    """A good fit is named. Otherwise there are guesses, and "none of them" has its own likeness."""
    seen = Recognition(
        tuple(
            Candidate(name, "", fit, REPORT, alike=fit)
            for name, fit in zip("abc", fits, strict=False)
        )
    )
    assert (seen.sure, seen.unknown) == (sure, unknown)
    assert [c.exercise for c in seen.likely] == likely
    assert seen.none == pytest.approx(1 - max(fits, default=0.0))
    assert (seen.best is None) is unknown


def test_few_guesses_are_shown() -> None:
    """Nobody reads a list of the whole catalogue."""
    many = Recognition(tuple(Candidate(f"e{i}", "", 0.4, REPORT) for i in range(20)))
    assert len(many.likely) == len(many.shown) == MOST_SHOWN


def test_an_exercise_without_examples_is_asked_for(bridges: Callable, catalogue: Catalogue) -> None:
    """A user's own file has zones only. They make a guess, never a name."""
    recogniser = Recogniser([catalogue.get("hip-bridge")], examples={})
    for pose in bridges(Plan(), Plan(), Plan()).poses:
        recogniser.step(pose)
    seen = recogniser.finish()
    assert seen.best.exercise == "hip-bridge"
    assert seen.best.alike is None
    assert not seen.sure


def test_counted_repetitions_in_other_postures_are_none_of_them(
    bridges: Callable, catalogue: Catalogue
) -> None:
    """All bridges are counted, but the examples say that this exercise is done standing."""
    standing = measured(stick.film(lambda _: stick.standing(), stick.times(1, 10)))
    recogniser = Recogniser([catalogue.get("hip-bridge")], {"hip-bridge": [standing]})
    for pose in bridges(Plan(), Plan(), Plan()).poses:
        recogniser.step(pose)
    seen = recogniser.finish()
    assert seen.candidates[0].report.count == 3
    assert seen.candidates[0].explained > 0.9
    assert seen.unknown
    assert seen.best is None
    assert seen.none > 0.5
    assert [c.exercise for c in seen.likely] == ["hip-bridge"]


def test_a_hold_does_not_explain_somebody_who_keeps_moving(catalogue: Catalogue) -> None:
    """An exercise held on the back, whatever the hips do, explains no bridges. It does explain
    lying still."""
    text = catalogue.get("hip-bridge").model_dump()
    lying = Exercise.model_validate(
        {key: text[key] for key in ("title", "source", "posture", "view", "how", "dose")}
        | {
            "id": "lying",
            "signals": {"up_deg": text["signals"]["hips_up_deg"]},
            "zones": {"flat": "up_deg > -20 and up_deg < 70"},
            "hold": {"zone": "flat", "driver": "up_deg"},
        }
    )

    def share(hip_deg: Callable[[float], float]) -> float:
        recogniser = Recogniser([lying], {"lying": packaged()["hip-bridge"]})
        for pose in stick.film(lambda t_s: stick.bridge(hip_deg(t_s)), stick.times(20, 15)):
            recogniser.step(pose)
        seen = recogniser.finish()
        return max((c.explained for c in seen.candidates), default=0.0)

    assert share(lambda _: 130.0) > 0.9
    assert share(lambda t_s: 150.0 - 40.0 * cos(2 * pi * t_s / 3)) == 0.0


def test_a_recording_of_two_exercises_has_two_parts(
    bridges: Callable, catalogue: Catalogue
) -> None:
    """Standing about for 12 s, then bridges, then a plank. The longest is the main one."""
    first = stick.film(lambda _: stick.standing(), stick.times(12, 15))
    second = stick.shifted(bridges(Plan(), Plan(), Plan(), fps=15.0).poses, 12.0)
    end_s = second[-1].t_s + 1.0
    third = stick.shifted(stick.film(lambda _: stick.plank(), stick.times(12, 15)), end_s)
    seen = recognised(catalogue, [*first, *second, *third])
    assert [p.exercise for p in seen.parts] == [None, "hip-bridge", "plank"]
    rest, bridge, plank = seen.parts
    assert rest.resting
    assert bridge.start_s == pytest.approx(13.5, abs=1.0)
    assert plank.start_s == pytest.approx(end_s, abs=1.5)
    assert (seen.sure, seen.best.exercise) == (True, "hip-bridge")
    assert seen.several == ("hip-bridge", "plank")
    assert {one.exercise: len(one.times_s) for one in seen.shown} == {"hip-bridge": 1, "plank": 1}


def test_another_part_is_no_rival() -> None:
    """Two exercises fit as well as each other. In parts of their own, that is no question."""
    one, two = (Candidate(name, "", 0.9, REPORT, alike=0.9) for name in ("one", "two"))
    both = (Part("one", 0.0, 10.0), Part("two", 11.0, 18.0))
    assert not Recognition((one, two)).sure
    assert Recognition((one, two), both).sure
    assert not Recognition((one, two), both[:1]).sure


STILL: dict[str, tuple[stick.Scene, stick.Skeleton]] = {
    "standing, from the front": (
        stick.Scene(yaw_deg=90, stature_px=500, at=(0.5, 0.3)),
        stick.standing(),
    ),
    "standing, from the side": (stick.Scene(stature_px=500, at=(0.5, 0.3)), stick.standing()),
    "on the back, knees up": (stick.Scene(), stick.bridge(130.0)),
    "on the back, legs long": (stick.Scene(), stick.supine(hip_deg=178.0, knee_deg=175.0)),
    "in a plank": (stick.Scene(), stick.plank()),
}


def growing_film(scene: stick.Scene, posture: stick.Skeleton) -> list[Pose]:
    """A film of somebody who is still for 7 s. From 1.5 to 3 s they become 6 % larger, as if the
    model had changed its mind."""

    def photograph(t_s: float) -> Pose:
        size = 1.0 + 0.06 * stick.glide((t_s - 1.5) / 1.5)
        return replace(scene, stature_px=size * scene.stature_px).photograph(posture, t_s)

    return [photograph(t_s) for t_s in stick.times(7.0, 10.0)]


def stepped(session: Session, poses: Sequence[Pose]) -> list[Update]:
    """The updates of a whole film."""
    return [session.step(pose) for pose in poses]


@pytest.mark.parametrize(("scene", "posture"), STILL.values(), ids=STILL)
def test_sessions_that_share_one_tracker_judge_as_each_would_alone(
    scene: stick.Scene, posture: stick.Skeleton, catalogue: Catalogue
) -> None:
    """Each keeps its own trunk length while the person is in place: all exercises. A length that
    follows the model would move everything that is measured by it."""
    poses = growing_film(scene, posture)
    shared, steady = BodyTracker(steady=False), BodyTracker()
    bodies, followed = [shared.step(p) for p in poses], [steady.step(p) for p in poses]
    moved = 0
    for name in catalogue.ids():
        exercise = catalogue.get(name)
        alone, together, without = Session(exercise), Session(exercise), Session(exercise)
        updates = stepped(alone, poses)
        assert [together.follow(together.resized(body)) for body in bodies] == updates
        assert together.finish() == alone.finish()
        moved += [without.follow(body) for body in followed] != updates
    assert moved > 0, "the film has to show a difference at all"


def test_a_recogniser_measures_as_each_exercise_alone_does(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each exercise has the trunk length of its own session."""
    seen: dict[str, list[Update]] = {}
    follow = Session.follow

    def noted(self: Session, body: Body) -> Update:
        seen.setdefault(self.exercise.id, []).append(update := follow(self, body))
        return update

    names = ("plank", "knee-to-chest", "hip-bridge")
    poses = growing_film(*STILL["in a plank"])
    alone = {name: stepped(Session(catalogue.get(name)), poses) for name in names}
    monkeypatch.setattr(Session, "follow", noted)
    recogniser = Recogniser(catalogue.get(name) for name in names)
    for pose in poses:
        recogniser.step(pose)
    assert seen == alone
