"""The end of a session as the page shows it."""

from __future__ import annotations

from typing import Any

from posecheck.app.web.parts import Day, Finished
from posecheck.records import Hold, Rep, Report
from posecheck.report import formats
from posecheck.words.speech import Speech


def of(finished: Finished | Day) -> dict[str, Any]:
    """A finished session, or a day's plan, plain data for JSON."""
    return _day(finished) if isinstance(finished, Day) else _session(finished)


def _day(day: Day) -> dict[str, Any]:
    written = [str(each.written) for each in day.sessions if each.written is not None]
    return {
        "plan": True,
        "title": day.speech.text("plan-title"),
        "lines": [*day.sentences, day.speech.text("notice")],
        "sessions": [_row(each) for each in day.sessions],
        "ended": day.ended,
        "why": day.why,
        "in_history": day.person if any(each.in_history for each in day.sessions) else None,
        "written": ", ".join(written) if len(written) == len(day.sessions) > 0 else None,
    }


def _row(finished: Finished) -> dict[str, Any]:
    """A session of a plan in a line, with all that its own summary says."""
    return {
        "exercise": finished.exercise.id,
        "title": finished.report.title,
        "verdict": finished.report.verdict.value,
        "verdict_text": finished.speech.text(f"verdict-{finished.report.verdict.value}"),
        "lines": list(finished.sentences),
    }


def _session(finished: Finished) -> dict[str, Any]:
    report, speech = finished.report, finished.speech
    return {
        "plan": False,
        "title": report.title,
        "exercise": report.exercise,
        "verdict": report.verdict.value,
        "verdict_text": speech.text(f"verdict-{report.verdict.value}"),
        "done": formats.summary(report, speech),
        "lines": [*finished.sentences, speech.text("notice")],
        "bars": _bars(report, speech),
        "ended": finished.ended,
        "why": finished.why,
        "in_history": finished.person if finished.in_history else None,
        "written": None if finished.written is None else str(finished.written),
        "hurt": report.live is not None and report.live.hurt_s is not None,
    }


def _bars(report: Report, speech: Speech) -> list[dict[str, Any]]:
    """One bar for each repetition, or for each hold of an exercise that is a hold: how long."""
    holds = [hold for hold in report.holds if hold.rep is None]
    each: list[Rep | Hold] = [*report.reps] if report.reps else [*holds]
    longest_s = max((one.end_s - one.start_s for one in each), default=1.0) or 1.0
    return [
        {
            "share": round((one.end_s - one.start_s) / longest_s, 3),
            "verdict": one.verdict.value if _counts(one) else "half",
            "label": speech.text(f"verdict-{one.verdict.value}")
            if _counts(one)
            else speech.text("verdict-half"),
            "time": speech.with_unit(speech.number(one.end_s - one.start_s, "s"), "s"),
            "side": speech.side(one.side),
        }
        for one in each
    ]


def _counts(one: Rep | Hold) -> bool:
    return isinstance(one, Hold) or one.complete
