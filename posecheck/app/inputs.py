"""All files that a run reads: none of them is ever written."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from posecheck.app.sources import ModelChoice
from posecheck.exercise.personal.profile import Profile
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.pose.model_file import FILE_VARIABLE
from posecheck.store import profiles


def of_run(
    sources: Iterable[Path],
    *,
    model: ModelChoice | None = None,
    catalogue: Catalogue | None = None,
    profile: Profile | None = None,
) -> tuple[Path, ...]:
    """The sources, the user's own model file, the exercise files and the profile."""
    found = list(sources)
    variable = os.environ.get(FILE_VARIABLE)
    if model is not None and (own := model.explicit or variable):
        found.append(Path(own))
    if catalogue is not None:
        found += catalogue.folder.glob("*.toml")
        found += catalogue.folder.glob("*/*.toml")
    if profile is not None:
        found.append(profiles.path_of(profile.name))
    return tuple(found)
