"""posecheck watches back-care exercises and says how they went.

In a program or a notebook:

    from posecheck import analyze
    report = analyze("bridge.mp4", "hip-bridge")
    report.count, report.verdict
    report.to_dataframe()
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from posecheck.records import Report

__version__ = "0.1.0"

__all__ = ["__version__", "analyze"]


def analyze(
    source: str | Path,
    exercise: str = "auto",
    *,
    profile: str | None = None,
    language: str = "en",
    offline: bool = False,
    catalog: str | Path | None = None,
) -> Report:
    """Counts, times and judges an exercise in a recording, and writes no file.

    source: a video, or a recording of landmarks (.npz). exercise: its id (`posecheck exercises`
    lists them), or "auto" to have it recognised. profile: the name of a person's profile, whose
    limits are used, too. language: of the report's texts. offline: never fetches the pose model.
    catalog: a folder with other exercise files.

    The report is plain data: `posecheck.records.Report`; times are seconds since the first picture.
    Raises `posecheck.errors.PosecheckError`, which says what is wrong, where, and what to do.
    """
    from posecheck.app import notebook

    return notebook.analyze(
        source, exercise, profile=profile, language=language, offline=offline, catalog=catalog
    )
