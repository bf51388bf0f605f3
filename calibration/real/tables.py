"""The page: goals first, then every recording, then what went wrong."""

from __future__ import annotations

from collections.abc import Sequence

from calibration.real import scoring
from calibration.real.goals import goals
from calibration.real.halves import BOTH
from calibration.real.holds import HoldScore
from calibration.real.labels import Count
from calibration.real.measure import Measured, Seen


def by_half(measured: Sequence[Measured]) -> dict[str, list[Measured]]:
    """Half -> its recordings; with more than one half also all of them, as "both"."""
    names = sorted({m.half for m in measured})
    found = {name: [m for m in measured if m.half == name] for name in names}
    return found | {BOTH: list(measured)} if len(names) > 1 else found


def page(measured: Sequence[Measured], *, quick: bool = False) -> str:
    """Markdown."""
    halves = by_half(measured)
    parts = [_goals(halves, quick=quick)]
    parts += [_recordings(half, halves[half]) for half in halves if half != BOTH]
    parts += [_wrong(measured), _faults(measured), _crashes(measured)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _goals(halves: dict[str, list[Measured]], *, quick: bool) -> str:
    columns = {half: goals(each, quick=quick) for half, each in halves.items()}
    lines = [f"| | goal | {' | '.join(columns)} |", "|---|---|" + "---|" * len(columns)]
    for row in zip(*columns.values(), strict=True):
        shown = (f"**{g.shown}**" if g.reached is False else g.shown for g in row)
        lines.append(f"| {row[0].name} | {row[0].wanted or '-'} | {' | '.join(shown)} |")
    return "\n".join(lines) + "\n\nBold: the goal is not reached."


_COLUMNS = (
    "recording",
    "exercise",
    "label",
    "counted",
    "half",
    "left, right",
    "holds: found, false, off by",
    "recognised",
    "picture",
)


def _recordings(half: str, measured: Sequence[Measured]) -> str:
    lines = [
        f"### {half}",
        "",
        f"| {' | '.join(_COLUMNS)} |",
        "|---" * len(_COLUMNS) + "|",
    ]
    return "\n".join([*lines, *(_row(m) for m in measured)])


def _row(measured: Measured) -> str:
    truth, own = measured.truth, measured.own
    cells = [truth.recording, truth.exercise or f"none: {truth.seen}"]
    if own is None:
        cells += ["-"] * 5
    else:
        right = scoring.hold_right(measured) if own.one_hold else scoring.set_right(measured)
        cells += [
            _expected(measured),
            _marked(str(own.counted), right=right),
            str(own.halves),
            _sides(measured),
            _held(measured),
        ]
    return f"| {' | '.join([*cells, _named(measured), truth.picture])} |"


def _marked(text: str, *, right: bool | None) -> str:
    return f"{text} **MISS**" if right is False else text


def _expected(measured: Measured) -> str:
    truth = measured.truth
    if measured.own and measured.own.one_hold:
        return str(len(truth.holds)) if truth.holds else "?"
    return _range(truth.reps) if truth.scored else "?"


def _range(count: Count | None) -> str:
    if count is None:
        return "?"
    low, high = count
    return str(low) if low == high else f"{low} to {high}"


def _sides(measured: Measured) -> str:
    own, truth = measured.own, measured.truth
    if own is None or own.sides is None:
        return "-"
    text = f"{own.sides[0]}, {own.sides[1]}"
    if scoring.sides_right(measured) is False:
        return _marked(f"{text}, not {_range(truth.left)}, {_range(truth.right)}", right=False)
    return text


def _held(measured: Measured) -> str:
    score = sum(
        (scoring.hold_score(measured, one_hold=one) for one in (True, False)),
        start=HoldScore(),
    )
    if not score.labelled:
        return "-"
    false = "-" if score.false_share is None else f"{score.false_share * 100:.0f} %"
    off = "-" if score.mean_error_s is None else f"{score.mean_error_s:.2f} s"
    return f"{(score.found_share or 0) * 100:.0f} %, {false}, {off}"


def _named(measured: Measured) -> str:
    named = measured.named
    if named is None:
        return "-"
    text = ("" if named.sure else "asks: ") + ", ".join(named.likely) if named.likely else "nothing"
    good = scoring.answer(measured) in (None, "right", "asks")
    return _marked(text, right=good)


def _wrong(measured: Sequence[Measured]) -> str:
    lines = [
        f"- {m.truth.recording} ({m.half}, {m.truth.seen}) as {seen.exercise}: {_counted(seen)}"
        + (", near to it" if seen in m.near else "")
        for m in measured
        for seen in scoring.counted_wrongly((*m.near, *m.others))
    ]
    if not any(m.near or m.others for m in measured):
        return ""
    return "\n".join(["### Counted where nothing should be", "", *(lines or ["- nothing"])])


def _counted(seen: Seen) -> str:
    if not seen.one_hold:
        return str(seen.count)
    return "held " + ", ".join(f"{start:.1f}-{end:.1f} s" for start, end in seen.holds or ())


def _faults(measured: Sequence[Measured]) -> str:
    lines = [
        "### Faults on good form",
        "",
        "| recording | half | check | times | values | limit |",
        "|---|---|---|---|---|---|",
    ]
    for m in measured:
        faults = scoring.faults_on_good_form(m) or []
        kinds = dict.fromkeys((f.check, f.limit, f.unit) for f in faults)
        for check, limit, unit in kinds:
            values = [f.value for f in faults if (f.check, f.limit) == (check, limit)]
            shown = ", ".join("-" if value is None else f"{value:.2f}" for value in values)
            least = "-" if limit is None else f"{limit:.2f} {unit}"
            cells = (m.truth.recording, m.half, check, str(len(values)), shown, least)
            lines.append(f"| {' | '.join(cells)} |")
    good = [m for m in measured if scoring.faults_on_good_form(m) is not None]
    return "\n".join([*lines, "", f"Good form: {', '.join(m.truth.recording for m in good)}."])


def _crashes(measured: Sequence[Measured]) -> str:
    lines = [f"- {crash}" for m in measured for crash in m.crashes]
    return "\n".join(["### Crashes", "", *lines]) if lines else ""
