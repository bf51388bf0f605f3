"""What the page sends with a request, as JSON: everything else is refused, with the reason."""

from __future__ import annotations

from typing import Annotated, Final, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request

from posecheck.app.web.uploads import RefusedError
from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.personal.answers import Minutes
from posecheck.exercise.spec.plan_words import Area, Demand, Feeling, Need, Trouble

MOST_BODY: Final = 10_000
"""The longest body of a request that is no upload, bytes. All answers to all questions are 600."""

Word = Annotated[str, Field(max_length=80)]
Some = Field(max_length=40)
"""A list with more words than any question has is no answer."""


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class NewPerson(_Asked):
    """A person is to be made."""

    name: Word


class Answered(_Asked):
    """The answers for plans; with `routine`, the ready session to follow, or None for none."""

    areas: Annotated[list[Area], Some] | None = None
    troubles: Annotated[list[Trouble], Some] | None = None
    forbidden: Annotated[list[Demand], Some] | None = None
    at_hand: Annotated[list[Need], Some] | None = None
    minutes: Annotated[Minutes, Field(strict=False)] | None = None
    routine: Word | None = None


class OneExercise(_Asked):
    """What is to become of one exercise of a plan, from today on."""

    do: Literal["put-back", "leave-out", "agreed"]
    exercise: Word


class OfToday(_Asked):
    """What the address of a plan says."""

    person: Word
    lang: Word | None = None
    feels: Feeling = "good"


Form = TypeVar("Form", bound=_Asked)


async def body(request: Request, form: type[Form]) -> Form:
    """What a request sends. Raises RefusedError (413) and PosecheckError (USAGE)."""
    found = bytearray()
    async for part in request.stream():
        found += part
        if len(found) > MOST_BODY:
            raise RefusedError(413, "too-much")
    try:
        return form.model_validate_json(bytes(found))
    except ValidationError as error:
        raise _wrong(error) from error


def of_address(request: Request, form: type[Form]) -> Form:
    """What the end of an address says. Raises PosecheckError (USAGE)."""
    said = {key: value for key, value in request.query_params.items() if value}
    try:
        return form.model_validate(said)
    except ValidationError as error:
        raise _wrong(error) from error


def _wrong(error: ValidationError) -> PosecheckError:
    first = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(map(str, first["loc"])) or "the request"
    return PosecheckError(
        f"{where}: {first['msg']}", remedy="Load the page again.", code=ExitCode.USAGE
    )
