"""What an exercise file says for plans: where it helps, what it needs, and who should ask first."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from posecheck.exercise.spec.models import Strict, Text
from posecheck.exercise.spec.tables import Dose

Area = Literal["lower-back", "upper-back", "neck"]
"""Where it hurts, and so what an exercise is for."""

Aim = Literal["rest", "stretch", "move", "strengthen"]
"""What an exercise does there. On a bad day only those that do not strengthen are asked for."""

Effort = Literal["light", "medium", "heavy"]
"""How hard an exercise is. The sources do not say: it is our own rating, by how much of the body is
carried against its weight. A sore day leaves out the heavy ones, a bad day all but the light ones."""

Need = Literal["floor", "chair", "roller", "wall"]
"""What has to be at hand. `floor`: room to lie or sit down, best on a mat."""

Demand = Literal[
    "twisting",
    "bending-forward",
    "bending-backward",
    "lying-face-down",
    "hands-and-knees",
    "kneeling",
    "arms-overhead",
    "turning-the-head",
    "standing-on-one-leg",
]
"""What the body has to do in an exercise, and what a doctor may have forbidden."""

Trouble = Literal[
    "disc-trouble",
    "spinal-arthritis",
    "facet-joint-pain",
    "osteoporosis",
    "sciatic-pain",
    "neck-trouble",
    "shoulder-trouble",
    "wrist-trouble",
    "hip-trouble",
    "knee-trouble",
    "groin-injury",
    "dizziness",
    "unsteadiness",
]
"""What a person may have, and the sources or exercises warn of."""


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
