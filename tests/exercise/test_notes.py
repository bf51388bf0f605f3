"""Notes: what is worth knowing and no fault."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from posecheck.exercise.personal.end_of_range import EndOfRange, targets
from posecheck.exercise.personal.notes import NoteTaker, pairs
from posecheck.exercise.personal.profile import Calibration, ComfortableRange, Rest
from posecheck.exercise.session import Session
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.messages import Note
from posecheck.records import Report, Side

EXERCISE = Catalogue().get("upper-trapezius-stretch")
(TILT,) = targets(EXERCISE)


def person(left: float, right: float) -> Calibration:
    """Somebody who comfortably tilts the head so far to each side."""
    ends: list[tuple[Side, float]] = [("left", left), ("right", right)]
    return Calibration(
        date="2026-01-31",
        posecheck="1",
        view="front",
        repetitions=6,
        ranges=[
            ComfortableRange(
                **TILT.model_dump(), side=side, comfortable=end, spread=1.0, repetitions=3
            )
            for side, end in ends
        ],
        rest={f"{side}_{TILT.signal}": Rest(value=0, noise=0.1) for side, _ in ends},
    )


@pytest.fixture
def notes_of(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[Note]]:
    """The notes on a session in which the head went so far to each side."""

    def make(own: Calibration, left: Sequence[float], right: Sequence[float]) -> list[Note]:
        sides: list[Side] = [*["left"] * len(left), *["right"] * len(right)]  # type: ignore[list-item]
        ends_of_range = [
            EndOfRange(TILT, rep, side, complete=True, value=value, start_s=rep, end_s=rep + 0.5)
            for rep, (side, value) in enumerate(zip(sides, [*left, *right], strict=True), 1)
        ]
        taker = NoteTaker(EXERCISE, own)
        monkeypatch.setattr(taker._tracker, "of", lambda _reps: ends_of_range)
        return list(taker.finish(empty()))

    return make


def empty() -> Report:
    """The report of a session without a picture."""
    return Session(EXERCISE).finish()


def test_a_side_that_lags_more_than_usual_is_noted(notes_of: Callable[..., list[Note]]) -> None:
    """The note has how much farther left goes now and usually. There is one for the session."""
    (note,) = notes_of(person(30, 28), [33, 34], [22, 23])
    assert (note.kind, note.value, note.usual, note.unit) == ("asymmetry", 11, 2, "°")
    assert note.farther == "left"
    assert (note.start_s, note.end_s) == (1, 4.5)


def test_the_other_side_is_named_when_it_is_ahead(notes_of: Callable[..., list[Note]]) -> None:
    """Usually left goes farther."""
    (note,) = notes_of(person(30, 28), [25, 25], [33, 34])
    assert note.farther == "right"


@pytest.mark.parametrize(
    ("left", "right"), [([30], [21]), ([28, 29], [19, 20]), ([30, 31], []), ([], [])]
)
def test_usual_differences_are_no_news(
    notes_of: Callable[..., list[Note]], left: list[float], right: list[float]
) -> None:
    """A session of one side alone has no note either."""
    assert not [n for n in notes_of(person(30, 21), left, right) if n.kind == "asymmetry"]


def test_signals_of_left_and_right_are_a_pair() -> None:
    """A repetition of knee-to-chest has both knees, each with a signal of its own."""
    exercise = Catalogue().get("knee-to-chest")
    ranges = [
        ComfortableRange(**far.model_dump(), comfortable=end, spread=1, repetitions=3)
        for far, end in zip(targets(exercise), (50, 58, 45), strict=True)
    ]
    own = Calibration(
        date="2026-01-31", posecheck="1", view="side", repetitions=3, ranges=ranges,
        rest={c.signal: Rest(value=170, noise=0) for c in ranges},
    )  # fmt: skip
    (pair,) = pairs(own)
    assert (pair.left.signal, pair.right.signal) == ("left_hip_deg", "right_hip_deg")
    assert pair.usual == -8, "a smaller angle is farther: right goes 8 degrees farther"


def test_half_repetitions_get_no_note() -> None:
    """They have a finding already."""
    taker = NoteTaker(EXERCISE, person(30, 30))
    half = EndOfRange(TILT, 1, "left", complete=False, value=9.0, start_s=0, end_s=1)
    taker._ends_of_range.append(half)
    assert taker.finish(empty()) == ()
    taker._ends_of_range.append(replace(half, rep=2, complete=True, value=19.0))
    assert [note.kind for note in taker.finish(empty())] == ["short-of-comfort"]
