"""The page of a report: what stands on it, that it needs nothing else, and that no name is HTML."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.messages import ExerciseTexts, Remark
from posecheck.records import Report, Update
from posecheck.report import trace
from posecheck.report.page import course, facts, render, strip
from posecheck.report.page.axes import Scale, clock_ticks
from posecheck.report.page.course import Collector, Course
from posecheck.words.speech import Speech

EVIL = "\"><script>alert(1)</script><img src=x onerror=alert(2)>'&"
"""What a stranger may call a file, a person or an exercise."""


class Reader(HTMLParser):
    """Collects the tags of a page with their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def page(report: Report, **more: object) -> str:
    shown = facts.shown(report, **more)  # type: ignore[arg-type]
    return render.page([shown], Speech(report.texts))


def hip(t_s: np.ndarray) -> Course:
    """A hip that goes straight from 130° to 170° in 24 s, and was not seen from 10 to 12 s."""
    values = 130.0 + 40.0 * t_s / 24.0
    values[(t_s > 10.0) & (t_s < 12.0)] = np.nan
    return Course(t_s, {"hip_deg": values})


def test_no_name_becomes_html(bridges: Report) -> None:
    """File, title, profile, fault names and sentences come from strangers."""
    texts = ExerciseTexts(
        "en", EVIL, say={"sag": EVIL}, because={"sag": EVIL}, names={"sag": EVIL, "up": EVIL}
    )
    evil = replace(bridges, title=EVIL, source=EVIL, profile=EVIL, texts=texts)
    found = Reader(page(evil, video="a.annotated.mp4"))
    assert [tag for tag, _ in found.tags].count("script") == 1
    assert not [tag for tag, attributes in found.tags if tag == "img" or "onerror" in attributes]
    assert found.text.count(EVIL) >= 4


def test_the_page_needs_nothing_from_anywhere(bridges: Report) -> None:
    """Every address on it is inside it, or the video beside it; its policy forbids all else."""
    found = Reader(page(bridges, video="a.annotated.mp4"))
    addresses = [
        value for _, attributes in found.tags for key, value in attributes.items()
        if key in ("src", "href", "data", "poster", "action", "srcset")
    ]  # fmt: skip
    assert addresses
    assert all(re.fullmatch(r"a\.annotated\.mp4(#t=[\d.]+)?", str(each)) for each in addresses)
    policy = next(a["content"] for t, a in found.tags if a.get("http-equiv"))
    assert str(policy).startswith("default-src 'none'; ")


def test_a_fault_leads_to_its_moment_in_the_video(bridges: Report) -> None:
    """The sag began after 9 s; without a video there is no link."""
    with_video, without = page(bridges, video="a.mp4"), page(bridges)
    assert '<a class="clock" href="a.mp4#t=9.0" data-t="9.0">0:09.0</a>' in with_video
    assert 'href="' not in without


def test_everything_of_the_report_stands_on_it(bridges: Report) -> None:
    """Verdict, faults with values and limits, repetitions, what was not judged, remarks."""
    text = " ".join(Reader(page(bridges)).text.split())
    for part in (
        "2 repetitions, 1 half; sag once, half range once",
        "sag: Keep the hips up.",
        "repetition 2, 152° (should be at least 160°)",
        "132-178",
        "knees: not measurable here: it is dark in the picture.",
        "Come nearer to the camera",
        "The curve is missing",
    ):
        assert part in text


def test_the_range_is_told_with_how_sure_it_is(bridges: Report) -> None:
    """Only complete repetitions count: of 2 and 1 half, two."""
    (row,) = facts.shown(bridges).ranges
    assert row[:3] == ("hip", "132°", "178°")
    assert re.fullmatch(r"± \d°", row[3])
    assert int(row[4][2:-1]) > int(row[3][2:-1])


def test_the_curve_lies_where_its_values_are(bridges: Report) -> None:
    """24 s and 130-170° with 8 % of room: at half the time half the height; a gap cuts it."""
    t_s = np.arange(0, 24.01, 0.5)
    drawn = strip.draw(
        bridges, Speech(), {"sag": 1, "half-range": 2}, course=hip(t_s), exercise=None
    )
    (row,) = drawn.rows
    before, after = row.curves[0].pieces
    first, last = before.split()[0], after.split()[-1]
    middle = (row.top + row.bottom) / 2
    assert float(first.split(",")[0]) == drawn.left
    assert float(last.split(",")[0]) == drawn.right
    heights = [float(point.split(",")[1]) for point in (first, last)]
    assert sum(heights) / 2 == pytest.approx(middle, abs=0.2)
    assert heights[0] - heights[1] == pytest.approx((row.bottom - row.top) / 1.16, abs=0.2)


def test_marks_and_boxes_lie_at_their_times(bridges: Report) -> None:
    """The first repetition lasts from 1 to 7 s of 24, the sag is at 9 s."""
    drawn = strip.draw(bridges, Speech(), {"sag": 1, "half-range": 2}, course=None, exercise=None)
    (row,) = drawn.rows
    second = (drawn.right - drawn.left) / 24.0
    assert row.reps[0].x == pytest.approx(drawn.left + second, abs=0.1)
    assert row.reps[0].width == pytest.approx(6 * second, abs=0.1)
    assert [box.kind for box in row.reps] == ["good", "fault", "half"]
    assert row.marks[0].x == pytest.approx(drawn.left + 9 * second, abs=0.1)
    assert [mark.number for mark in row.marks] == [1, 2]


def test_a_zone_is_shaded_from_its_limit_on(bridges: Report) -> None:
    """The bridge is up over 163°: from there to the top of the drawing."""
    drawn = strip.draw(
        bridges, Speech(), {"sag": 1, "half-range": 2},
        course=hip(np.arange(0, 24.01, 0.5)), exercise=Catalogue().get("hip-bridge"),
    )  # fmt: skip
    (row,) = drawn.rows
    (band,) = [band for band in row.bands if band.label == "up"]
    limit = Scale(130 - 3.2, 170 + 3.2, row.bottom, row.top)(163.0)
    assert band.top == row.top
    assert band.top + band.height == pytest.approx(limit, abs=0.15)
    assert band.edges == (limit,)


def test_a_long_recording_has_several_rows_and_few_points(bridges: Report) -> None:
    """Ten minutes at 30 pictures a second: four rows of 150 s, and every peak is kept."""
    t_s = np.arange(0, 600, 1 / 30)
    values = np.full_like(t_s, 130.0)
    values[4321] = 170.0
    long = replace(bridges, duration_s=600.0)
    drawn = strip.draw(
        long, Speech(), {"sag": 1, "half-range": 2},
        course=Course(t_s, {"hip_deg": values}), exercise=None,
    )  # fmt: skip
    assert len(drawn.rows) == strip.MOST_ROWS
    points = [
        p for row in drawn.rows for c in row.curves for piece in c.pieces for p in piece.split()
    ]
    assert len(points) <= strip.MOST_ROWS * strip.MOST_POINTS
    heights = [float(point.split(",")[1]) for point in points]
    assert sum(height < min(heights) + 1 for height in heights) == 1


def test_where_nothing_could_be_judged_it_is_hatched(bridges: Report) -> None:
    """A remark that blocks is hatched; one that does not is only told."""
    drawn = facts.shown(bridges)
    assert not drawn.blocked
    blocked = replace(
        bridges, remarks=(Remark("nobody", 3.0, 5.0, blocks=True, values={"light": "x"}),)
    )
    assert facts.shown(blocked).blocked
    assert "Where it is hatched" in page(blocked)


def test_sides_are_compared_only_where_both_were_done(bridges: Report) -> None:
    """2.2 s more a repetition is real; a degree is noise."""
    left, right = (replace(rep, side=side) for rep, side in zip(bridges.reps, ("left", "right")))  # type: ignore[arg-type]  # noqa: B905
    right = replace(right, end_s=right.end_s + 2.2)
    right = replace(right, ranges=(replace(right.ranges[0], high=right.ranges[0].high + 1.0),))
    assert facts.shown(bridges).sides == ()
    rows = {row.what: row for row in facts.shown(replace(bridges, reps=(left, right))).sides}
    assert (rows["duration of the repetition"].kind, rows["hip, highest"].kind) == ("more", "noise")
    assert rows["duration of the repetition"].change == "+2.2 s"


def test_a_trace_gives_the_course_that_the_updates_had(tmp_path: Path, update: Update) -> None:
    """Read back from the file, or collected: the same times and values, NaN where nothing was."""
    path, collector = tmp_path / "a.trace.csv", Collector()
    with trace.writer(path) as write:
        for i in range(4):
            one = replace(update, t_s=i / 10)
            write(one)
            collector.step(one)
    collected, read = collector.course(), course.read(path)
    assert collected is not None
    for found in (collected, read):
        assert found.t_s == pytest.approx([0, 0.1, 0.2, 0.3])
        assert found.signals["hip_deg"] == pytest.approx([171.25] * 4)
        assert np.isnan(found.signals["knee_deg"]).all()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a,b\n1,2\n",
        "t_s,phase,x_deg\n1,up\n",
        "t_s,phase,x_deg\n1,,2\n1,,2\n",
        "t_s,phase,x\nz,,1\n",
    ],
    ids=["empty", "another table", "a cell is missing", "time stands", "no number"],
)
def test_what_is_no_trace_is_refused(tmp_path: Path, text: str) -> None:
    """With the file's name, and never a traceback."""
    path = tmp_path / "a.trace.csv"
    path.write_text(text)
    with pytest.raises(PosecheckError, match="no trace of posecheck") as caught:
        course.read(path)
    assert caught.value.code is ExitCode.BAD_SOURCE


def test_the_clock_of_a_very_long_recording_has_few_ticks() -> None:
    """Three hours: no tick every second, and never none."""
    assert 2 <= len(clock_ticks(0.0, 3 * 3600.0, 10)) <= 12
