"""`posecheck report`: which pages it writes, what they show, and what goes wrong."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from posecheck.app import browser
from posecheck.errors import ExitCode, PosecheckError
from posecheck.files.recognised import wrote

from .conftest import Start
from .test_cli import bridges


def report(start: Start, tmp_path: Path, *, trace: bool = False) -> Path:
    clip = bridges(tmp_path / "x.npz")
    more = ["--trace"] if trace else []
    start("analyze", clip, "-e", "hip-bridge", "-o", tmp_path / "out", *more)
    return tmp_path / "out" / "x.report.json"


def test_a_clip_gives_a_page_with_its_curve_and_its_report(start: Start, tmp_path: Path) -> None:
    """The page, and beside it what `analyze` writes."""
    clip = bridges(tmp_path / "x.npz")
    done = start("report", clip, "-e", "hip-bridge", "-o", "pages/x.html")
    assert done.returncode == ExitCode.OK, done.stderr
    html = (tmp_path / "pages" / "x.html").read_text(encoding="utf-8")
    assert "<polyline" in html
    assert sorted(path.name for path in (tmp_path / "pages").iterdir()) == [
        "x.html",
        "x.report.json",
    ]


@pytest.mark.parametrize("trace", [True, False])
def test_a_report_has_a_curve_where_its_trace_lies_beside_it(
    start: Start, tmp_path: Path, trace: bool
) -> None:
    path = report(start, tmp_path, trace=trace)
    done = start("report", path, "-o", "x.html")
    assert done.returncode == ExitCode.OK, done.stderr
    html = (tmp_path / "x.html").read_text(encoding="utf-8")
    assert ("<polyline" in html, "The curve is missing" in html) == (trace, not trace)


def test_several_reports_are_one_page_or_a_page_each(start: Start, tmp_path: Path) -> None:
    """A file's name gets all of them with a list before; a folder gets a page each, none twice."""
    path = report(start, tmp_path)
    other = shutil.copy(path, tmp_path / "y.report.json")
    assert start("report", path, other, "-o", "all.html").returncode == ExitCode.OK
    assert start("report", path, other, "-o", "each").returncode == ExitCode.OK
    html = (tmp_path / "all.html").read_text(encoding="utf-8")
    assert html.count("<article") == 2
    assert 'href="#report-2"' in html
    assert sorted(p.name for p in (tmp_path / "each").iterdir()) == ["x.html", "y.html"]


def test_a_bad_source_is_told_and_the_others_are_shown(start: Start, tmp_path: Path) -> None:
    """Its error is the exit code."""
    path = report(start, tmp_path)
    (tmp_path / "bad.json").write_text("{}")
    done = start("report", "bad.json", "gone.json", path, "-o", "x.html")
    assert done.returncode == ExitCode.BAD_SOURCE
    assert "bad.json: not a posecheck report" in done.stderr
    assert "gone.json: no such file" in done.stderr
    assert (tmp_path / "x.html").read_text(encoding="utf-8").count("<article") == 1


def test_a_page_is_replaced_and_a_foreign_one_is_not(start: Start, tmp_path: Path) -> None:
    path = report(start, tmp_path)
    for _ in range(2):
        assert start("report", path, "-o", "x.html").returncode == ExitCode.OK
    assert wrote(tmp_path / "x.html")
    (tmp_path / "mine.html").write_text("<p>mine</p>")
    done = start("report", path, "-o", "mine.html")
    assert done.returncode == ExitCode.WOULD_REPLACE
    assert (tmp_path / "mine.html").read_text() == "<p>mine</p>"


def test_a_format_that_contradicts_the_name_is_refused(start: Start, tmp_path: Path) -> None:
    done = start("report", "x.json", "-o", "x.html", "--format", "pdf")
    assert done.returncode == ExitCode.USAGE
    assert "--format pdf does not fit the name" in done.stderr


def test_without_a_browser_a_pdf_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clear line, before any work."""
    monkeypatch.delenv(browser.BROWSER_VARIABLE, raising=False)
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    with pytest.raises(PosecheckError, match="none was found") as caught:
        browser.find()
    assert caught.value.code is ExitCode.NO_EXTRA
    monkeypatch.setenv(browser.BROWSER_VARIABLE, "/nowhere/chrome")
    with pytest.raises(PosecheckError, match="/nowhere/chrome"):
        browser.find()


def test_a_browser_that_fails_leaves_no_file(tmp_path: Path) -> None:
    """`false` is a program that prints nothing."""
    program = shutil.which("false")
    if program is None:
        pytest.skip("this system has no `false`")
    with pytest.raises(PosecheckError, match="could not print"):
        browser.write_pdf(Path(program), "<p>x</p>", tmp_path / "x.pdf")
    assert list(tmp_path.iterdir()) == []
