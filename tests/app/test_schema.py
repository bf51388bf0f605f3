"""The JSON Schema that editors read."""

from __future__ import annotations

from pathlib import Path

from posecheck.app.exercises import schema

DOC = Path(__file__).parents[2] / "docs" / "exercise.schema.json"


def test_the_schema_in_the_docs_is_the_one_that_files_are_checked_with() -> None:
    """`posecheck exercises --schema > docs/exercise.schema.json` brings it up to date."""
    assert DOC.read_text(encoding="utf-8") == schema()


def test_the_schema_names_every_kind_of_signal_and_check() -> None:
    """Otherwise an editor would offer nothing, or refuse what posecheck takes."""
    from posecheck.exercise.spec import checks
    from posecheck.motion import signals

    text = schema()
    assert all(f'"{use}"' in text for use in (*signals.KINDS, *checks.KINDS))
