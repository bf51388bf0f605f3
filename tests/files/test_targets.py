"""What may be written where. Devices, pipes and sockets are made here, never the machine's own."""

from __future__ import annotations

import os
import socket
import stat
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from posecheck.errors import ExitCode, PosecheckError
from posecheck.files import targets
from posecheck.files.folders import LOCK, STATE, model_folder
from posecheck.files.text_files import write_text
from posecheck.files.whole import whole_file

OURS = "t_s,phase\n"
"""A trace without a row: a file that posecheck wrote."""

needs_posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such nodes")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "x.csv"


def device(path: Path) -> Path:
    """A device that swallows everything, as /dev/null does; only root may make one."""
    try:
        os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(1, 3))
        path.open("wb").close()
    except PermissionError:
        pytest.skip("only root may make a device, and not everywhere")
    return path


def refused(path: Path, code: ExitCode = ExitCode.WOULD_REPLACE) -> str:
    """What is said; the refusal comes before anything is written."""
    before = sorted(p.name for p in path.parent.iterdir())
    with pytest.raises(PosecheckError) as caught:
        write_text(path, "new")
    assert caught.value.code is code
    assert "\n" not in str(caught.value)
    assert sorted(p.name for p in path.parent.iterdir()) == before
    return str(caught.value)


def test_a_new_file_appears(path: Path) -> None:
    write_text(path, "new")
    assert path.read_text() == "new"


def test_a_file_of_ours_is_replaced(path: Path) -> None:
    path.write_text(OURS)
    write_text(path, "new")
    assert path.read_text() == "new"


@pytest.mark.parametrize("content", ["", "mine", "path,exercise\na.mp4,plank\n"])
def test_a_foreign_file_stays(path: Path, content: str) -> None:
    """Also an empty one: somebody made it for a reason."""
    path.write_text(content)
    assert "--force" in refused(path)
    assert path.read_text() == content


def test_force_replaces_a_foreign_file(path: Path) -> None:
    path.write_text("mine")
    with targets.rules(force=True):
        write_text(path, "new")
    assert path.read_text() == "new"
    path.write_text("mine")
    refused(path)  # The rules end with their block.


def test_an_edited_file_may_be_foreign(path: Path) -> None:
    """A page of people's, into which a table is put."""
    path.write_text("mine")
    write_text(path, "mine, and more", edits=True)
    assert path.read_text() == "mine, and more"


def test_a_read_only_file_of_ours_stays(path: Path) -> None:
    """Somebody protected it."""
    path.write_text(OURS)
    path.chmod(0o444)
    assert "read-only" in refused(path)
    path.chmod(0o644)
    write_text(path, "new")


def _itself(source: Path) -> Path:
    return source


def _hard_link(source: Path) -> Path:
    other = source.with_name("other.csv")
    other.hardlink_to(source)
    return other


def _link(source: Path) -> Path:
    other = source.with_name("other.csv")
    other.symlink_to(source)
    return other


def _link_to_folder(source: Path) -> Path:
    folder = source.parent / "folder"
    folder.symlink_to(source.parent, target_is_directory=True)
    return folder / source.name


def _dotted(source: Path) -> Path:
    return source.parent / ".." / source.parent.name / source.name


@needs_posix
@pytest.mark.parametrize("named", [_itself, _hard_link, _link, _link_to_folder, _dotted])
@pytest.mark.parametrize("force", [False, True])
def test_an_input_is_never_written(path: Path, named: Callable[[Path], Path], force: bool) -> None:
    """Under no name, not even by force."""
    path.write_text(OURS)
    output = named(path)
    with targets.rules(inputs=[path], force=force):
        assert "input of this run" in refused(output)
    assert path.read_text() == OURS


def test_an_input_is_known_in_other_letters(path: Path) -> None:
    """Of an input that is gone only the name is left; on some disks X.CSV is x.csv."""
    with targets.rules(inputs=[path.with_name("X.CSV")]):
        assert "input of this run" in refused(path)


def test_rules_inside_rules_add_up(path: Path) -> None:
    path.write_text(OURS)
    with targets.rules(inputs=[path]), targets.rules(inputs=[path.with_name("z")], force=True):
        refused(path)


@needs_posix
def test_a_device_is_written_to_and_stays_one(path: Path) -> None:
    """No file is put in its place, and nothing lies beside it."""
    device(path)
    write_text(path, "new")
    assert stat.S_ISCHR(path.stat().st_mode)
    assert os.major(path.stat().st_rdev) == 1
    assert list(path.parent.iterdir()) == [path]


@needs_posix
def test_a_full_device_is_told(path: Path) -> None:
    """As a full disk is."""
    try:
        os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(1, 7))
        path.open("wb").close()
    except PermissionError:
        pytest.skip("only root may make a device, and not everywhere")
    assert "No space left" in refused(path, ExitCode.CANNOT_WRITE)
    assert stat.S_ISCHR(path.stat().st_mode)


@needs_posix
def test_a_pipe_is_written_to_and_stays_one(path: Path) -> None:
    os.mkfifo(path)
    got: list[str] = []
    reader = threading.Thread(target=lambda: got.append(path.read_text()), daemon=True)
    reader.start()
    write_text(path, "new" * 100_000)  # More than a pipe holds.
    reader.join(10)
    assert got == ["new" * 100_000]
    assert stat.S_ISFIFO(path.stat().st_mode)


@needs_posix
def test_a_device_that_becomes_a_file_meanwhile_is_not_emptied(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the last look and the opening."""
    path.write_text("mine")
    monkeypatch.setattr(targets, "place", lambda p, **_: targets.Place(p, stream=True))
    refused(path)
    assert path.read_text() == "mine"


@needs_posix
def test_a_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # The path of a socket may not be long.
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("x.csv")
        for force in (False, True):
            with targets.rules(force=force):
                assert "socket" in refused(Path("x.csv"))
        assert stat.S_ISSOCK(Path("x.csv").stat().st_mode)


@needs_posix
def test_a_disk_is_refused(path: Path) -> None:
    """It would be overwritten, with all files on it. (This one is no disk: number 7, 99.)"""
    try:
        os.mknod(path, stat.S_IFBLK | 0o600, os.makedev(7, 99))
    except PermissionError:
        pytest.skip("only root may make a device, and not everywhere")
    with targets.rules(force=True):
        assert "a disk" in refused(path)


@pytest.mark.parametrize("force", [False, True])
def test_a_folder_is_refused(path: Path, force: bool) -> None:
    path.mkdir()
    with targets.rules(force=force):
        assert "a folder" in refused(path)


@needs_posix
def test_a_link_is_followed_and_stays(path: Path) -> None:
    """The file that it leads to is replaced, in its own folder."""
    other = path.parent / "there"
    other.mkdir()
    (other / "y.csv").write_text(OURS)
    path.symlink_to(other / "y.csv")
    write_text(path, "new")
    assert path.is_symlink()
    assert (other / "y.csv").read_text() == "new"
    assert list(other.iterdir()) == [other / "y.csv"]


@needs_posix
def test_a_link_to_nothing_gets_its_file(path: Path) -> None:
    path.symlink_to(path.with_name("y.csv"))
    write_text(path, "new")
    assert path.is_symlink()
    assert path.with_name("y.csv").read_text() == "new"


@needs_posix
def test_a_link_to_a_foreign_file_is_refused(path: Path) -> None:
    path.with_name("y.csv").write_text("mine")
    path.symlink_to(path.with_name("y.csv"))
    refused(path)


@needs_posix
def test_a_link_to_a_device_is_written_to(path: Path) -> None:
    """As /dev/stdout is one."""
    null = device(path.with_name("null"))
    path.symlink_to(null)
    write_text(path, "new")
    assert path.is_symlink()
    assert stat.S_ISCHR(null.stat().st_mode)


@needs_posix
def test_links_in_a_ring_are_one_line(path: Path) -> None:
    path.symlink_to(path)
    assert "links" in refused(path, ExitCode.CANNOT_WRITE)


def test_other_names_of_an_older_file_keep_it(path: Path) -> None:
    """A second name (hard link) is somebody's copy."""
    path.write_text(OURS)
    copy = path.with_name("copy.csv")
    copy.hardlink_to(path)
    write_text(path, "new")
    assert copy.read_text() == OURS


def test_a_missing_folder_is_told_at_the_beginning(tmp_path: Path) -> None:
    with pytest.raises(PosecheckError) as caught:
        targets.place(tmp_path / "none" / "x.csv")
    assert caught.value.code is ExitCode.CANNOT_WRITE


def test_a_file_where_a_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "f").write_text("")
    with pytest.raises(PosecheckError, match="Not a directory"):
        targets.place(tmp_path / "f" / "x.csv")


@needs_posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_told_at_the_beginning(tmp_path: Path) -> None:
    (tmp_path / "d").mkdir(mode=0o555)
    with pytest.raises(PosecheckError) as caught:
        targets.place(tmp_path / "d" / "x.csv")
    assert caught.value.code is ExitCode.CANNOT_WRITE


@pytest.mark.parametrize("length", [241, 250, 255])
def test_a_long_name_is_written(tmp_path: Path, length: int) -> None:
    """The name that the file has meanwhile is no longer than that."""
    path = tmp_path / f"{'x' * (length - 4)}.csv"
    write_text(path, OURS)
    write_text(path, "new")
    assert path.read_text() == "new"


def test_a_name_that_is_too_long_is_one_line(tmp_path: Path) -> None:
    assert "too long" in refused(tmp_path / f"{'x' * 252}.csv", ExitCode.CANNOT_WRITE)


def write_while(path: Path, meanwhile: Callable[[], object]) -> PosecheckError:
    """What is said where something happens to the name while the file is being written."""

    def write() -> None:
        with whole_file(path) as part:
            part.write_text("new")
            meanwhile()

    with pytest.raises(PosecheckError) as caught:
        write()
    return caught.value


def test_what_came_meanwhile_stays(path: Path) -> None:
    """It is looked at again before the file gets its name."""
    error = write_while(path, lambda: path.write_text("mine"))
    assert error.code is ExitCode.WOULD_REPLACE
    assert path.read_text() == "mine"
    assert list(path.parent.iterdir()) == [path]


@needs_posix
def test_a_link_that_leads_elsewhere_meanwhile_is_refused(path: Path) -> None:
    def turn() -> None:
        path.unlink()
        path.symlink_to(path.with_name("z.csv"))

    path.symlink_to(path.with_name("y.csv"))
    assert "meanwhile" in str(write_while(path, turn))
    assert [p.name for p in path.parent.iterdir()] == ["x.csv"]


def test_the_folders_of_posecheck_alone_hold_no_foreign_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A model whose download broke off, a batch's record that is damaged."""
    monkeypatch.setenv("POSECHECK_DATA", str(tmp_path / "data"))
    state = tmp_path / "out" / STATE / "a"
    for folder in (state, model_folder()):
        folder.mkdir(parents=True)
    (tmp_path / "out" / STATE / LOCK).touch()
    for path in (state / "x.json", model_folder() / "pose_landmarker_full.task"):
        path.write_text("{")
        write_text(path, "new")
        assert path.read_text() == "new"


def test_a_folder_of_that_name_alone_is_somebody_elses(tmp_path: Path) -> None:
    """Such as a data folder ~/.posecheck: what lies below it is not ours by that."""
    folder = tmp_path / STATE
    folder.mkdir()
    (folder / "x.json").write_text("{}")
    refused(folder / "x.json")
