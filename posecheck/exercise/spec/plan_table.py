"""What an exercise file says for plans: where it helps, what it needs, and who should ask first."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from posecheck.exercise.spec.models import Strict, Text
from posecheck.exercise.spec.plan_words import Aim, Area, Demand, Effort, Need, Trouble
from posecheck.exercise.spec.tables import Dose


class Caution(Strict):
    """Who should ask a doctor or physical therapist before this exercise.

    A plan leaves the exercise out for people with any trouble of `ask_with`. `unless` names
    something at hand with which it may be done all the same.
    """

    ask_with: Annotated[list[Trouble], Field(min_length=1)]
    unless: Need | None = None
    because: Text


class PlanTable(Strict):
    """What a plan needs to know of an exercise.

    `begin` and `goal` are the doses from which and to which a plan grows, where they are not those
    that follow from `[dose]`; their notes say why.
    """

    areas: Annotated[list[Area], Field(min_length=1)]
    aim: Aim
    effort: Effort = "light"
    needs: list[Need] = []
    demands: list[Demand] = []
    because: Text
    """Where areas and aim come from."""
    cautions: list[Caution] = []
    begin: Dose | None = None
    goal: Dose | None = None
