"""The words of plans: areas, aims, needs, demands, troubles. Light, for the command line."""

from __future__ import annotations

from typing import Literal

Area = Literal["lower-back", "upper-back", "neck"]
"""Where it hurts, and so what an exercise is for."""

Aim = Literal["rest", "stretch", "move", "strengthen"]
"""What an exercise does there. On a bad day only those that do not strengthen are asked for."""

Effort = Literal["light", "medium", "heavy"]
"""How hard an exercise is. The sources do not say: it is our own rating, by how much of the body is
carried against its weight. A sore day leaves out the heavy ones, a bad day all but the light
ones."""

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

Feeling = Literal["good", "sore", "bad"]
"""How it is today, as the person says."""
