"""Everything that is said besides the exercise files' own words: short, kind, one thing."""

from __future__ import annotations

from posecheck.exercise.spec.schema import Exercise

PAUSED = "Paused. Wave again to go on, or hold a hand up to finish. If it hurts, keep waving."
GET_READY = "Get ready."
GO_ON = "Going on."
ALL_DONE = "That was all. Well done."
WHILE_PAUSED = "You paused here."
SAID_HURT = "You said that it hurts."
NO_PICTURE = "No picture from the camera."
NOT_MEDICAL = "posecheck is not a medical device."
STOP_AT_PAIN = "Stop at once if it hurts."
KEYS = "Keys: space pauses, h says that it hurts, q finishes, f fills the screen."
GESTURES = "Wave at the camera to pause."

_NUMBERS = [
    "Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten",
    "Eleven", "Twelve", "Thirteen", "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen",
    "Nineteen", "Twenty",
]  # fmt: skip


def number(count: int) -> str:
    """A count as it is spoken.

    >>> number(3), number(21)
    ('Three', '21')
    """
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def greeting(exercise: Exercise) -> str:
    """What is said once, before anything else: its cautions, and what posecheck is not."""
    return " ".join([f"{exercise.title}.", *cautions(exercise), NOT_MEDICAL, GESTURES])


def cautions(exercise: Exercise) -> list[str]:
    """The exercise's own cautions; stopping at pain comes with every exercise."""
    found = list(exercise.cautions)
    if not any("hurts" in line or "pain" in line for line in found):
        found.insert(0, STOP_AT_PAIN)
    return found


def begin(exercise: Exercise) -> str:
    """The first word of a set: the leg that comes first."""
    return f"And {exercise.rep.phases[0].replace('-', ' ')}." if exercise.rep else "Begin."


def rest(set_number: int, rest_s: float) -> str:
    """After a set that is not the last."""
    return f"Set {set_number} done. Rest for {rest_s:.0f} seconds."


def hurt(exercise: Exercise) -> str:
    """When somebody said that it hurts: the rules that hold for all exercises."""
    medical = [line for line in exercise.cautions if "ask a doctor" in line.lower()]
    return " ".join([
        "Stop. Come out of it slowly and rest.",
        "Some effort is normal, pain is not.",
        *(medical[:1] or ["Ask a doctor or physical therapist before you do this one again."]),
    ])  # fmt: skip
