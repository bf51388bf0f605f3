"""`from posecheck import analyze`: a recording in, its report out, no files, no questions."""

from __future__ import annotations

from pathlib import Path

from posecheck.app import one_recording
from posecheck.app import sources as opening
from posecheck.app.auto import AUTO
from posecheck.app.exercise_words import Wording
from posecheck.app.one_recording import Setting
from posecheck.app.outputs import Outputs
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.records import Report
from posecheck.store import profiles


def analyze(
    source: str | Path,
    exercise: str,
    *,
    profile: str | None,
    language: str,
    offline: bool,
    catalog: str | Path | None,
) -> Report:
    """See `posecheck.analyze`."""
    path = Path(source)
    catalogue = Catalogue(None if catalog is None else Path(catalog))
    choice = opening.ModelChoice("full", offline=offline)
    setting = Setting(
        exercise=None if exercise == AUTO else catalogue.get(exercise),
        catalogue=catalogue,
        open_source=opening.opener(choice, [path], reading=opening.reading()),
        wording=Wording(catalogue, language, note=lambda _text: None),
        profile=None if profile is None else profiles.load(profile),
    )
    outcome = one_recording.analyse(setting, path, Outputs())
    if outcome.error is not None:
        raise outcome.error
    assert outcome.report is not None
    return outcome.report
