"""What the page may ask for over the WebSocket: everything else is refused, with the reason."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from posecheck.exercise.spec.plan_words import Feeling

MOST_CHARACTERS = 4000
"""The longest order: an order has a few short values."""

Word = Annotated[str, Field(max_length=80)]


class _Order(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Begin(_Order):
    """Begin a session. Sets, repetitions and hold are those of the exercise where they are None.

    voice: who speaks: the browser, this machine, or nobody.
    """

    do: Literal["begin"]
    exercise: Word
    lang: Word | None = None
    person: Word | None = None
    sets: Annotated[int, Field(ge=1, le=20)] | None = None
    reps: Annotated[int, Field(ge=1, le=200)] | None = None
    hold_s: Annotated[float, Field(ge=0.5, le=3600, strict=False)] | None = None
    voice: Literal["browser", "machine", "off"] = "browser"
    camera: Word = ""


class BeginPlan(_Order):
    """Begin to go through the plan of a person for today. `feels`: how it is today."""

    do: Literal["plan"]
    person: Word
    lang: Word | None = None
    feels: Feeling = "good"
    voice: Literal["browser", "machine", "off"] = "browser"
    camera: Word = ""


class Command(_Order):
    """What a key or a button asks the trainer for."""

    do: Literal["command"]
    command: Literal["pause", "finish", "hurts", "skip", "swap", "lite"]


class Painted(_Order):
    """The page has drawn the skeleton of a picture, so long after it was taken."""

    do: Literal["painted"]
    picture: Annotated[int, Field(ge=0)]
    latency_ms: Annotated[float, Field(ge=0, le=60_000, strict=False)]


class Here(_Order):
    """This tab wants the session that another tab has, or goes on with one after a reload."""

    do: Literal["here"]


Order = Begin | BeginPlan | Command | Painted | Here

_ORDERS: TypeAdapter[Order] = TypeAdapter(Annotated[Order, Field(discriminator="do")])


def order(text: str) -> Order:
    """The order in a message. Raises ValueError, with what is wrong, for anything else."""
    if len(text) > MOST_CHARACTERS:
        raise ValueError("too long")
    try:
        return _ORDERS.validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise ValueError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from None
