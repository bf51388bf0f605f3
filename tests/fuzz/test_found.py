"""What fuzzing has found, and what lies beside it: each is refused, in words, quickly."""

from __future__ import annotations

import base64
import io
import json
import os
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import av
import numpy as np
import pytest

import posecheck
from fuzz import seeds
from fuzz.doors import session_files, videos
from fuzz.mutations import npz, zips
from fuzz.mutations.zips import Entry
from posecheck.app.batch import listing
from posecheck.app.exercise_words import Wording
from posecheck.app.live import recover
from posecheck.capture.opening import MOST_PIXELS
from posecheck.capture.video_reader import VideoReader
from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.spec import catalogue
from posecheck.files import npz_files, recognised, toml_files
from posecheck.pose import landmark_recording
from posecheck.report import json as reports
from posecheck.store import profiles, session_file
from posecheck.words.exercise_texts import translation

# ---- TOML ----

WRONG_TOML = {
    "lists in lists": (b"x = " + b"[" * 5000 + b"]" * 5000, "nested too deeply"),
    "lists in lists, which Python can read": (b"x = " + b"[" * 300 + b"]" * 300, "nested too deep"),
    "tables in tables": (b"[" + b".".join([b"a"] * 30) + b"]", "nested too deeply"),
    "a number of 5000 digits": (b"x = " + b"9" * 5000, "is not TOML"),
    "a key of 32768 parts": (b".".join([b"a"] * 32768) + b" = 1", "more than 32 parts"),
    "a key of quoted parts": (b" . ".join([b'"a.b"'] * 9000) + b" = 1", "more than 32 parts"),
    "too large": (b"#" * (toml_files.MOST_BYTES + 1), "too large"),
    "no UTF-8": (b"x = '\xff'", "cannot be read"),
}
each_toml = pytest.mark.parametrize(("data", "says"), WRONG_TOML.values(), ids=WRONG_TOML.keys())


@each_toml
def test_an_exercise_file_is_refused(data: bytes, says: str, tmp_path: Path) -> None:
    """Whatever TOML can say that no exercise file has."""
    path = tmp_path / "x.toml"
    path.write_bytes(data)
    with pytest.raises(PosecheckError, match=says) as caught:
        catalogue.load(path)
    assert caught.value.code is ExitCode.BAD_EXERCISE


@each_toml
def test_a_profile_is_refused(data: bytes, says: str, tmp_path: Path) -> None:
    """The same for profiles; and such a file is not taken for one of posecheck's own."""
    path = tmp_path / "x.toml"
    path.write_bytes(data)
    with pytest.raises(PosecheckError, match=says) as caught:
        profiles.read(path)
    assert caught.value.code is ExitCode.BAD_PROFILE
    assert not recognised.wrote(path)


@each_toml
def test_a_translation_is_refused(data: bytes, says: str, tmp_path: Path) -> None:
    """The same for translations."""
    (tmp_path / "de").mkdir()
    (tmp_path / "hip-bridge.toml").write_bytes(seeds.exercise_texts()["hip-bridge"])
    (tmp_path / "de" / "hip-bridge.toml").write_bytes(data)
    exercises = catalogue.Catalogue(tmp_path)
    with pytest.raises(PosecheckError, match=says) as caught:
        translation(exercises.get("hip-bridge"), "de", exercises)
    assert caught.value.code is ExitCode.BAD_EXERCISE


@pytest.mark.parametrize("text", ['a.b.c = "x.y"', f'x = "{"Go. " * 99}"', f"# {'a.' * 99}!\nx=1"])
def test_dots_in_texts_are_no_keys(text: str) -> None:
    """Sentences may have as many as they like; only in a comment a chain without spaces counts."""
    if text.startswith("#"):
        with pytest.raises(toml_files.TomlError):
            toml_files.content(text.encode())
    else:
        assert toml_files.content(text.encode())


# ---- recordings of landmarks ----


def entries() -> dict[str, Entry]:
    """A good recording, as the files in its archive."""
    arrays = seeds.arrays(12, 8.0, 4.0)
    return {key: Entry(f"{key}.npy", npz.npy(array)) for key, array in arrays.items()}


def refused(data: bytes, path: Path, says: str = "recording of landmarks") -> None:
    path.write_bytes(data)
    with pytest.raises(PosecheckError, match=says) as caught:
        landmark_recording.load(path)
    assert caught.value.code is ExitCode.BAD_SOURCE
    assert caught.value.where == str(path)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a recording is written."""
    return tmp_path / "x.npz"


def test_the_good_recording_is_taken(file: Path) -> None:
    """Else the tests below would say nothing."""
    file.write_bytes(zips.archive(list(entries().values())))
    assert len(landmark_recording.load(file)) == 12
    assert recognised.wrote(file)


@pytest.mark.parametrize("key", ["t_s", "image", "size", "people", "model"])
def test_what_is_no_array_is_refused(key: str, file: Path) -> None:
    """NumPy gives bytes for a file in the archive whose name does not end in .npy."""
    good = entries()
    good[key].name = key
    refused(zips.archive(list(good.values())), file, "no array")


@pytest.mark.parametrize("key", ["t_s", "image", "size"])
def test_bytes_in_place_of_an_array_are_refused(key: str, file: Path) -> None:
    """NumPy gives them as they are."""
    good = entries()
    good[key].data = b"no array"
    refused(zips.archive(list(good.values())), file)


def test_an_array_that_is_there_twice_is_refused(file: Path) -> None:
    """Which of both would count?"""
    good = entries()
    refused(zips.archive([*good.values(), good["t_s"]]), file, "twice")


@pytest.mark.parametrize("shape", ["(1000000000000,)", "(-12,)", "(" + "9" * 400 + ",)"])
def test_a_head_that_promises_more_is_refused(shape: str, file: Path) -> None:
    """No memory is taken for what the archive does not hold."""
    good = entries()
    head = f"{{'descr': '<f8', 'fortran_order': False, 'shape': {shape}, }}\n".encode()
    good["t_s"].data = b"\x93NUMPY\x01\x00" + struct.pack("<H", len(head)) + head + bytes(96)
    refused(zips.archive(list(good.values())), file)


def test_objects_are_never_unpickled(file: Path) -> None:
    """A file from elsewhere must not run code."""
    good = entries()
    good["x"] = Entry("x.npy", npz.npy(np.array([object], dtype=object)))
    refused(zips.archive(list(good.values())), file)


@pytest.mark.parametrize("name", ["image.npy", "x.npy"])
def test_a_bomb_is_refused_before_it_is_unpacked(
    name: str, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A megabyte that becomes more than a gigabyte, in an array that is needed, and in another."""
    good = entries()
    good["bomb"] = zips.bomb(name, npz.npy(np.zeros(3)), 72)
    monkeypatch.setattr(np.lib.format, "read_array", None)  # no array may be read
    refused(zips.archive(list(good.values())), file, "too large: 1208 MB")


def test_a_long_list_of_files_is_refused(file: Path) -> None:
    """Before Python reads it."""
    many = [Entry(f"{i:030}.npy", b"") for i in range(1200)]
    refused(zips.archive([*entries().values(), *many]), file, "too many files")
    assert not recognised.wrote(file)


def test_an_array_alone_is_refused(file: Path) -> None:
    """NumPy would give it without asking for its name."""
    refused(npz.npy(np.zeros(5)), file)


@pytest.mark.parametrize("model", [np.array(["a", "b"]), np.array(3), np.array("m" * 20_000)])
def test_a_model_is_one_short_text(model: np.ndarray, file: Path) -> None:
    """It goes into every report."""
    good = entries()
    good["model"].data = npz.npy(model)
    refused(zips.archive(list(good.values())), file, "model")


def test_three_hours_may_be_read() -> None:
    """The bound is no hindrance: 1.06 kB a picture at 30 a second."""
    assert npz_files.MOST_BYTES > 3 * 3600 * 30 * (33 * 8 * 4 + 8 + 1 + 4)


# ---- session files ----


def recovered(tmp_path: Path, *lines: bytes) -> None:
    """Gives the report of a session with these lines after a good beginning."""
    begin = json.dumps(session_files._good_lines()[0][0]).encode()
    path = tmp_path / session_files.NAME
    path.write_bytes(b"\n".join((begin, *lines)) + b"\n")
    recover.replayed(path, Wording(catalogue.Catalogue(), "en"))


def poses_line(data: bytes, size_px: object = (640, 480)) -> bytes:
    """A line of poses whose block unpacks to `data`."""
    block = base64.b64encode(zlib.compress(data)).decode()
    return json.dumps({"event": "poses", "size_px": size_px, "block": block}).encode()


def packed(t_s: float, value: float = 0.5, people: int = 1, light: float = 99.0) -> bytes:
    """One pose."""
    return struct.pack("<dbf264f", t_s, people, light, *[value] * 264)


def test_the_good_session_is_taken(tmp_path: Path) -> None:
    """Else the tests below would say nothing."""
    recovered(tmp_path, poses_line(packed(0.1)), b'{"event": "absent", "t_s": 1, "kind": "x"}')


WRONG_LINES = {
    "deeply nested": b'{"event":' * 100_000,
    "too long": b'{"event": "' + b"x" * session_file.MOST_LINE_LETTERS + b'"}',
    "a bomb": poses_line(bytes(session_file.MOST_BLOCK_BYTES + 1)),
    "a block that is cut off": json.dumps(
        {"event": "poses", "size_px": [9, 9], "block": base64.b64encode(b"\x78\x9c\x01").decode()}
    ).encode(),
    "an infinite time": poses_line(packed(float("inf"))),
    "an infinite landmark": poses_line(packed(0.1, value=float("inf"))),
    "fewer people than none": poses_line(packed(0.1, people=-2)),
    "an impossible light": poses_line(packed(0.1, light=-3.0)),
    "no size": poses_line(packed(0.1), size_px=[640]),
    "a size of 0": poses_line(packed(0.1), size_px=[0, 480]),
    "a size in text": poses_line(packed(0.1), size_px=["640", "480"]),
    "an absent time that is none": b'{"event": "absent", "t_s": Infinity, "kind": "x"}',
    "a time of 400 digits": b'{"event": "absent", "t_s": ' + b"9" * 400 + b', "kind": "x"}',
    "a time in text": b'{"event": "absent", "t_s": "1", "kind": "x"}',
    "a reason that is none": b'{"event": "absent", "t_s": 1, "kind": []}',
}


@pytest.mark.parametrize("line", WRONG_LINES.values(), ids=WRONG_LINES.keys())
def test_a_damaged_session_is_told(line: bytes, tmp_path: Path) -> None:
    """No traceback, and no gigabyte."""
    with pytest.raises(PosecheckError) as caught:
        recovered(tmp_path, line, b'{"event": "end", "t_s": 2}')
    assert caught.value.code is ExitCode.BAD_SOURCE


SIGNALLING = struct.pack("<I", 0x7F800001)
"""A NaN of which the processor tells when it is converted."""


def test_every_nan_is_a_nan(file: Path, tmp_path: Path) -> None:
    """No warning of NumPy reaches the user: tests make errors of them."""
    data = packed(0.1)
    recovered(tmp_path, poses_line(data[:13] + SIGNALLING + data[17:]))
    good = entries()
    image = good["image"].data
    good["image"].data = image[:-4] + SIGNALLING
    file.write_bytes(zips.archive(list(good.values())))
    poses = list(landmark_recording.load(file).poses())
    assert np.isnan(poses[-1].image[-1, -1])


# ---- lists, reports ----


def test_a_row_without_a_path_is_told(tmp_path: Path) -> None:
    """Where the path is not the first column, a row that is too short has none."""
    path = tmp_path / "list.csv"
    path.write_text("exercise,path\nplank\n")
    with pytest.raises(PosecheckError, match="no path") as caught:
        listing.read(path)
    assert caught.value.where == f"{path}:2"


def test_a_list_that_is_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not read to its end first."""
    monkeypatch.setattr(listing, "MOST_BYTES", 100)
    path = tmp_path / "list.csv"
    path.write_text("path\n" + "a.mp4\n" * 30)
    with pytest.raises(PosecheckError, match="too large"):
        listing.read(path)


@pytest.mark.parametrize(
    "data",
    [b"[" * 100_000, '{"schema": 1}'.encode("utf-16"), b"\xff", b'{"schema": []}'],
    ids=["deeply nested", "UTF-16", "no text", "no schema"],
)
def test_what_is_no_report_is_told(data: bytes, tmp_path: Path) -> None:
    """Also what Python's JSON would take."""
    path = tmp_path / "x.report.json"
    path.write_bytes(data)
    with pytest.raises(PosecheckError) as caught:
        reports.read(path)
    assert caught.value.code is ExitCode.BAD_SOURCE


def test_a_report_that_is_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not read to its end first."""
    monkeypatch.setattr(reports, "MOST_BYTES", 100)
    path = tmp_path / "x.report.json"
    path.write_bytes(b" " * 200)
    with pytest.raises(PosecheckError, match="too large"):
        reports.read(path)


# ---- videos ----


def test_pictures_in_an_unknown_form_are_told(tmp_path: Path) -> None:
    """FFmpeg opens the file, and knows no decoder for it."""
    path = tmp_path / "x.mp4"
    data = next(data for kind, data in videos.videos().items() if kind.codec == "libx264")
    path.write_bytes(data.replace(b"avc1", b"zzzz"))
    with pytest.raises(PosecheckError, match="cannot be decoded") as caught:
        VideoReader(path)
    assert caught.value.code is ExitCode.BAD_SOURCE


def test_pictures_that_claim_to_be_enormous_are_refused(tmp_path: Path) -> None:
    """A JPEG of a few bytes that says it is 16384 pixels wide and high."""
    kind = next(kind for kind in videos.KINDS if kind.container == "mjpeg")
    data = videos.videos()[kind]
    said, claimed = struct.pack(">HH", 48, 64), struct.pack(">HH", 16384, 16384)
    path = tmp_path / "x.mjpeg"
    path.write_bytes(data.replace(b"\x08" + said, b"\x08" + claimed))
    with pytest.raises(PosecheckError, match=r"too large|no picture can be read"):
        VideoReader(path)


def test_a_damaged_film_of_hevc_ends() -> None:
    """Decoded by threads for whole pictures, it never did."""
    file = Path(__file__).parent / "damaged_hevc.mp4"
    read = "import sys; from pathlib import Path; from posecheck.capture.video_reader import *; "
    read += "print(sum(1 for _ in VideoReader(Path(sys.argv[1]))))"
    command = [sys.executable, "-c", read, str(file)]
    environment = {**os.environ, "PYTHONPATH": str(Path(posecheck.__file__).parent.parent)}
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=60, check=True, env=environment
    )
    assert int(done.stdout) >= 1


def test_pictures_of_8k_may_be_read() -> None:
    """The bound is no hindrance: phones and cameras go to 8192 x 4320."""
    assert MOST_PIXELS >= 8192 * 4320


def test_a_picture_above_the_bound_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A whole picture this time, larger than a bound that is low."""
    monkeypatch.setattr("posecheck.capture.opening.MOST_PIXELS", 1000)
    path = tmp_path / "x.mp4"
    path.write_bytes(next(iter(videos.videos().values())))
    with pytest.raises(PosecheckError, match=r"too large \(64 x 48\)"):
        VideoReader(path)


def test_the_decoder_itself_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For pictures that become larger in the middle, which the container does not say."""
    monkeypatch.setattr("posecheck.capture.opening.LIMITS", {"max_pixels": "1000"})
    path = tmp_path / "x.avi"
    stream = io.BytesIO()
    with av.open(stream, "w", format="avi") as container:
        film = container.add_stream("mjpeg", rate=10)
        film.width, film.height, film.pix_fmt = 64, 48, "yuvj420p"
        container.mux(film.encode(av.VideoFrame(64, 48, "yuvj420p")))
        container.mux(film.encode(None))
    path.write_bytes(stream.getvalue())
    with pytest.raises(PosecheckError, match="no picture can be read"):
        VideoReader(path)
