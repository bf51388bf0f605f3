"""Signals and checks as an exercise file writes them.

The keys of a signal or a check are the keyword parameters of its function. Their models are made
from the functions' signatures, so that keys and parameters cannot differ.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, create_model

from posecheck.exercise.spec import checks
from posecheck.motion import signals

Text = Annotated[str, Field(min_length=1)]


class Strict(BaseModel):
    """Unknown keys are refused, nan and infinite numbers too; nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


def _model_of(use: str, function: Callable[..., Any], base: type[BaseModel]) -> type[BaseModel]:
    """A model whose keys are the function's keyword parameters."""
    hints = get_type_hints(function, include_extras=True)
    fields: dict[str, Any] = {
        name: (hints[name], ... if p.default is inspect.Parameter.empty else p.default)
        for name, p in inspect.signature(function).parameters.items()
        if p.kind is inspect.Parameter.KEYWORD_ONLY
    }
    fields["use"] = (Literal[use], ...)
    return create_model(use, __base__=base, **fields)


class FromRest(Strict):
    """How far another signal is from its value in the person's own start posture.

    Resting angles belong to the person, not to the exercise: before a bridge, the hips of real
    people rest at 120-148°. `moves` says in which direction the exercise leads away from rest.
    """

    use: Literal["from_rest"]
    of: str
    """A signal read from the body, or a difference."""
    moves: Literal["up", "down", "both"] = "both"


class Difference(Strict):
    """One signal minus another of the same unit: how far a head is turned beyond the shoulders."""

    use: Literal["difference"]
    of: str
    minus: str


_SIGNAL_MODELS = [_model_of(use, kind.function, Strict) for use, kind in signals.KINDS.items()]


class CheckBase(Strict):
    """The keys of every check besides its own parameters."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    during: Text
    say: Text
    because: Text


class SignalCheckBase(CheckBase):
    """A check that reads a signal."""

    signal: Text
    view_within_deg: Annotated[float, Field(gt=0, le=90)] = 30.0
    """How far the camera may be from the view that is asked for. Beyond that the check is not
    judged, and counting goes on. A bridge's hip angle is wrong by up to 8 degrees at 30."""


class DurationCheckBase(CheckBase):
    """A check of how long something lasts."""

    aim_s: Annotated[float, Field(gt=0)] | None = None
    """The calm duration that is said, beside the limit, to whoever was too fast. It is more than
    `at_least_s`. Without it the limit alone is said."""


_CHECK_MODELS = [
    _model_of(use, kind.function, SignalCheckBase if kind.reads_signal else DurationCheckBase)
    for use, kind in checks.KINDS.items()
]


def _union(models: list[type[BaseModel]]) -> Any:
    """One of the models, chosen by the key `use`."""
    joined: Any = models[0]
    for model in models[1:]:
        joined = joined | model
    return Annotated[joined, Field(discriminator="use")]


def check_of(*, use: str, **keys: Any) -> Any:
    """The check that an exercise file with these keys would have.

    Raises pydantic's ValidationError for keys that a file may not have.
    """
    return next(m for m in _CHECK_MODELS if m.__name__ == use).model_validate(keys | {"use": use})


AnySignal: Any = _union([*_SIGNAL_MODELS, Difference, FromRest])
AnyCheck: Any = _union(_CHECK_MODELS)


def parameters(spec: BaseModel) -> dict[str, Any]:
    """The keyword arguments that a signal's or check's own function takes."""
    own: Mapping[str, Any] = spec.model_dump(exclude_none=True)
    bases = (SignalCheckBase, DurationCheckBase) if isinstance(spec, CheckBase) else ()
    shared = {"use", *(key for base in bases for key in base.model_fields)}
    return {key: value for key, value in own.items() if key not in shared}
