"""The table [steadiness] of an exercise file."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from posecheck.exercise.spec.steadiness_table import FAULTS, SteadinessSpec
from posecheck.words.speech import Speech


def test_the_sentences_are_short() -> None:
    """They are said to somebody who lies on the floor."""
    for fault in FAULTS:
        assert 0 < len(Speech().say(fault).split()) <= 12


@pytest.mark.parametrize(
    "table",
    [{"off": ["shaking"]}, {"stop_s": 0.5}, {"not_during": ["hold"]}],
    ids=["switched off", "another limit", "a phase left out"],
)
def test_a_changed_value_needs_its_reason(table: dict[str, object]) -> None:
    """This is so for every limit."""
    with pytest.raises(ValidationError, match="because"):
        SteadinessSpec(**table)
    SteadinessSpec(**table, because="measured")


@pytest.mark.parametrize(
    "table",
    [{"off": ["jerky"]}, {"stop_s": -1}, {"suddenness": 1.0}, {"speed": 3}],
    ids=["no such fault", "negative", "a perfect movement would be sudden", "no such key"],
)
def test_what_makes_no_sense_is_refused(table: dict[str, object]) -> None:
    """It is refused when the file is read."""
    with pytest.raises(ValidationError):
        SteadinessSpec(**table, because="why not")
