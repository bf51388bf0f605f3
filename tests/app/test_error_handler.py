"""Errors become one line and an exit code."""

from __future__ import annotations

import errno
import os

import pytest
import typer
from typer.testing import CliRunner, Result

from posecheck.app import error_handler
from posecheck.errors import ExitCode, PosecheckError


def outcome(error: BaseException, *arguments: str) -> Result:
    """A command line whose only command raises `error`."""
    app = typer.Typer(cls=error_handler.Guarded, pretty_exceptions_enable=False)

    @app.callback()
    def top() -> None:
        pass

    @app.command()
    def fail() -> None:
        raise error

    return CliRunner().invoke(app, ["fail", *arguments])


@pytest.mark.parametrize("code", [code for code in ExitCode if code is not ExitCode.OK])
def test_expected_trouble_is_one_line_with_its_own_code(code: ExitCode) -> None:
    """On stderr; stdout stays clean, and [brackets] and long paths stay whole."""
    where = "/a/[b]/" + "long/" * 40 + "x.mp4"
    result = outcome(PosecheckError("is wrong", where=where, remedy="Mend it.", code=code))
    assert result.exit_code == code
    assert result.stderr == f"Error: {where}: is wrong. Mend it.\n"
    assert result.stdout == ""


def test_a_bug_is_one_line_that_asks_to_report_it() -> None:
    """With what a maintainer needs, and without a traceback."""
    result = outcome(KeyError("hip"))
    assert result.exit_code == ExitCode.BUG
    assert result.stderr.count("\n") == 1
    assert "KeyError: 'hip'" in result.stderr
    assert "report" in result.stderr
    assert "Traceback" not in result.output


def test_a_developer_gets_the_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    """By an environment variable."""
    monkeypatch.setenv(error_handler.DEBUG, "1")
    bug = KeyError("hip")
    assert outcome(bug).exception is bug


def test_ctrl_c_is_130() -> None:
    """And one word."""
    result = outcome(KeyboardInterrupt())
    assert result.exit_code == ExitCode.INTERRUPTED
    assert result.stderr == "Interrupted.\n"


def test_wrong_usage_is_left_to_typer() -> None:
    """Which explains it better, and also answers 2."""
    result = outcome(KeyError(), "--nonsense")
    assert result.exit_code == ExitCode.USAGE
    assert "--nonsense" in result.stderr


def test_an_exit_is_no_bug() -> None:
    """A command's own exit code passes."""
    assert outcome(typer.Exit(42)).exit_code == 42


def test_a_reader_that_went_away_is_no_bug() -> None:
    """`posecheck exercises | head -1` is no reason for words."""
    result = outcome(BrokenPipeError())
    assert "report" not in result.output


@pytest.mark.parametrize(
    ("number", "name", "code"),
    [
        (errno.ENAMETOOLONG, "x" * 300, ExitCode.NO_SOURCE),
        (errno.ELOOP, "ring", ExitCode.NO_SOURCE),
        (errno.ENOSPC, "x.bin", ExitCode.CANNOT_WRITE),
        (errno.ENOSPC, None, ExitCode.CANNOT_WRITE),
        (errno.EROFS, "x.bin", ExitCode.CANNOT_WRITE),
    ],
)
def test_what_the_system_refuses_is_no_bug(number: int, name: str | None, code: ExitCode) -> None:
    """Whatever command meets it: the name, and the system's own word."""
    error = OSError(number, os.strerror(number), name)
    result = outcome(error)
    assert result.exit_code == code
    where = f"{name}: " if name else ""
    assert result.stderr == f"Error: {where}{os.strerror(number)}.\n"


def test_what_only_a_bug_explains_is_still_one() -> None:
    """Such as a file number that is not open."""
    result = outcome(OSError(errno.EBADF, os.strerror(errno.EBADF)))
    assert result.exit_code == ExitCode.BUG
    assert "report" in result.stderr
