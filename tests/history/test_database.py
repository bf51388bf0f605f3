"""The history is whole, whatever happens to the process, the disk or the file."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap
from datetime import date
from pathlib import Path
from random import Random
from time import sleep

import pytest

from calibration.made_reports import made
from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.tables import Dose
from posecheck.history import database, reading, writing
from posecheck.history.migrations import MARK, MIGRATIONS

BRIDGE = Catalogue().get("hip-bridge")
DAY = date(2026, 1, 5)
DOSE = Dose(sets=1, reps=8)


def keep(path: Path, minute: int, person: str = "anna") -> None:
    with database.opened(path) as history:
        report = made(BRIDGE, DOSE, DAY, chance=Random(1), minute=minute)
        writing.keep(history, person, report, BRIDGE)


def sessions(path: Path, person: str = "anna") -> int:
    with database.opened(path) as history:
        return len(reading.past(history, person))


def whole(path: Path) -> None:
    """Every session has all its repetitions, and SQLite finds nothing wrong."""
    with database.opened(path) as history:
        assert history.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert history.execute("PRAGMA foreign_key_check").fetchall() == []
        counts = history.execute(
            "SELECT s.done, (SELECT count(*) FROM repetition WHERE session = s.id) AS n "
            "FROM session s"
        )
        assert all(row["done"] == row["n"] == 8 for row in counts)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite"


def test_only_its_user_may_read_it(path: Path) -> None:
    """It is about somebody's health."""
    keep(path, 0)
    assert path.stat().st_mode & 0o077 == 0


def _keep_many(path: Path, first: int, count: int) -> None:
    for minute in range(first, first + count):
        keep(path, minute)


def test_sessions_at_once_wait_for_each_other(path: Path) -> None:
    """Three processes begin on a file that is not there yet; nothing of any is lost."""
    spawn = multiprocessing.get_context("spawn")
    workers = [spawn.Process(target=_keep_many, args=(path, 20 * i, 5)) for i in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
        assert worker.exitcode == 0
    assert sessions(path) == 15
    whole(path)


def test_a_session_that_waits_too_long_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And nothing is lost of what was there."""
    keep(path, 0)
    monkeypatch.setattr(database, "WAIT_S", 0.1)
    with database.opened(path) as other, database.change(other):
        with pytest.raises(PosecheckError, match="another posecheck") as caught:
            keep(path, 1)
        assert caught.value.code == ExitCode.CANNOT_WRITE
    assert sessions(path) == 1


ENDLESS = """
import sys
from pathlib import Path
from random import Random
from calibration.made_reports import made
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.tables import Dose
from posecheck.history import database, writing
from datetime import date, timedelta
bridge = Catalogue().get("hip-bridge")
number = 0
while True:
    day = date(2020, 1, 1) + timedelta(number)
    with database.opened(Path(sys.argv[1])) as history:
        report = made(bridge, Dose(sets=1, reps=8), day, chance=Random(1))
        writing.keep(history, "anna", report, bridge)
    number += 1
    print(number, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
@pytest.mark.parametrize("kills", range(5))
def test_a_killed_process_loses_nothing_that_it_had_kept(path: Path, kills: int) -> None:
    """Killed at another moment of its writing each time; each session is there whole or not."""
    roots = os.pathsep.join(each for each in sys.path if each)
    with subprocess.Popen(
        [sys.executable, "-c", ENDLESS, str(path)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": roots},
    ) as process:
        assert process.stdout is not None
        said = 0
        for line in process.stdout:
            said = int(line)
            if said >= 3 + 4 * kills:
                break
        sleep(0.004 * kills)  # Another moment of the next session.
        process.send_signal(signal.SIGKILL)
        said = max([said, *map(int, process.stdout.read().split())])
    assert sessions(path) in (said, said + 1)
    whole(path)


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of a file's size")
def test_a_full_disk_is_told_and_loses_nothing(path: Path) -> None:
    """The system refuses to write any more, in the middle of a session."""
    keep(path, 0)
    code = textwrap.dedent(
        """
        import resource, signal, sys
        from pathlib import Path
        from history.test_database import keep
        from posecheck.errors import PosecheckError
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        most = int(sys.argv[2])
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        try:
            for minute in range(1, 50):
                keep(Path(sys.argv[1]), minute)
                print(minute, flush=True)
        except PosecheckError as error:
            print(error)
            sys.exit(int(error.code))
        """
    )
    roots = os.pathsep.join([str(Path(__file__).parents[1]), *filter(None, sys.path)])
    done = subprocess.run(
        [sys.executable, "-c", code, str(path), str(path.stat().st_size + 6_000)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": roots},
        check=False,
    )
    *kept, error = done.stdout.splitlines()
    assert done.returncode == ExitCode.CANNOT_WRITE, done.stderr
    assert str(path) in error
    assert sessions(path) == 1 + len(kept) < 50
    whole(path)


def test_a_file_of_an_older_version_is_brought_up_to_date(path: Path) -> None:
    """With all that was in it."""
    with database.opened(path, migrations=MIGRATIONS[:1]) as history:
        report = made(BRIDGE, DOSE, DAY, chance=Random(1))
        writing.keep(history, "anna", report, BRIDGE)
        assert history.execute("PRAGMA user_version").fetchone()[0] == 1
    assert sessions(path) == 1
    with database.opened(path) as history:
        assert history.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS)
        assert history.execute("SELECT count(*) FROM plan_step").fetchone()[0] == 0
    whole(path)


def test_an_update_that_breaks_off_leaves_the_file_as_it_was(path: Path) -> None:
    """Also what it had done before it broke off."""
    keep(path, 0)
    broken = (*MIGRATIONS, "CREATE TABLE more (a);\nINSERT INTO none_such VALUES (1);\n")
    with pytest.raises(sqlite3.Error), database.opened(path, migrations=broken):
        pass
    assert sessions(path) == 1
    with database.opened(path) as history:
        tables = [row[0] for row in history.execute("SELECT name FROM sqlite_master")]
        assert "more" not in tables


def unchanged(path: Path, what: str) -> None:
    """Neither reading nor writing changes the file; the error says what is wrong and what to do."""
    before = path.read_bytes()
    for action in (lambda: keep(path, 9), lambda: sessions(path)):
        with pytest.raises(PosecheckError, match=what) as caught:
            action()
        assert caught.value.code == ExitCode.BAD_HISTORY
        assert caught.value.remedy
    assert path.read_bytes() == before


def test_a_file_of_a_newer_version_is_not_touched(path: Path) -> None:
    keep(path, 0)
    with sqlite3.connect(path) as newer:
        newer.execute("CREATE TABLE of_tomorrow (a)")
        newer.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    newer.close()
    unchanged(path, "newer posecheck")


@pytest.mark.parametrize("damage", ["head", "text", "cut", "middle"])
def test_a_damaged_file_is_not_touched(path: Path, damage: str) -> None:
    """A damaged head, something else entirely, cut off, and damage in the tables' root."""
    keep(path, 0)
    with database.opened(path) as history:
        history.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray(path.read_bytes())
    if damage == "head":
        data[:16] = b"x" * 16
    elif damage == "text":
        data = bytearray(b"day,exercise\n" * 1000)
    elif damage == "cut":
        del data[len(data) // 3 :]
    else:
        data[100:4096] = b"\xff" * 3996
    path.write_bytes(data)
    unchanged(path, "damaged")


def test_the_file_of_another_program_is_not_touched(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE photos (a)")
    other.close()
    unchanged(path, "another program")


def test_an_empty_file_becomes_a_history(path: Path) -> None:
    """A process that was killed right after it made the file leaves one."""
    path.touch()
    keep(path, 0)
    assert sessions(path) == 1
    with database.opened(path) as history:
        assert history.execute("PRAGMA application_id").fetchone()[0] == MARK


def test_nothing_is_made_only_to_be_read(path: Path) -> None:
    with database.read(path) as history:
        assert history is None
    assert not path.exists()


def test_a_copy_beside_it_can_be_read(path: Path, tmp_path: Path) -> None:
    """All of it is in one file once nobody writes."""
    keep(path, 0)
    copy = tmp_path / "copy.sqlite"
    shutil.copy(path, copy)
    assert sessions(copy) == 1
