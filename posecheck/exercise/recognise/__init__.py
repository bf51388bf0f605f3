"""Which exercise is this? Or none of them?

Two kinds of evidence have to agree. Every exercise follows the same poses; it explains the time
that its complete repetitions, or its holds, take up (`spans`). And the person's postures are
compared with examples of the exercise (`postures`, `examples`): whether they are its postures,
whether all of its movement is there, and whether there is movement that it does not have. A user's
own exercise has no examples; then its zones alone make it a guess, and the person is asked.

`Recogniser` is the way in, `answer` says what comes out, and `parts` finds several exercises in one
recording.
"""

from posecheck.exercise.recognise.answer import (
    CLEAR_LEAD,
    CONTAINS_LEAD,
    LEAST_FIT,
    MOST_SHOWN,
    OFFERED_FIT,
    SURE_FIT,
    Candidate,
    Part,
    Recognition,
)
from posecheck.exercise.recognise.recogniser import MOST_HZ, Recogniser, fit
from posecheck.exercise.recognise.spans import BRIDGED_S, FAULTY, explained

__all__ = [
    "BRIDGED_S",
    "CLEAR_LEAD",
    "CONTAINS_LEAD",
    "FAULTY",
    "LEAST_FIT",
    "MOST_HZ",
    "MOST_SHOWN",
    "OFFERED_FIT",
    "SURE_FIT",
    "Candidate",
    "Part",
    "Recogniser",
    "Recognition",
    "explained",
    "fit",
]
