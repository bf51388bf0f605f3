"""Opens the history, and keeps it whole.

Every change is one transaction in SQLite's write-ahead log: it is on the disk when the call comes
back, or nothing of it is. Two sessions at once wait for each other. A file that is damaged, of a
newer version, or no history at all is never written to.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from posecheck.errors import ExitCode, PosecheckError
from posecheck.files import text_files
from posecheck.files.folders import history_file
from posecheck.files.refusals import cannot_write, explaining
from posecheck.history.migrations import MARK, MIGRATIONS

WAIT_S: Final = 20.0
"""How long one session waits for another. A session takes a hundredth of a second to write; only a
disk that is very slow needs longer."""

Connection = sqlite3.Connection


@contextmanager
def opened(
    path: Path | None = None, *, migrations: Sequence[str] = MIGRATIONS
) -> Iterator[Connection]:
    """The history in that file, the user's own by default; it is made where there is none.

    Raises PosecheckError: BAD_HISTORY for a file that is damaged, of a newer version, or no
    history; CANNOT_WRITE where the disk refuses, or another process keeps it for too long. Then
    what was in the file is as before.
    """
    path = path or history_file()
    text_files.folder(path.parent)
    _make_private(path)
    with refusing(path), closing(_connect(path)) as connection:
        _check(connection, path, len(migrations))
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        # What is forgotten is overwritten, not only taken off the list.
        connection.execute("PRAGMA secure_delete = ON")
        _migrate(connection, migrations)
        yield connection


@contextmanager
def read(path: Path | None = None) -> Iterator[Connection | None]:
    """As `opened`, but None where there is no file yet: nothing is made only to be read."""
    path = path or history_file()
    if not path.exists():
        yield None
        return
    with opened(path) as connection:
        yield connection


@contextmanager
def change(connection: Connection) -> Iterator[Connection]:
    """One change: all of it is kept at the end of the block, and nothing after an exception."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def refusing(path: Path) -> Iterator[None]:
    """Turns an error of SQLite into a PosecheckError about `path`."""
    try:
        yield
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", "") or ""
        if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
            raise _bad(path, f"is damaged ({error})") from error
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise cannot_write(path, "another posecheck keeps it busy") from error
        if name.startswith(("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN")):
            raise cannot_write(path, str(error)) from error
        raise


def _make_private(path: Path) -> None:
    """Makes an empty file that only its user may read, where there is none yet."""
    with explaining(path):
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        except FileExistsError:
            return


def _connect(path: Path) -> Connection:
    # Transactions are begun by `change` alone.
    connection = sqlite3.connect(path, timeout=WAIT_S, isolation_level=None)
    connection.row_factory = sqlite3.Row
    return connection


def _number(connection: Connection, pragma: str) -> int:
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])


def _check(connection: Connection, path: Path, known: int) -> None:
    """Raises PosecheckError for what may not be written to. Nothing is changed here."""
    version = _number(connection, "user_version")
    if _number(connection, "application_id") != MARK:
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if version or tables:
            raise _bad(path, "is an SQLite file of another program")
    if version > known:
        raise PosecheckError(
            f"is of a newer posecheck (version {version} of the file; this one knows {known})",
            where=str(path),
            remedy="Use the newer posecheck; nothing in the file was changed.",
            code=ExitCode.BAD_HISTORY,
        )


def _migrate(connection: Connection, migrations: Sequence[str]) -> None:
    """Brings the tables up to date, one version after the other, each whole or not at all."""
    while _number(connection, "user_version") < len(migrations):
        with change(connection):
            # Another process may have done it meanwhile.
            version = _number(connection, "user_version")
            if version >= len(migrations):
                return
            for statement in _statements(migrations[version]):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {MARK}")
            connection.execute(f"PRAGMA user_version = {version + 1}")


def _statements(script: str) -> Iterator[str]:
    """The statements of a script: `executescript` would end the transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _bad(path: Path, what: str) -> PosecheckError:
    return PosecheckError(
        what,
        where=str(path),
        remedy="Move it somewhere else: posecheck begins a new one, and leaves this one as it is.",
        code=ExitCode.BAD_HISTORY,
    )
