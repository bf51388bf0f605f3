"""What is counted in each good clip as every exercise, and what is recognised in it."""

from __future__ import annotations

from collections.abc import Sequence

from posecheck.app.benchmark.run import AsOther, Result


def foreign(results: Sequence[Result]) -> list[tuple[Result, AsOther]]:
    """The clips in which something was counted as another exercise than their own."""
    return [
        (result, other)
        for result in results
        for other in result.others
        if other.counted and other.exercise != result.score.exercise
    ]


def mistaken(results: Sequence[Result]) -> list[Result]:
    """The clips for which `auto` neither finds the right exercise nor offers it."""
    return [r for r in results if r.others and r.score.exercise not in _offered(r)]


def _offered(result: Result) -> tuple[str, ...]:
    """What `auto` finds, or asks about: the best exercise and those that come near it."""
    return tuple(c.exercise for c in result.likely[: result.near])


def _best(result: Result) -> str:
    return result.likely[0].exercise if result.likely else "nothing"


def summary(results: Sequence[Result]) -> str:
    """One sentence about all clips that were analysed as every exercise."""
    good = [r for r in results if r.others]
    if not good:
        return ""
    offered = len(good) - len(mistaken(good))
    sure = sum(_best(r) == r.score.exercise and r.sure for r in good)
    pairs = sum(len(r.others) - 1 for r in good)
    return (
        f"{len(good)} good clips as every exercise: something counted in "
        f"{len(foreign(results))} of {pairs} pairs with another; auto names {sure} rightly and "
        f"asks about {offered - sure} more with the right one among its guesses."
    )


def markdown(results: Sequence[Result]) -> str:
    """The table of counts, exercise by exercise, and what `auto` says about each clip."""
    good = [r for r in results if r.others]
    ids = [other.exercise for other in good[0].others] if good else []
    numbers = {exercise: i for i, exercise in enumerate(ids, 1)}
    lines = [
        summary(results),
        "",
        "Counted, when a clip (row) is analysed as an exercise (column);",
    ]
    lines += ["the columns are numbered as the exercises are, an empty cell is 0.", ""]
    lines += ["| nr | clip | " + " | ".join(str(numbers[i]) for i in ids) + " |"]
    lines += ["|" + "---|" * (len(ids) + 2)]
    for r in good:
        cells = " | ".join(str(other.counted or "") for other in r.others)
        name = f"{r.score.exercise}/{r.score.clip}"
        lines.append(f"| {numbers.get(r.score.exercise, '-')} | {name} | {cells} |")
    return "\n".join([*lines, "", *_pairs(results), "", *_recognised(good), ""])


def _pairs(results: Sequence[Result]) -> list[str]:
    lines = ["Counted as another exercise, and why:", ""]
    lines += [
        f"- {r.score.exercise}/{r.score.clip} as {other.exercise}: {other.counted}. "
        f"{r.alike.get(other.exercise, 'NO REASON KNOWN')}"
        for r, other in foreign(results)
    ] or ["- none"]
    return lines


def _recognised(good: Sequence[Result]) -> list[str]:
    lines = ["What `--exercise auto` says, with the share of the time that it explains:", ""]
    lines += ["| clip | recognised | sure | next | |", "|---|---|---|---|---|"]
    for r in good:
        first, second = (
            f"{c.exercise} {c.fit:.0%}" if c else "-" for c in (*r.likely[:2], None, None)[:2]
        )
        mark = "MISS" if r in mistaken([r]) else "ok"
        sure = "yes" if r.sure else "asks"
        lines.append(
            f"| {r.score.exercise}/{r.score.clip} | {first} | {sure} | {second} | {mark} |"
        )
    return lines
