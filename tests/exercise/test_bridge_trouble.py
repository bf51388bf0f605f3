"""Bad pictures, dropouts and wrong cameras. No repetition is added or lost, and no fault is made
up."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import stick
from hypothesis import example, given, settings
from hypothesis import strategies as st
from stick import Plan

from posecheck import landmarks
from posecheck.exercise.spec.checks import MIN_SEEN
from posecheck.records import Verdict
from posecheck.words.speech import Speech

BRIDGE = "hip-bridge"
TWO = (Plan(), Plan())
JOINTS = ["shoulder", "hip", "knee", "ankle"]
END_S = 20


@example(at=270, joints={"shoulder"}, to=(0.5, 0.5))  # the end of the first lowering
@settings(max_examples=8)
@given(
    at=st.integers(0, END_S * 30),
    joints=st.sets(st.sampled_from(JOINTS), min_size=1),
    to=st.tuples(st.floats(0, 1), st.floats(0, 1)),
)
def test_one_joint_thrown_across_the_picture_changes_nothing(
    at: int, joints: set[str], to: tuple[float, float], bridges: Callable, perform: Callable
) -> None:
    """This holds at any moment and for any point. Count and findings stay, and times stay within
    0.3 s."""
    made = bridges(*TWO)
    poses = list(made.poses)
    poses[at] = stick.throw(poses[at], joints, [to] * len(joints))
    done = perform(BRIDGE, poses)
    assert (done.report.count, done.report.halves, done.found) == (2, 0, [])
    for rep, true in zip(done.report.reps, made.made, strict=True):
        times = [t for phase in rep.phases for t in (phase.start_s, phase.end_s)]
        expected = [true.start_s, true.up_s, *true.held_s, true.leave_s, true.end_s]
        assert times == pytest.approx(expected, abs=0.3)


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9])
@pytest.mark.parametrize("phase", ["lift", "lower"])
@pytest.mark.parametrize("swap", [("hip", "knee"), ("knee", "ankle")], ids="-".join)
def test_two_joints_taken_for_each_other_in_one_picture_make_no_fault(
    swap: tuple[str, str], phase: str, share: float, bridges: Callable, perform: Callable
) -> None:
    """No gate for bad landmarks stops this: the bones are about as long as before."""
    made = bridges(*TWO)
    first = made.made[0]
    start_s = first.start_s if phase == "lift" else first.leave_s
    poses = list(made.poses)
    at = round((start_s + share * 2) * 30)
    poses[at] = stick.swap(poses[at], *swap)
    done = perform(BRIDGE, poses)
    assert (done.report.count, done.report.halves, done.found) == (2, 0, [])


@settings(max_examples=6)
@given(
    bad=st.lists(st.integers(0, END_S * 3), min_size=1, max_size=8, unique=True),
    seed=st.integers(0, 99),
)
def test_scattered_bad_pictures_neither_add_nor_lose_a_repetition(
    bad: list[int], seed: int, bridges: Callable, perform: Callable
) -> None:
    """There are several of them, never two in a row."""
    poses = list(bridges(*TWO).poses)
    random = np.random.default_rng(seed)
    for i in bad:
        poses[10 * i] = stick.throw(poses[10 * i], JOINTS, random.uniform(0, 1, (4, 2)))
    report = perform(BRIDGE, poses).report
    assert (report.count, report.halves) == (2, 0)


LOSSES = {
    "knee hidden": lambda poses, a, b: stick.hide(poses, ["knee"], a, b),
    "nobody found": stick.lose_person,
    "no pictures": stick.drop,
}


@pytest.mark.parametrize("lose", LOSSES.values(), ids=LOSSES)
@pytest.mark.parametrize("at_s", [5.0, 3.9, 2.3, 8.3, 0.8])
def test_four_tenths_of_a_second_unseen_change_nothing(
    at_s: float, lose: Callable, bridges: Callable, perform: Callable
) -> None:
    """They may lie in the hold, at its edge, in a movement or at rest. Both repetitions stay
    good."""
    made = bridges(*TWO)
    done = perform(BRIDGE, lose(made.poses, at_s, at_s + 0.4))
    assert (done.report.count, done.report.halves, done.found) == (2, 0, [])
    held_s = 4 + stick.NEARLY_THERE * (2 + 2)
    assert [h.duration_s for h in done.report.holds] == pytest.approx([held_s] * 2, abs=0.5)


@pytest.mark.parametrize("lose", LOSSES.values(), ids=LOSSES)
def test_a_second_unseen_in_the_hold_does_not_lose_the_repetition(
    lose: Callable, bridges: Callable, perform: Callable
) -> None:
    """It is as if somebody walked through the picture."""
    made = bridges(*TWO)
    report = perform(BRIDGE, lose(made.poses, 5.0, 6.0)).report
    assert (report.count, report.halves) == (2, 0)


def test_a_hold_of_which_little_was_seen_is_not_judged(
    bridges: Callable, perform: Callable
) -> None:
    """Two thirds of the hip angle are missing. There is no finding, and the reason is given."""
    made = bridges(Plan(hold_s=6.0))
    report = perform(BRIDGE, stick.hide(made.poses, ["knee"], 4.5, 8.5)).report
    assert report.count == 1
    assert {n.what for n in report.not_judged} == {"over-arched", "sagging-hold"}
    for unknown in report.not_judged:
        assert unknown.rep == 1
        assert unknown.why.key == "seen-little"
        assert 0 < unknown.why.values["share"] < MIN_SEEN
        assert Speech().sentence(unknown.why).startswith("seen in only ")
        assert "%" in Speech().sentence(unknown.why)
    assert report.findings == ()


def test_a_far_side_that_is_hidden_does_not_matter(bridges: Callable, perform: Callable) -> None:
    """In a side view the near side always hides it."""
    poses = [stick.changed(pose) for pose in bridges(*TWO).poses]
    far = [i for i, name in enumerate(landmarks.NAMES) if name.startswith("left_")]
    for pose in poses:
        pose.image[far, 3] = 0.1
    assert perform(BRIDGE, poses).report.verdict is Verdict.GOOD


def test_left_and_right_swapped_for_a_moment_change_nothing(
    bridges: Callable, perform: Callable
) -> None:
    """The model sometimes does so when one side hides the other."""
    poses = list(bridges(*TWO).poses)
    for i in (70, 71, 150, 151, 152, 260):
        poses[i] = pose = stick.changed(poses[i])
        for a, name in enumerate(landmarks.NAMES):
            if name.startswith("left_"):
                b = landmarks.INDEX[name.replace("left", "right")]
                pose.image[[a, b]] = pose.image[[b, a]]
                pose.world_m[[a, b]] = pose.world_m[[b, a]]
    done = perform(BRIDGE, poses)
    assert (done.report.count, done.found) == (2, [])
