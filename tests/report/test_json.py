"""Reports and updates turn into JSON and back without loss."""

from __future__ import annotations

import json as plain_json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from posecheck.errors import ExitCode, PosecheckError
from posecheck.records import REPORT_SCHEMA, Report, Update
from posecheck.report import json

st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))

big = settings(
    max_examples=30,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
"""A whole report is a lot to invent, above all on a busy machine."""

reports = st.builds(Report, schema=st.just(REPORT_SCHEMA))


@big
@given(reports)
def test_a_report_survives_json(report: Report) -> None:
    """Whatever a report holds, reading what was written gives an equal one."""
    assert json.load(json.dump(report)) == report


@big
@given(st.from_type(Update))
def test_an_update_survives_json(update: Update) -> None:
    """Whatever an update holds, reading its line gives an equal one, and it is one line."""
    text = json.dump_update(update)
    assert json.load_update(text) == update
    assert "\n" not in text


def test_several_reports_are_one_json_list(bridges: Report, plank: Report) -> None:
    """Each element of the list is the JSON of that report alone."""
    listed = plain_json.loads(json.dump_all([bridges, plank]))
    assert listed == [plain_json.loads(json.dump(report)) for report in (bridges, plank)]


@pytest.mark.parametrize("missing", [float("nan"), float("inf"), None])
def test_json_never_has_nan(update: Update, missing: float | None) -> None:
    """NaN and infinity are no JSON: they become null, as None does."""

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} in JSON")

    text = json.dump_update(replace(update, signals={"hip_deg": missing}))
    assert plain_json.loads(text, parse_constant=refuse)["signals"] == {"hip_deg": None}


def test_verdicts_and_reasons_are_words(bridges: Report, plank: Report) -> None:
    """A reader of the JSON finds words, not numbers of an enumeration."""
    assert plain_json.loads(json.dump(bridges))["verdict"] == "fault"
    assert plain_json.loads(json.dump(plank))["holds"][0]["ended"] == "left"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("{", id="cut off"),
        pytest.param("[]", id="another kind of JSON"),
        pytest.param('{"schema": 99}', id="a later schema"),
        pytest.param(f'{{"schema": {REPORT_SCHEMA}}}', id="keys missing"),
    ],
)
def test_what_is_not_a_report_is_refused_by_name(text: str) -> None:
    """The error names the file and has the exit code of unreadable sources."""
    with pytest.raises(PosecheckError, match=r"x\.report\.json") as caught:
        json.load(text, where="x.report.json")
    assert caught.value.code is ExitCode.BAD_SOURCE


def test_a_report_of_another_schema_is_refused(bridges: Report) -> None:
    """Even where all its keys look right: their meaning has changed."""
    text = json.dump(replace(bridges, schema=REPORT_SCHEMA + 1))
    with pytest.raises(PosecheckError, match=f"schema: {REPORT_SCHEMA + 1}"):
        json.load(text)


def test_a_report_of_schema_2_is_still_read(bridges: Report) -> None:
    """It has no dose. Its "good" said less than that of today, and its schema tells so."""
    old = plain_json.loads(json.dump(replace(bridges, schema=2)))
    del old["dose"]
    assert json.load(plain_json.dumps(old)) == replace(bridges, schema=2)
