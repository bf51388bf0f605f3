"""Files that appear whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from posecheck.errors import ExitCode, PosecheckError
from posecheck.files.whole import whole_file


def test_the_file_has_its_name_only_at_the_end(tmp_path: Path) -> None:
    """Meanwhile it is a hidden neighbour, on the same disk."""
    path = tmp_path / "a.bin"
    with whole_file(path) as part:
        part.write_bytes(b"new")
        assert not path.exists()
        assert part.parent == tmp_path
        assert part.name.startswith(".")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def write_and_raise(part: Path, trouble: type[BaseException]) -> None:
    part.write_bytes(b"new")
    raise trouble


@pytest.mark.parametrize("trouble", [ValueError, KeyboardInterrupt])
def test_after_an_exception_nothing_is_left(tmp_path: Path, trouble: type[BaseException]) -> None:
    """The half-written file is removed; an older one stays as it was."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"t_s,phase\n")
    with pytest.raises(trouble), whole_file(path) as part:
        write_and_raise(part, trouble)
    assert path.read_bytes() == b"t_s,phase\n"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_of_that_name_is_reported_before_anything_is_written(tmp_path: Path) -> None:
    """Not after minutes of work that would be lost."""
    path = tmp_path / "a.bin"
    path.mkdir()
    with pytest.raises(PosecheckError) as caught, whole_file(path):
        pytest.fail("went on")
    assert caught.value.code is ExitCode.WOULD_REPLACE
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_vanished_meanwhile_is_reported(tmp_path: Path) -> None:
    """The renaming at the end can fail too, and says so in the same words."""
    folder = tmp_path / "out"
    folder.mkdir()
    with pytest.raises(PosecheckError) as caught, whole_file(folder / "a.bin"):
        folder.rmdir()
    assert caught.value.code is ExitCode.CANNOT_WRITE
