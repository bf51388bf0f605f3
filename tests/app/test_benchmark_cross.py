"""Tables over many clips, from results made by hand."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import pytest

from posecheck.app.benchmark import cross, show
from posecheck.app.benchmark.run import AsOther, Cost, Result
from posecheck.app.benchmark.score import AngleError, Score
from posecheck.provenance import Likeness
from posecheck.records import Report, Verdict

REPORT = Report(
    exercise="plank", title="", source="", duration_s=20.0, frames=600, found_share=1.0,
    partial=False, verdict=Verdict.GOOD, count=0, count_left=0, count_right=0, halves=0,
    reps=(), holds=(), findings=(), not_judged=(), remarks=(), limits=(),
)  # fmt: skip
GOOD = Score(
    exercise="plank", clip="good", judgeable=True, reps=(2, 2), sides_right=True, halves=(0, 0),
    holds=(1, 1), hold_error_s=0.1, found=1, planted=1, false_alarms=(), missed=(), refused=False,
    angles=(AngleError("line_deg", 1.0, 0.5, 100),),
)  # fmt: skip


def result(
    exercise: str, *, counted: dict[str, int], named: list[str], near: int = 1, **alike: str
) -> Result:
    others = tuple(AsOther(i, n, 0, 0) for i, n in counted.items())
    likely = tuple(Likeness(one, one.title(), 0.9) for one in named)
    return Result(replace(GOOD, exercise=exercise), REPORT, Cost(), others, likely, near, alike)


OWN = result("plank", counted={"bridge": 0, "plank": 3}, named=["plank"])
FOREIGN = result("bridge", counted={"bridge": 2, "plank": 1}, named=["plank"])
ASKED = result("bridge", counted={"bridge": 2, "plank": 0}, named=["plank", "bridge"], near=2)
BEHIND = replace(ASKED, near=1)


def test_only_what_is_counted_off_the_diagonal_is_foreign() -> None:
    """A clip's own exercise is no mistake."""
    found = [(r.score.exercise, other.exercise) for r, other in cross.foreign([OWN, FOREIGN])]
    assert found == [("bridge", "plank")]


@pytest.mark.parametrize(
    ("one", "wrong"),
    [
        pytest.param(OWN, False, id="named"),
        pytest.param(FOREIGN, True, id="another named"),
        pytest.param(ASKED, False, id="asked about, too"),
        pytest.param(BEHIND, True, id="another named, the right one far behind"),
    ],
)
def test_a_clip_is_mistaken_when_it_is_not_among_what_is_offered(
    one: Result, *, wrong: bool
) -> None:
    """Where `auto` asks, the right one has to be among its guesses."""
    assert bool(cross.mistaken([one])) is wrong


def test_the_summary_adds_up() -> None:
    """Three clips, three foreign pairs looked at, one counted; one named, one asked about."""
    text = cross.summary([OWN, FOREIGN, ASKED])
    assert "something counted in 1 of 3 pairs" in text
    assert "names 1 rightly and asks about 1 more" in text


def test_a_benchmark_that_was_not_crossed_says_nothing_about_it() -> None:
    """No table of nothing."""
    assert cross.summary([replace(OWN, others=())]) == ""


def test_the_matrix_has_a_row_for_each_clip_and_a_column_for_each_exercise() -> None:
    """Counts in their cells, nothing for 0, and every pair off the diagonal by name."""
    text = cross.markdown([OWN, FOREIGN])
    assert "| nr | clip | 1 | 2 |" in text
    assert "| 2 | plank/good |  | 3 |" in text
    assert "| 1 | bridge/good | 2 | 1 |" in text
    assert "- bridge/good as plank: 1. NO REASON KNOWN" in text
    assert "| bridge/good | plank 90% | yes | - | MISS |" in text


def test_a_pair_with_a_reason_is_listed_with_it() -> None:
    """The exercise's own file says why."""
    known = result(
        "bridge", counted={"bridge": 2, "plank": 1}, named=["bridge"], plank="It ends so."
    )
    assert "- bridge/good as plank: 1. It ends so." in cross.markdown([known])


def test_an_exercise_s_line_adds_up_its_clips_and_names_the_bad_ones() -> None:
    """Sums of counts and faults, the worst hold and the worst angle."""
    bad = replace(
        GOOD, clip="bad", reps=(1, 2), hold_error_s=0.25, found=1, planted=2, missed=("sag",),
        false_alarms=("pike",), angles=(AngleError("line_deg", 4.0, -4.0, 100),),
    )  # fmt: skip
    line = show.together("plank", [GOOD, bad])
    assert line == (
        "plank", "3/4", "0/0", "2/2", "0.25 s", "2/3", "1", "4.0° (-4.0)", "MISS bad",
    )  # fmt: skip
    assert "missing" in show.together("plank", [replace(GOOD, hold_error_s=inf)])


def test_counts_on_the_wrong_side_are_no_exact_count() -> None:
    """Two for the left are not one for each."""
    assert not replace(GOOD, sides_right=False).ok
    assert "0 of 1 clips counted exactly" in show.total([replace(GOOD, sides_right=False)])


def test_recall_and_precision_are_shares_of_all_clips() -> None:
    """Three of four found, one false alarm: 0.750 both."""
    scores = [replace(GOOD, found=3, planted=4, missed=("sag",), false_alarms=("pike",))]
    assert "recall 0.750" in show.total(scores)
    assert "precision 0.750" in show.total(scores)
