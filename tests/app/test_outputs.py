"""Which files an analysis writes, and what they are called."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecheck.app import outputs
from posecheck.app.outputs import DEFAULT_FOLDER, Wish

OUT = Path("there")
names = st.sampled_from(["a.mp4", "a.npz", "a.annotated.mp4", "a-2.mp4", "x/a.mp4", "a.b.mp4"])


@pytest.mark.parametrize(
    ("out", "json", "video", "trace", "wish"),
    [
        pytest.param(None, False, None, False, Wish(DEFAULT_FOLDER, True, False), id="plain"),
        pytest.param(OUT, False, False, True, Wish(OUT, False, True), id="no video, trace"),
        pytest.param(None, True, None, False, Wish(None, False, False), id="json is a question"),
        pytest.param(None, True, False, False, Wish(None, False, False), id="json, no video"),
        pytest.param(OUT, True, None, False, Wish(OUT, True, False), id="json and a folder"),
        pytest.param(None, True, None, True, Wish(DEFAULT_FOLDER, False, True), id="json, trace"),
        pytest.param(None, True, True, False, Wish(DEFAULT_FOLDER, True, False), id="json, video"),
    ],
)
def test_options_together(
    out: Path | None, json: bool, video: bool | None, trace: bool, wish: Wish
) -> None:
    """What to write where, for every way to ask."""
    assert outputs.wish(out=out, json=json, video=video, trace=trace) == wish


@given(st.lists(names, max_size=6), st.booleans())
def test_no_file_is_written_twice_and_no_source_overwritten(found: list[str], here: bool) -> None:
    """Even for equal names from several folders, and with the sources' own folder as --out."""
    folder = Path() if here else OUT
    sources = [Path(name) for name in found]
    plans = outputs.plan(Wish(folder, video=True, trace=True), sources)
    written = [path.resolve() for plan in plans for path in plan.paths()]
    assert len(plans) == len(sources)
    assert len(set(written)) == len(written) == 3 * len(sources)
    assert not {source.resolve() for source in sources} & set(written)


def test_files_are_named_after_their_source() -> None:
    """So that they are found again; dots in a name stay."""
    (plan,) = outputs.plan(Wish(OUT, video=True, trace=True), [Path("clips/day 1.good.mp4")])
    assert [str(path) for path in plan.paths()] == [
        str(OUT / f"day 1.good.{kind}") for kind in ("report.json", "annotated.mp4", "trace.csv")
    ]


def test_no_folder_means_no_files() -> None:
    """A question leaves nothing behind."""
    (plan,) = outputs.plan(Wish(None, video=False, trace=False), [Path("a.mp4")])
    assert plan.paths() == ()
