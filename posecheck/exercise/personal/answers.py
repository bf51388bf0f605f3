"""What a person answered once for all plans: part of their profile."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from posecheck.exercise.spec.models import Strict, Text
from posecheck.exercise.spec.plan_words import Area, Demand, Need, Trouble
from posecheck.exercise.spec.tables import Id

USUAL_MINUTES = 15.0
"""How long a plan is where nobody says: short enough for every day, and room for a few exercises.
The sources only ask to do it regularly. Our own choice."""

Minutes = Annotated[float, Field(ge=1, le=180)]
"""Nobody does exercises of this kind for more than three hours."""

Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
"""A day as YYYY-MM-DD, so that later ones sort after earlier ones."""


class Answers(Strict):
    """Where it hurts, what to be careful of, what is at hand.

    forbidden: what a doctor has forbidden. agreed: exercises to which a doctor or physical
    therapist agreed in spite of `troubles`. left_out: exercises that the person does not want.
    put_back: exercises that hurt once and were put back, each with the day on which that was done.
    One that hurts again on that day is taken out of it.
    routine: the routine to follow: an id, or the path of a file.
    """

    areas: Annotated[list[Area], Field(min_length=1)]
    troubles: list[Trouble] = []
    forbidden: list[Demand] = []
    at_hand: list[Need] = ["floor"]
    minutes: Minutes = USUAL_MINUTES
    routine: Text | None = None
    agreed: list[Id] = []
    left_out: list[Id] = []
    put_back: dict[Id, Day] = {}
