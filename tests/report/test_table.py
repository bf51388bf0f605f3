"""The table for the terminal."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console

from posecheck.messages import Message, Remark, remark_message
from posecheck.records import Finding, NotJudged, Report, Verdict
from posecheck.report import formats, table
from posecheck.words.speech import Speech

DARK = "not measurable here: it is dark in the picture. Put on more light"
"""The sentence of the reason that the made report has."""


def shown(*reports: Report, width: int = 80, colour: bool = False) -> str:
    """What a terminal of that width shows."""
    stream = io.StringIO()
    system = "truecolor" if colour else None
    Console(
        file=stream, width=width, force_terminal=colour, color_system=system, highlight=False
    ).print(table.render(reports))
    return stream.getvalue()


def unbroken(text: str) -> str:
    """The text without the line breaks that the width makes."""
    return " ".join(text.split())


def line_with(text: str, part: str) -> str:
    """The one line that has `part` in it."""
    lines = [line for line in text.splitlines() if part in line]
    assert len(lines) == 1, text
    return lines[0]


def test_it_opens_with_exercise_file_and_verdict_then_the_summary(bridges: Report) -> None:
    """The first two lines say the most important things."""
    first, second, *_ = shown(bridges).splitlines()
    assert first.strip() == "Hip bridge, good.mp4: fault"
    assert second.strip() == "2 repetitions, 1 half; sag once, half range once"


def test_each_repetition_has_its_times_range_and_verdict(bridges: Report) -> None:
    """Number, from-to, lift, hold, lower, lowest and highest angle, verdict."""
    row = line_with(shown(bridges), "0:07.0-0:13.0")
    assert row.split() == ["2", "0:07.0-0:13.0", "1.2", "3.8", "1.0", "132-178", "fault"]


def test_a_table_shows_why_one_lowering_is_a_fault_and_the_next_is_none(bridges: Report) -> None:
    """0.781 s and 0.819 s, where 0.8 s are asked for."""
    reps = []
    for rep, lower_s in zip(bridges.reps, (0.781, 0.819), strict=False):
        *before, lower = rep.phases
        phases = (*before, replace(lower, end_s=lower.start_s + lower_s))
        fast = Finding("fast", lower.start_s, lower.start_s + lower_s, lower_s, 0.8, "s")
        found = (replace(fast, rep=rep.number),) if lower_s < 0.8 else ()
        reps.append(replace(rep, phases=phases, findings=found))
    text = shown(replace(bridges, reps=tuple(reps), findings=reps[0].findings))
    assert line_with(text, "0:01.0-0:07.0").split()[4] == "0.78"
    assert line_with(text, "0:07.0-0:13.0").split()[4] == "0.82"
    assert "0.78 s (should be at least 0.80 s)" in text


def test_a_half_repetition_is_called_half_in_words(bridges: Report) -> None:
    """Nobody may take it for a counted one, and it needs no colour for that."""
    assert line_with(shown(bridges), "0:13.0-0:19.0").split()[-1] == "half"


def test_phases_stand_in_the_order_of_a_complete_repetition(bridges: Report) -> None:
    """Also where a half repetition without its hold comes first."""
    half = replace(bridges.reps[2], phases=bridges.reps[2].phases[::2])
    text = shown(replace(bridges, reps=(half, *bridges.reps[:2])))
    assert line_with(text, "from-to").split()[2:8] == ["lift", "s", "hold", "s", "lower", "s"]
    assert line_with(text, "0:13.0-0:19.0").split()[2:5] == ["1.2", "-", "1.0"]


def test_each_fault_says_what_to_do_and_each_time_how_much(bridges: Report) -> None:
    """The advice comes once. Below it is each moment with the value and the limit."""
    later = replace(bridges.findings[0], start_s=19.4, value=150.0)
    text = shown(replace(bridges, findings=(*bridges.findings, later)))
    assert line_with(text, "Keep the hips up.").strip() == "sag: Keep the hips up."
    said = line_with(text, "0:09.0  ").strip()
    assert said == "0:09.0  repetition 2  152° (should be at least 160°)"
    assert "150°" in line_with(text, "0:19.4")


def test_the_side_of_a_fault_is_named(bridges: Report) -> None:
    """Left and right are the person's own."""
    left = replace(bridges.findings[0], side="left", rep=None)
    assert "0:09.0  left  152°" in shown(replace(bridges, findings=(left,)))


def test_remarks_and_what_was_not_judged_are_listed(bridges: Report) -> None:
    """With the time for which they were true, and whether anything was judged meanwhile."""
    blocking = replace(bridges.remarks[0], blocks=True)
    text = shown(replace(bridges, remarks=(blocking,)))
    assert (
        "0:00.0-0:02.0 Come nearer to the camera: you are too small in the picture. "
        "(Nothing was judged meanwhile.)" in unbroken(text)
    )
    assert f"knees: {DARK} (0:00.0-0:24.0)" in unbroken(text)


def test_what_a_remark_has_said_is_not_said_again(bridges: Report) -> None:
    """With nobody in the picture nothing is judged, and that is said once. The same reason at
    another time is said again."""
    remark = Remark("nobody", 0.0, 2.0, blocks=True, values={"light": "enough"})
    gap = NotJudged("everything", remark_message(remark), remark.start_s, remark.end_s)
    later = replace(gap, start_s=9.0, end_s=9.5)
    text = shown(replace(bridges, remarks=(remark,), not_judged=(gap, later)))
    assert "everything: Nobody is in the picture. (0:09.0-0:09.5)" in text
    assert text.count("Nobody is in the picture.") == 2


def test_one_reason_is_given_once_however_often_it_was_true(bridges: Report) -> None:
    """Five gaps with one reason: three moments are said, the rest is only counted."""
    gaps = tuple(NotJudged("sag", Message("no-picture"), float(i), i + 0.5) for i in range(5))
    rep = replace(bridges.reps[0], not_judged=gaps)
    text = shown(replace(bridges, reps=(rep,), not_judged=gaps[:1]), width=100)
    spans = "0:00.0-0:00.5, 0:01.0-0:01.5, 0:02.0-0:02.5 and 2 more times"
    assert f"sag: no picture fell into it ({spans})" in unbroken(text)
    assert text.count("no picture fell into it") == 1


def test_a_hold_has_its_length_and_why_it_ended(plank: Report) -> None:
    """With a negative angle there is a "to" between the numbers, and no dash."""
    row = line_with(shown(plank), "left the position")
    assert "0:02.0-0:15.0" in row
    assert " 13.0 " in row
    assert "-3 to 6" in row


def test_file_names_are_shown_as_they_are(plank: Report) -> None:
    """Brackets in a name have no meaning."""
    assert "plank [1].mp4" in shown(plank)
    assert "plank [1].mp4" in shown(plank, plank)


def test_a_partial_analysis_says_so(bridges: Report) -> None:
    """And up to when, alone or among others."""
    broken = replace(bridges, partial=True, duration_s=12.3)
    said = "Partial: broken off, only analysed up to 0:12.3."
    assert said in shown(broken)
    assert said in shown(broken, bridges)
    assert "Partial" not in shown(bridges)


def test_several_recordings_share_one_table(bridges: Report, plank: Report) -> None:
    """Each has a row. Below the table stand those in which something was wrong."""
    clean = replace(plank, source="clean.mp4")
    text = shown(bridges, clean, width=120)
    assert line_with(text, "clean.mp4").split()[-1] == "good"
    assert "Hip bridge, good.mp4: fault" in text
    assert "Plank, clean.mp4" not in text


def test_colour_repeats_words_and_adds_none(bridges: Report, plank: Report) -> None:
    """With and without colour the same text is read."""
    for reports in ((bridges,), (plank,), (bridges, plank)):
        assert strip_ansi(shown(*reports, colour=True)) == shown(*reports)
    assert "\x1b[" in shown(bridges, colour=True)


def strip_ansi(text: str) -> str:
    """`text` without colour codes."""
    parts = text.split("\x1b[")
    return parts[0] + "".join(part.partition("m")[2] for part in parts[1:])


@pytest.mark.parametrize("width", [60, 80, 200])
def test_nothing_is_wider_than_the_terminal(bridges: Report, plank: Report, width: int) -> None:
    """The terminal has to break no line."""
    long_name = replace(bridges, source="a-phone-names-its-clips-like-this-" * 3 + ".mp4")
    for reports in ((bridges,), (plank,), (long_name, plank)):
        assert max(map(len, shown(*reports, width=width).splitlines())) <= width


@pytest.mark.parametrize("width", [64, 80])
def test_times_are_never_cut(bridges: Report, width: int) -> None:
    """Both ends of each repetition stand on one line, also with sides and two signals."""
    second = replace(bridges.reps[0].ranges[0], signal="knee_deg")
    reps = tuple(replace(rep, side="right", ranges=(*rep.ranges, second)) for rep in bridges.reps)
    text = shown(replace(bridges, reps=reps), width=width)
    assert width < 80 or "…" not in text
    assert all(span in text for span in ("0:01.0-0:07.0", "0:07.0-0:13.0", "0:13.0-0:19.0"))


def test_the_notice_stands_there_once(bridges: Report, plank: Report) -> None:
    """However many recordings."""
    for reports in ((bridges,), (bridges, plank)):
        assert shown(*reports).count("not a medical device") == 1


def test_a_report_without_anything_is_still_a_table(plank: Report) -> None:
    """With nobody in the picture there are no empty tables, only words."""
    empty = replace(plank, holds=(), verdict=Verdict.NOT_JUDGED)
    assert "not judged" in shown(empty)
    assert "nothing counted; nothing judged" in shown(empty)


def test_a_fault_that_comes_again_and_again_in_one_repetition_is_counted(bridges: Report) -> None:
    """Seven bounces are three lines and a number."""
    first = bridges.findings[0]
    many = replace(bridges, findings=tuple(replace(first, start_s=float(i)) for i in range(7)))
    assert "and 4 more times in it" in shown(many)
    assert shown(many).count(formats.against(first, Speech(many.texts))) == 3
