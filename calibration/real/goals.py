"""The numbers of all goals, for some of the recordings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from calibration.real import scoring
from calibration.real.holds import HoldScore
from calibration.real.measure import Measured


@dataclass(frozen=True, slots=True)
class Goal:
    """One number."""

    name: str
    wanted: str
    """The goal in words; "" for a number without one."""
    value: float | None
    """None where nothing was scored."""
    shown: str
    reached: bool | None
    """None where there is no goal, or nothing was scored."""


def goals(measured: Sequence[Measured], *, quick: bool = False) -> list[Goal]:
    """All goals. `quick`: only those for which each recording's own exercise is enough."""
    found = [*_sets(measured), *_holds(measured)]
    if not quick:
        found += [*_must_not_count(measured), *_recognised(measured)]
    return [*found, *_faults(measured), _crashes(measured)]


def _sets(measured: Sequence[Measured]) -> list[Goal]:
    sets = [r for m in measured if (r := scoring.set_right(m)) is not None]
    sides = [r for m in measured if (r := scoring.sides_right(m)) is not None]
    return [
        _share("sets of repetitions exact", sets.count(True), len(sets), at_least=0.95),
        _share("both sides exact", sides.count(True), len(sides)),
    ]


def _share(name: str, part: int, whole: int, *, at_least: float | None = None) -> Goal:
    share = part / whole if whole else None
    shown = f"{part} of {whole} ({share * 100:.0f} %)" if share is not None else "-"
    wanted = f">= {at_least * 100:.0f} %" if at_least else ""
    reached = None if at_least is None or share is None else share >= at_least
    return Goal(name, wanted, share, shown, reached)


def _holds(measured: Sequence[Measured]) -> list[Goal]:
    def total(*, one_hold: bool) -> HoldScore:
        scores = (scoring.hold_score(m, one_hold=one_hold) for m in measured)
        return sum(scores, start=HoldScore())

    alone = _hold_goals("exercises that are one hold", total(one_hold=True), goal=True)
    within = _hold_goals("holds within repetitions", total(one_hold=False), goal=False)
    return [*alone, *within]


def _hold_goals(kind: str, score: HoldScore, *, goal: bool) -> list[Goal]:
    found, false, off = score.found_share, score.false_share, score.mean_error_s
    return [
        Goal(
            f"{kind}: labelled time found",
            ">= 98 %" if goal else "",
            found,
            "-" if found is None else f"{found * 100:.1f} % of {score.labelled_s:.0f} s",
            found >= 0.98 if goal and found is not None else None,
        ),
        Goal(
            f"{kind}: reported time false",
            "<= 2 %" if goal else "",
            false,
            "-" if false is None else f"{false * 100:.1f} % of {score.reported_s:.0f} s",
            false <= 0.02 if goal and false is not None else None,
        ),
        Goal(
            f"{kind}: length off by",
            "<= 0.4 s" if goal else "",
            off,
            "-" if off is None else f"{off:.2f} s ({len(score.errors_s)} of {score.labelled})",
            off <= 0.4 if goal and off is not None else None,
        ),
    ]


def _must_not_count(measured: Sequence[Measured]) -> list[Goal]:
    near = [seen for m in measured for seen in m.near]
    others = [seen for m in measured for seen in m.others]
    as_near, as_other = (len(scoring.counted_wrongly(each)) for each in (near, others))
    wrong, pairs = as_near + as_other, len(near) + len(others)
    return [
        Goal("must not count: wrong", "<= 2", wrong, f"{wrong} of {pairs}", wrong <= 2),
        _number("of these, as the exercise it is near to", as_near, len(near)),
        _number("of these, as other exercises", as_other, len(others)),
    ]


def _number(name: str, count: int, of: int, *, at_most: int | None = None) -> Goal:
    if at_most is None:
        return Goal(name, "", count, f"{count} of {of}", None)
    wanted = f"<= {at_most}" if at_most else "0"
    return Goal(name, wanted, count, f"{count} of {of}", count <= at_most)


def _recognised(measured: Sequence[Measured]) -> list[Goal]:
    answers = [(m.truth.unknown, a) for m in measured if (a := scoring.answer(m)) is not None]
    known = Counter(a for unknown, a in answers if not unknown)
    unknown = Counter(a for unknown, a in answers if unknown)
    good, every = known["right"] + known["asks"], known.total()
    return [
        _share("exercise recognised, or asked for", good, every, at_least=0.95),
        _number("of these, recognised without asking", known["right"], good),
        _number("named wrongly without asking", known["wrong"], every, at_most=0),
        _number("asked, without the right one", known["asks among others"], every),
        _number("nothing recognised", known["nothing"], every),
        _number("unknown named without asking", unknown["wrong"], unknown.total(), at_most=1),
    ]


def _faults(measured: Sequence[Measured]) -> list[Goal]:
    lists = [(m, f) for m in measured if (f := scoring.faults_on_good_form(m)) is not None]
    count = sum(len(faults) for _, faults in lists)
    each = count / len(lists) if lists else None
    judged = sum(m.own is not None and m.own.counted > 0 for m, _ in lists)
    return [
        Goal(
            "faults on good form, a recording",
            "<= 0.1",
            each,
            "-" if each is None else f"{each:.2f} ({count} in {len(lists)})",
            None if each is None else each <= 0.1,
        ),
        _number("recordings of good form with something counted", judged, len(lists)),
    ]


def _crashes(measured: Sequence[Measured]) -> Goal:
    count = sum(len(m.crashes) for m in measured)
    return Goal("crashes", "0", count, str(count), count == 0)
