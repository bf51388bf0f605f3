"""What the report of a clip depends on, as SHA-256: a change of it means doing the clip again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import file_digest, sha256
from pathlib import Path

import posecheck
from posecheck.exercise.personal.profile import Profile
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.records import Report
from posecheck.store import profiles


@dataclass(frozen=True, slots=True)
class MadeFrom:
    """What a clip's report was made from.

    posecheck: version and SHA-256 of the code. exercise: the id that was given, or "auto".
    model: SHA-256 of the model file; None for landmarks. The rest are SHA-256, too; None where the
    report does not depend on it.
    """

    posecheck: str
    source: str
    exercise: str
    exercise_file: str | None
    catalogue: str | None
    language: str
    profile: str | None
    model: str | None
    rotate_deg: int = 0
    """The turn that was asked for."""


@cache
def code() -> str:
    """The version of posecheck, and the SHA-256 of its code and sentences.

    A version alone would not tell a developer's change.
    """
    package = Path(posecheck.__file__).parent
    files = [path for ending in ("py", "ftl") for path in package.rglob(f"*.{ending}")]
    return f"{posecheck.__version__}+{of_files(package, files)}"


def of_file(path: Path) -> str:
    """SHA-256 of a whole file; OSError where it cannot be read."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def of_files(folder: Path, paths: Iterable[Path]) -> str:
    """SHA-256 of the names (below a folder) and the contents of files, in any order."""
    lines = sorted(f"{path.relative_to(folder).as_posix()} {of_file(path)}" for path in paths)
    return sha256("\n".join(lines).encode("utf-8", "surrogateescape")).hexdigest()


def of_exercise(catalogue: Catalogue, exercise: str, language: str) -> str:
    """SHA-256 of an exercise's file, and of its translation where there is one."""
    places = [
        catalogue.folder / name for name in (f"{exercise}.toml", f"{language}/{exercise}.toml")
    ]
    return of_files(catalogue.folder, [path for path in places if path.is_file()])


def of_catalogue(catalogue: Catalogue, language: str) -> str:
    """SHA-256 of all exercises' files, and of their translations."""
    found = [*catalogue.folder.glob("*.toml"), *catalogue.folder.glob(f"{language}/*.toml")]
    return of_files(catalogue.folder, found)


def of_profile(profile: Profile | None) -> str | None:
    """SHA-256 of a profile's content."""
    return None if profile is None else sha256(profiles.text_of(profile).encode()).hexdigest()


def needs_catalogue(exercise: str, report: Report | None) -> bool:
    """Whether a report depends on all exercises.

    It does where the exercise was recognised, and where nothing was counted: then the report may
    say what the recording looks like instead.
    """
    from posecheck.app.auto import AUTO

    counted = report is not None and (report.holds or any(rep.complete for rep in report.reps))
    return exercise == AUTO or not counted
