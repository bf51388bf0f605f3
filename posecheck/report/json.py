"""Reports and updates as JSON, and back without loss.

The keys are the fields of `records.Report` and `records.Update`. A missing number is null; NaN and
infinity never appear.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from posecheck.errors import ExitCode, PosecheckError
from posecheck.provenance import Model
from posecheck.records import READABLE_SCHEMAS, REPORT_SCHEMA, Report, Update


@cache
def _reports() -> TypeAdapter[Report]:
    return TypeAdapter(Report)


@cache
def _updates() -> TypeAdapter[Update]:
    return TypeAdapter(Update)


@cache
def _models() -> TypeAdapter[Model]:
    return TypeAdapter(Model)


def dump(report: Report, *, indent: int | None = 2) -> str:
    """A report as JSON text."""
    return _reports().dump_json(report, indent=indent).decode()


def dump_all(reports: list[Report]) -> str:
    """Several reports as one JSON list."""
    return TypeAdapter(list[Report]).dump_json(reports, indent=2).decode()


def load(text: str, *, where: str | None = None) -> Report:
    """The report that `dump` wrote; errors name `where` as its file.

    Raises PosecheckError (BAD_SOURCE) for a text that is no report, or a report of a schema that is
    not among READABLE_SCHEMAS.
    """
    schema = _schema(text)
    if schema not in READABLE_SCHEMAS:
        readable = " or ".join(map(str, READABLE_SCHEMAS))
        raise PosecheckError(
            f"not a posecheck report of schema {readable} (its schema: {schema})",
            where=where,
            remedy="Analyse the recording again with this version.",
            code=ExitCode.BAD_SOURCE,
        )
    try:
        return _reports().validate_json(text)
    except ValidationError as error:
        raise _refusal(error, where) from error


def schema() -> dict[str, Any]:
    """What `dump` writes, as JSON Schema (draft 2020-12). docs/report-format.md has the rules."""
    found = _reports().json_schema(mode="serialization")
    found["properties"]["schema"] = {"const": REPORT_SCHEMA, "title": "Schema"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"posecheck report, schema {REPORT_SCHEMA}",
        **{key: value for key, value in found.items() if key != "title"},
    }


def dump_update(update: Update) -> str:
    """An update as one line of JSON."""
    return _updates().dump_json(update).decode()


def load_update(text: str) -> Update:
    """The update that `dump_update` wrote. Raises pydantic's ValidationError for other text."""
    return _updates().validate_json(text)


def dump_model(model: Model) -> str:
    """A model as the text that a recording of landmarks carries."""
    return _models().dump_json(model).decode()


def load_model(text: str) -> Model:
    """The model that `dump_model` wrote; any other text is taken as the model's name."""
    try:
        return _models().validate_json(text)
    except ValidationError:
        return Model(name=text, library="unknown")


def _schema(text: str) -> Any:
    """The schema that a JSON text says it has; None where it says none."""
    try:
        raw = json.loads(text)
    except ValueError:
        return None
    return raw.get("schema") if isinstance(raw, dict) else None


def _refusal(error: ValidationError, where: str | None) -> PosecheckError:
    first = error.errors()[0]
    field = ".".join(str(key) for key in first["loc"])
    return PosecheckError(
        f"{field}: {first['msg']}",
        where=where,
        remedy="Analyse the recording again with this version.",
        code=ExitCode.BAD_SOURCE,
    )
