"""Updates, findings and repetitions made by hand, for tests of what reads them."""

from __future__ import annotations

from typing import Any

from posecheck.records import Finding, Rep, Update, Verdict


def update(t_s: float, **changes: Any) -> Update:
    """An update in place and at rest, in which nothing happened, except for the changes given."""
    values: dict[str, Any] = {
        "t_s": t_s,
        "seen": True,
        "in_place": True,
        "phase": None,
        "count": 0,
        "count_left": 0,
        "count_right": 0,
        "halves": 0,
        "hold_s": None,
        "hold_target_s": None,
        "signals": {},
        "chains": (),
        "remark": None,
    }
    return Update(**{**values, **changes})


def finding(check: str, *, rep: int | None = None, side: Any = None) -> Finding:
    """A finding of a check: 1° where the limit is 2°."""
    return Finding(check, 0.0, 1.0, 1.0, 2.0, "°", side=side, rep=rep)


def rep(number: int, *faults: str, complete: bool = True, side: Any = None) -> Rep:
    """A repetition of 5 s with these faults."""
    found = tuple(finding(check, rep=number, side=side) for check in faults)
    verdict = Verdict.FAULT if faults else Verdict.GOOD
    return Rep(number, 0.0, 5.0, side, complete, (), (), verdict, found)
