"""The measurement on recordings of real people: holds compared, counts judged, goals added up."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from calibration import recordings
from calibration.real import holds, labels, measure, others, scoring, tables
from calibration.real.goals import Goal, goals
from calibration.real.labels import Truth
from calibration.real.measure import Fault, Measured, Named, Seen
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.pose import landmark_recording
from posecheck.records import Pose

ROW = {
    "file": "made-up-1.npz",
    "exercise": "hip-bridge",
    "seen": "hip bridge",
    "reps": "4",
    "per_side": "bilateral",
    "holds_s": "",
    "quality": "good",
    "framing": "full body",
    "confidence": "sure",
}


def parsed(**changes: str) -> Truth:
    return labels.parsed(ROW | changes)


def test_holds_are_compared_second_by_second() -> None:
    """1-11 s and 20-30 s are labelled; 2-11.5 s and 40-41 s are measured."""
    score = holds.score([(1.0, 11.0), (20.0, 30.0)], [(2.0, 11.5), (40.0, 41.0)])
    assert score.found_share == pytest.approx(9 / 20)
    assert score.false_share == pytest.approx((0.5 + 1.0) / 10.5)
    assert score.errors_s == pytest.approx((0.5,))
    assert score.labelled == 2


def test_a_hold_in_two_pieces_is_as_long_as_the_longer_piece() -> None:
    score = holds.score([(0.0, 10.0)], [(0.0, 3.0), (4.0, 10.0)])
    assert score.found_share == pytest.approx(0.9)
    assert score.mean_error_s == pytest.approx(4.0)


def test_holds_of_both_sides_at_once_are_no_more_time() -> None:
    score = holds.score([(0.0, 10.0)], [(0.0, 6.0), (5.0, 10.0)])
    assert score.found_share == pytest.approx(1.0)
    assert score.false_s == 0.0


def test_scores_of_several_recordings_add_up() -> None:
    one, two = holds.score([(0.0, 10.0)], [(0.0, 9.0)]), holds.score([(0.0, 30.0)], [])
    assert (one + two).found_share == pytest.approx(9 / 40)
    assert (one + two).mean_error_s == pytest.approx(1.0)
    assert holds.HoldScore().found_share is None
    assert two.false_share is None


# ---- right or not


def measured(truth: Truth | None = None, **own: object) -> Measured:
    seen = Seen(**{"exercise": "hip-bridge", "one_hold": False, "count": 4, **own})
    return Measured(truth or parsed(), "half_a", 20.0, seen)


def test_a_set_is_right_within_the_range_of_its_label() -> None:
    truth = replace(parsed(), reps=(3, 4))
    found = {count: scoring.set_right(measured(truth, count=count)) for count in (2, 3, 4, 5)}
    assert found == {2: False, 3: True, 4: True, 5: False}
    assert scoring.set_right(measured(replace(truth, reps=None))) is None
    assert scoring.set_right(measured(replace(truth, scored=False))) is None
    assert scoring.set_right(measured(truth, error="ValueError: x")) is False


def test_sides_are_right_only_both_together() -> None:
    truth = replace(parsed(), left=(1, 1), right=(3, 3))
    assert scoring.sides_right(measured(truth, sides=(1, 3))) is True
    assert scoring.sides_right(measured(truth, sides=(3, 1))) is False
    assert scoring.sides_right(measured(truth)) is None


def test_a_hold_is_right_where_both_its_times_are() -> None:
    """A label without an end means the end of the recording, at 20 s."""
    truth = replace(parsed(exercise="plank"), holds=((5.0, None),))
    plank = {"exercise": "plank", "one_hold": True}
    assert scoring.hold_right(measured(truth, **plank, holds=((5.6, 20.0),))) is True
    assert scoring.hold_right(measured(truth, **plank, holds=((5.8, 20.0),))) is False
    assert scoring.hold_right(measured(truth, **plank, holds=((5.0, 12.0), (12.5, 20.0)))) is False
    assert scoring.hold_right(measured(truth, **plank, holds=((5.0, 19.8), (19.9, 20.0)))) is False
    assert scoring.hold_right(measured(truth, holds=((5.0, 20.0),))) is None


def test_holds_are_scored_where_they_are_labelled_and_timed() -> None:
    held = replace(parsed(), holds=((5.0, 7.0),))
    assert scoring.hold_score(measured(held, holds=((5.0, 7.0),)), one_hold=False).labelled == 1
    for nothing in (measured(held, holds=None), measured(parsed(), holds=((5.0, 7.0),))):
        assert scoring.hold_score(nothing, one_hold=False) == holds.HoldScore()
    assert scoring.hold_score(measured(held), one_hold=True) == holds.HoldScore()


@pytest.mark.parametrize(
    ("named", "known", "unknown"),
    [
        (Named(("hip-bridge",), sure=True), "right", "wrong"),
        (Named(("pelvic-tilt", "hip-bridge")), "asks", "right"),
        (Named(("plank",), sure=True), "wrong", "wrong"),
        (Named(("plank", "crunch")), "asks among others", "right"),
        (Named(), "nothing", "right"),
    ],
)
def test_an_answer_is_right_for_a_known_and_for_an_unknown_movement(
    named: Named, known: str, unknown: str
) -> None:
    assert scoring.answer(replace(measured(), named=named)) == known
    none = parsed(exercise="none (squat)")
    assert scoring.answer(replace(measured(none), named=named)) == unknown
    also = replace(parsed(), may_be_named=("plank",))
    expected = {"wrong": "right", "asks among others": "asks"}.get(known, known)
    assert scoring.answer(replace(measured(also), named=named)) == expected


def fault(check: str = "sag", about: str = "") -> Fault:
    return Fault(check, 5.0, 6.0, 1.0, 3.4, "s", None, about)


def test_faults_on_good_form_are_those_that_the_label_does_not_confirm() -> None:
    faults = (fault(), fault("short-hold", "hold"), fault("fast-lift", "pace"))

    def left(**changes: object) -> list[str]:
        found = scoring.faults_on_good_form(measured(replace(parsed(), **changes), faults=faults))
        return [f.check for f in found or []]

    assert left() == ["sag", "short-hold", "fast-lift"]
    assert left(brisk=True) == ["sag", "short-hold"]
    assert left(no_hold=True) == ["sag", "fast-lift"]
    assert left(named_faults=("sag",)) == ["short-hold", "fast-lift"]
    assert left(holds=((5.0, 7.0),)) == ["sag", "fast-lift"]
    assert left(holds=((5.0, 9.0),)) == ["sag", "short-hold", "fast-lift"]
    assert left(holds=((3.0, 5.5), (5.6, 12.0))) == ["sag", "short-hold", "fast-lift"]
    assert left(holds=((15.0, 17.0),)) == ["sag", "short-hold", "fast-lift"]
    assert scoring.faults_on_good_form(measured(replace(parsed(), good_form=False))) is None


# ---- goals, page and command


def numbers(found: list[Goal]) -> dict[str, Goal]:
    return {goal.name: goal for goal in found}


def test_goals_are_shares_and_sums_over_recordings() -> None:
    wrong = Seen("crunch", one_hold=False, count=2)
    nothing = Seen("plank", one_hold=True)
    some = [
        replace(measured(faults=(fault(),)), near=(wrong,), others=(nothing,)),
        replace(measured(count=3), named=Named(("plank",), sure=True)),
        replace(measured(parsed(exercise="none (squat)")), own=None, others=(nothing, wrong)),
        replace(measured(), others=(replace(nothing, error="ValueError: x"),)),
    ]
    found = numbers(goals(some))
    assert found["sets of repetitions exact"].value == pytest.approx(2 / 3)
    assert found["must not count: wrong"].shown == "2 of 5"
    assert found["of these, as the exercise it is near to"].value == 1
    assert found["named wrongly without asking"].value == 1
    assert found["faults on good form, a recording"].value == pytest.approx(1 / 3)
    assert found["crashes"].value == 1
    assert found["crashes"].reached is False
    assert found["must not count: wrong"].reached is True


def test_the_page_begins_with_the_goals_of_each_half_and_of_both() -> None:
    text = tables.page([measured(count=3), replace(measured(), half="half_b")])
    lines = text.splitlines()
    assert lines[0] == "| | goal | half_a | half_b | both |"
    assert lines[2].split(" | ")[2:] == [
        "**0 of 1 (0 %)**",
        "1 of 1 (100 %)",
        "**1 of 2 (50 %)** |",
    ]
    assert text.index("### half_a") < text.index("### half_b") < text.index("### Faults")
    assert "3 **MISS**" in text


def nobody(path: Path) -> None:
    """A recording in which nobody is seen."""
    landmark_recording.save(path, (Pose.nobody(i / 10, (640, 360)) for i in range(20)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two recordings of nobody, under names of the two halves."""
    rows = []
    for name, exercise in {"hip-bridge-1": "hip-bridge", "squat-1": "none (squat)"}.items():
        nobody(tmp_path / f"{name}.npz")
        rows.append(ROW | {"file": f"{name}.npz", "exercise": exercise})
    lines = ["\t".join(ROW), *("\t".join(row.values()) for row in rows)]
    (tmp_path / "labels.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    return tmp_path


def test_the_command_prints_a_page_and_writes_json(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recordings.main([str(folder), "--json", str(folder / "found.json")])
    page = capsys.readouterr()
    assert "2/2 squat-1" in page.err
    assert "| hip-bridge-1 | hip-bridge | 4 | 0 **MISS** |" in page.out
    found = json.loads((folder / "found.json").read_text("utf-8"))
    assert set(found["goals"]) == {"half_a", "half_b", "both"}
    one = found["recordings"]["hip-bridge-1"]
    assert (one["own"]["count"], len(one["others"])) == (0, others.OTHERS)
    assert one["named"] == {"likely": [], "sure": False, "error": None}


def test_a_half_and_the_own_exercise_alone_can_be_asked_for(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recordings.main([str(folder), "--half", "half_b", "--quick"])
    page = capsys.readouterr().out
    assert "squat-1" in page
    assert "hip-bridge-1" not in page
    assert "must not count" not in page


def test_a_recording_in_no_half_is_refused(folder: Path) -> None:
    text = (folder / "labels.tsv").read_text("utf-8")
    (folder / "labels.tsv").write_text(text.replace("squat-1", "squat-99"), "utf-8")
    with pytest.raises(ValueError, match=r"in no half.*squat-99"):
        measure.run(folder, say=str)


def test_a_crash_is_counted_and_does_not_end_the_measurement() -> None:
    exercise = Catalogue().get("hip-bridge")
    broken = Pose(1.0, np.zeros((3, 5)), np.zeros((3, 3)), (640, 360))
    seen = measure.seen([broken], exercise)
    assert seen.error
    assert replace(measured(), own=seen).crashes == [f"made-up-1 as hip-bridge: {seen.error}"]
