"""A made session, each number of which is known: three bridges, the third one a half repetition."""

from __future__ import annotations

import pytest

from posecheck.messages import ExerciseTexts, Message, Remark
from posecheck.records import (
    Finding,
    Hold,
    HoldEnd,
    NotJudged,
    Phase,
    Range,
    Rep,
    Report,
    Update,
    Verdict,
)
from posecheck.words.speech import Speech

SAG = Finding("sag", 9.0, 9.8, 152.0, 160.0, "°", rep=2)
HALF = Finding("half-range", 14.0, 14.2, 148.0, 160.0, "°", rep=3)

TEXTS = ExerciseTexts(
    "en",
    "Hip bridge",
    say={"sag": "Keep the hips up.", "half-range": "Lift higher."},
    because={"sag": "The hips are in line."},
)
"""What a made exercise file says."""


def make_rep(
    number: int, *, start_s: float, complete: bool = True, findings: tuple[Finding, ...] = ()
) -> Rep:
    """1.2 s up, 3.8 s held, 1.0 s down."""
    spans = (("lift", 0.0, 1.2), ("hold", 1.2, 5.0), ("lower", 5.0, 6.0))
    return Rep(
        number=number,
        start_s=start_s,
        end_s=start_s + 6.0,
        side=None,
        complete=complete,
        phases=tuple(Phase(name, start_s + a, start_s + b) for name, a, b in spans),
        ranges=(Range("hip_deg", "°", 131.7, 177.6),),
        verdict=Verdict.FAULT if findings else Verdict.GOOD,
        findings=findings,
    )


@pytest.fixture
def bridges() -> Report:
    """Two repetitions, the second with a fault, and a half repetition."""
    return Report(
        exercise="hip-bridge",
        title="Hip bridge",
        source="good.mp4",
        duration_s=24.0,
        frames=720,
        found_share=0.95,
        partial=False,
        verdict=Verdict.FAULT,
        count=2,
        count_left=0,
        count_right=0,
        halves=1,
        reps=(
            make_rep(1, start_s=1.0),
            make_rep(2, start_s=7.0, findings=(SAG,)),
            make_rep(3, start_s=13.0, complete=False, findings=(HALF,)),
        ),
        holds=(),
        findings=(SAG, HALF),
        not_judged=(NotJudged("knees", Message("unmeasured-dark"), 0.0, 24.0),),
        remarks=(Remark("far", 0.0, 2.0, blocks=False),),
        limits=(),
        texts=TEXTS,
    )


@pytest.fixture
def speech() -> Speech:
    """The English sentences about the made exercise."""
    return Speech(TEXTS)


@pytest.fixture
def plank() -> Report:
    """One hold of 13 s. It ended when the person came down. Nothing was wrong."""
    hold = Hold(
        number=1,
        zone="up",
        start_s=2.0,
        end_s=15.0,
        side=None,
        ended=HoldEnd.LEFT,
        ranges=(Range("line_deg", "°", -3.0, 6.0),),
        verdict=Verdict.GOOD,
    )
    return Report(
        exercise="plank",
        title="Plank",
        source="plank [1].mp4",
        duration_s=20.0,
        frames=600,
        found_share=1.0,
        partial=False,
        verdict=Verdict.GOOD,
        count=0,
        count_left=0,
        count_right=0,
        halves=0,
        reps=(),
        holds=(hold,),
        findings=(),
        not_judged=(),
        remarks=(),
        limits=(),
        texts=ExerciseTexts("en", "Plank"),
    )


@pytest.fixture
def update() -> Update:
    """The third second of a first hold."""
    return Update(
        t_s=3.0,
        seen=True,
        in_place=True,
        phase="hold",
        count=0,
        count_left=0,
        count_right=0,
        halves=0,
        hold_s=None,
        hold_target_s=4.0,
        signals={"hip_deg": 171.25, "knee_deg": None},
        chains=((12, 24, 26),),
        remark=None,
    )
