"""`posecheck model`: shows where the pose model file is, and fetches it when it is missing."""

from __future__ import annotations

from posecheck.app import consoles
from posecheck.app.sources import ModelChoice, describe, ensure_model


def show(choice: ModelChoice) -> None:
    """Prints the file's path and fingerprint; raises PosecheckError (NO_MODEL)."""
    file = ensure_model(choice)
    console = consoles.results()
    console.print(str(file), soft_wrap=True, markup=False)
    found = describe(file)
    console.print(f"sha256 {found.sha256}, for {found.library}", soft_wrap=True)
