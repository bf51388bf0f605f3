"""Finding, checking and fetching the model file, without any network."""

from __future__ import annotations

import os
import threading
import zipfile
from collections.abc import Callable, Iterator
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from posecheck.errors import ExitCode, PosecheckError
from posecheck.pose import model_download, model_file, model_from_wheel, tflite_files
from posecheck.pose.estimator import Estimator
from posecheck.records import Frame

NETWORK = b"\0\0\0\0TFL3" + bytes(500)
GOOD = tflite_files.stored_zip([(part, NETWORK) for part in model_file.PARTS])
OFFLINE = os.environ.get(model_file.OFFLINE_VARIABLE)
PIP_AS_SET_UP = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
OUT_OF_REACH = "http://127.0.0.1:9/model_file.task"
"""The discard port: nobody listens there."""
WHEEL_FILES = {
    "METADATA": "Metadata-Version: 2.1\nName: mediapipe\nVersion: 0.10.21\n",
    "WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: false\n",
}


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's data folder of the test's own, and no variables from outside."""
    folder = tmp_path / "data"
    monkeypatch.setenv("POSECHECK_DATA", str(folder))
    monkeypatch.delenv(model_file.FILE_VARIABLE, raising=False)
    monkeypatch.delenv(model_file.OFFLINE_VARIABLE, raising=False)
    return folder / "models"


@pytest.fixture(autouse=True)
def no_pip(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """pip looks into an empty folder only."""
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheels))
    monkeypatch.delenv("PIP_EXTRA_INDEX_URL", raising=False)
    return wheels


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, bytes], list[str]]]:
    """Stands for the official host: `host(name, contents)` gives the list of requests."""
    servers = []

    def serve(name: str, contents: bytes) -> list[str]:
        asked: list[str] = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked.append(self.path)
                self.send_response(200)
                self.end_headers()
                self.wfile.write(contents)

            def log_message(self, *_: object) -> None:
                pass

        server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        reachable(monkeypatch, f"http://127.0.0.1:{server.server_port}")
        known = model_file.Official(name, len(GOOD), sha256(GOOD).hexdigest())
        monkeypatch.setitem(model_file.OFFICIAL, name, known)
        return asked

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


def reachable(monkeypatch: pytest.MonkeyPatch, base: str) -> None:
    monkeypatch.setattr(model_file, "BASE", base)


def refusal(call: Callable[[], object], code: ExitCode = ExitCode.NO_MODEL) -> PosecheckError:
    with pytest.raises(PosecheckError) as caught:
        call()
    assert caught.value.code is code
    return caught.value


def put(path: Path, contents: bytes = GOOD) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(contents)
    return path


def test_the_option_wins_over_the_variable_and_that_over_the_fetched_file(
    tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The option comes first, the download last."""
    assert model_file.locate("full") is None
    fetched = put(data / "pose_landmarker_full.task")
    assert model_file.locate("full") == fetched
    by_variable = put(tmp_path / "variable.task")
    monkeypatch.setenv(model_file.FILE_VARIABLE, str(by_variable))
    assert model_file.locate("full") == by_variable
    by_option = put(tmp_path / "option.task")
    assert model_file.locate("full", explicit=by_option) == by_option


def test_a_file_that_was_asked_for_must_be_there(
    tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No silent fall-back to another model; the variable is named when it is to blame."""
    put(data / "pose_landmarker_full.task")
    missing = tmp_path / "none.task"
    assert refusal(lambda: model_file.locate("full", explicit=missing)).where == str(missing)
    monkeypatch.setenv(model_file.FILE_VARIABLE, str(missing))
    assert model_file.FILE_VARIABLE in refusal(lambda: model_file.locate("full")).what


def test_an_unknown_name_is_a_wrong_use() -> None:
    """The error lists the names that there are."""
    error = refusal(lambda: model_file.ensure("huge"), ExitCode.USAGE)
    assert "lite, full, heavy" in str(error)


@pytest.mark.parametrize(
    ("contents", "says"),
    [
        pytest.param(b"", "not a model file", id="empty"),
        pytest.param(b"some words", "not a model file", id="text"),
        pytest.param(GOOD[: len(GOOD) // 2], "not a model file", id="cut off"),
        pytest.param(
            tflite_files.stored_zip([(model_file.PARTS[0], NETWORK)]),
            model_file.PARTS[1],
            id="a part is missing",
        ),
        pytest.param(
            tflite_files.stored_zip([(part, b"no network") for part in model_file.PARTS]),
            "not TFLite networks",
            id="other parts",
        ),
        pytest.param(GOOD[:100] + b"?" + GOOD[101:], "damaged", id="a byte is flipped"),
    ],
)
def test_a_wrong_file_is_refused(tmp_path: Path, contents: bytes, says: str) -> None:
    """With what is wrong, the file's name and where to get a right one."""
    path = put(tmp_path / "a.task", contents)
    error = refusal(lambda: model_file.ensure("full", explicit=path))
    assert says in error.what
    assert error.where == str(path)
    assert model_file.OFFICIAL["full"].url in (error.remedy or "")


def test_a_compressed_file_is_refused(tmp_path: Path) -> None:
    """MediaPipe maps the parts as they lie in the file."""
    path = tmp_path / "a.task"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in model_file.PARTS:
            archive.writestr(part, NETWORK)
    assert "compressed" in refusal(lambda: model_file.check(path)).what


@pytest.mark.parametrize("by_variable", [False, True], ids=["by option", "by variable"])
def test_offline_fetches_nothing(
    data: Path,
    host: Callable[[str, bytes], list[str]],
    monkeypatch: pytest.MonkeyPatch,
    *,
    by_variable: bool,
) -> None:
    """The host is not asked, and the error says where to put a file."""
    asked = host("full", GOOD)
    if by_variable:
        monkeypatch.setenv(model_file.OFFLINE_VARIABLE, "1")
    error = refusal(lambda: model_file.ensure("full", offline=not by_variable))
    assert asked == []
    assert "forbidden" in error.what
    assert str(data) in (error.remedy or "")


def test_a_model_that_is_there_is_not_fetched(
    data: Path, host: Callable[[str, bytes], list[str]]
) -> None:
    """Every run after the first is without network."""
    asked = host("full", GOOD)
    put(data / "pose_landmarker_full.task")
    assert model_file.ensure("full") == data / "pose_landmarker_full.task"
    assert asked == []


@pytest.mark.parametrize("name", model_file.NAMES)
def test_the_official_file_is_fetched_whole(
    data: Path, host: Callable[[str, bytes], list[str]], name: str
) -> None:
    """Each by its own address, with progress up to all bytes, and nothing else left."""
    asked = host(name, GOOD)
    reported: list[tuple[int, int | None]] = []
    path = model_file.ensure(name, progress=lambda done, total: reported.append((done, total)))
    assert path.read_bytes() == GOOD
    assert model_file.sha256(path) == sha256(GOOD).hexdigest()
    assert list(data.iterdir()) == [path]
    assert reported[-1] == (len(GOOD), len(GOOD))
    file = f"pose_landmarker_{name}"
    assert asked == [f"/{file}/float16/1/{file}.task"]


@pytest.mark.parametrize("sent", [GOOD[:-1], GOOD + b"!", b"<html>log in</html>"])
def test_another_file_from_the_official_address_is_not_kept(
    data: Path, host: Callable[[str, bytes], list[str]], sent: bytes
) -> None:
    """A wrong SHA-256 is reported, and nothing is stored."""
    host("full", sent)
    assert "not the official" in refusal(lambda: model_file.ensure("full")).what
    assert not data.exists()


def test_a_damaged_download_is_downloaded_again(
    data: Path, host: Callable[[str, bytes], list[str]]
) -> None:
    """What posecheck itself stored, it may replace; offline it says what is wrong."""
    host("full", GOOD)
    path = put(data / "pose_landmarker_full.task", GOOD[:300])
    refusal(lambda: model_file.ensure("full", offline=True))
    assert model_file.ensure("full").read_bytes() == GOOD
    assert list(data.iterdir()) == [path]


def test_only_full_can_come_from_the_package_index(monkeypatch: pytest.MonkeyPatch) -> None:
    """For the others the official host is the only one, and the error says so."""
    reachable(monkeypatch, OUT_OF_REACH)
    monkeypatch.setattr(model_download, "from_package_index", lambda **_: GOOD)
    assert model_file.ensure("full").read_bytes() == GOOD
    for name in ("lite", "heavy"):
        assert "only host" in refusal(lambda name=name: model_file.ensure(name)).what


def test_a_package_index_without_the_wheel_is_reported(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In pip's own words, and nothing is stored."""
    reachable(monkeypatch, OUT_OF_REACH)
    error = refusal(lambda: model_file.ensure("full"))
    assert "No matching distribution" in error.what
    assert not data.exists()


def test_a_wheel_with_other_networks_is_refused(
    no_pip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """pip fetched it, and its networks are not the known ones."""
    reachable(monkeypatch, OUT_OF_REACH)
    wheel = no_pip / "mediapipe-0.10.21-cp311-cp311-manylinux_2_28_x86_64.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for network in model_from_wheel.NETWORKS:
            archive.writestr(network.in_wheel, NETWORK)
        for file, text in WHEEL_FILES.items():
            archive.writestr(f"mediapipe-0.10.21.dist-info/{file}", text)
    assert "not the network" in refusal(lambda: model_file.ensure("full")).what


def test_breaking_off_ends_pip_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C does not wait for a slow download; here pip is one that takes two seconds."""
    reachable(monkeypatch, OUT_OF_REACH)
    done = tmp_path / "done"
    program = f"import pathlib, time; time.sleep(2); pathlib.Path({str(done)!r}).touch()"
    put(tmp_path / "pip" / "__main__.py", program.encode())
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    def break_off(_done: int, _total: int | None) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        model_file.ensure("full", progress=break_off)
    assert not done.exists()


def test_without_pip_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Environments made by uv may lack it."""
    reachable(monkeypatch, OUT_OF_REACH)
    monkeypatch.setattr(model_download.importlib.util, "find_spec", lambda _: None)
    assert "pip is missing" in refusal(lambda: model_file.ensure("full")).what


def test_a_folder_that_cannot_be_written_is_reported(
    data: Path, host: Callable[[str, bytes], list[str]]
) -> None:
    """Trouble with the disk is not trouble with the model: here a file has the folder's name."""
    host("full", GOOD)
    data.parent.write_bytes(b"")
    refusal(lambda: model_file.ensure("full"), ExitCode.CANNOT_WRITE)


def test_two_that_fetch_at_once_both_get_a_whole_file(
    data: Path, host: Callable[[str, bytes], list[str]]
) -> None:
    """No half file is ever under the final name."""
    host("full", GOOD)
    got: list[bytes] = []
    threads = [
        threading.Thread(target=lambda: got.append(model_file.ensure("full").read_bytes()))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == [GOOD] * 4
    assert len(list(data.iterdir())) == 1


@pytest.mark.model
def test_the_package_index_gives_a_model_that_finds_a_person(
    tmp_path: Path, person: Frame, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From end to end: pip as it is set up here, conversion, check, MediaPipe."""
    if OFFLINE:
        pytest.skip(f"{model_file.OFFLINE_VARIABLE} is set")
    for name, value in PIP_AS_SET_UP.items():
        monkeypatch.setenv(name, value)
    for name in {"PIP_NO_INDEX", "PIP_CONFIG_FILE", "PIP_FIND_LINKS"} - set(PIP_AS_SET_UP):
        monkeypatch.delenv(name)
    reported: list[tuple[int, int | None]] = []
    data = model_download.from_package_index(
        progress=lambda done, total: reported.append((done, total))
    )
    made = put(tmp_path / "made.task", data)
    model_file.check(made)
    with Estimator(made) as estimate:
        assert estimate(person).found
    assert all(total is not None and 0 <= done <= total for done, total in reported)
