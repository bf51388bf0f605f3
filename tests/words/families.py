"""The members of each family of keys: "verdict-" has "good", "fault" and "not-judged".

They are read from the code that makes them, so that a new one needs its sentence, too.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import get_args

import posecheck
from posecheck.app.web import facts
from posecheck.capture import camera
from posecheck.coach import setup_guide
from posecheck.coach.scene import Command
from posecheck.exercise.follow import camera_setup
from posecheck.exercise.personal.limits import CHECK
from posecheck.exercise.spec import checks, plan_words
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.schema import Exercise, View
from posecheck.exercise.spec.steadiness_table import FAULTS, SteadinessSpec
from posecheck.exercise.spec.tables import Cadence
from posecheck.exercise.steady import not_judged
from posecheck.records import HoldEnd, Side, Verdict
from posecheck.report import measures

from .used_keys import dict_values, given_to


@cache
def exercises() -> tuple[Exercise, ...]:
    """All exercises that there are."""
    catalogue = Catalogue()
    return tuple(map(catalogue.get, catalogue.ids()))


def remarks() -> set[str]:
    """Kinds of remark: of the camera's set-up, of a camera in trouble, of a stopped session, and of
    a picture that stands still."""
    trouble = {f"camera-{kind}" for kind in get_args(camera.Kind)}
    stopped = dict_values("_absent_kind")
    return {
        *given_to("_Problem"), *get_args(View), *given_to("Remark", keyword="kind"),
        *trouble, *stopped, "frozen", "no-pictures",
    }  # fmt: skip


def parts() -> set[str]:
    """Parts of the body that may be outside the picture."""
    return {*camera_setup.PARTS.values(), "head"}


def limits() -> set[str]:
    """Parameters of every kind of check, and whatever else is a limit in the exercises."""
    of_checks = {
        name
        for kind in checks.KINDS.values()
        for name, p in inspect.signature(kind.function).parameters.items()
        if p.kind is p.KEYWORD_ONLY
    }
    of_steadiness = {name for each in SteadinessSpec().limits().values() for name in each}
    of_cadence = {name for name in Cadence.model_fields if name.endswith("_per_min")}
    in_use = {name for e in exercises() for limit in e.limits() for name in limit.parameters}
    return of_checks | of_steadiness | of_cadence | in_use | {"reach-many"}


def unmeasured() -> set[str]:
    """Reasons why steadiness could not be measured."""
    return {v for name, v in vars(not_judged).items() if name.isupper() and isinstance(v, str)}


def faults() -> set[str]:
    """Faults that every exercise may have."""
    return {*FAULTS, CHECK}


def names() -> set[str]:
    """Everything in the exercises that has a name, and what else may be called so."""
    found = {"everything", "repetition", *faults(), *given_to("Note")}
    for exercise in exercises():
        found |= {*exercise.windows(), *exercise.zones, *exercise.signals}
        found |= {limit.check for limit in exercise.limits()}
    return found


def of_the_page() -> set[str]:
    """What the scripts of the page in a browser ask for, and what the server names to it."""
    folder = Path(posecheck.__file__).parent / "app" / "web"
    scripts = "".join(p.read_text(encoding="utf-8") for p in (folder / "static/js").glob("*.js"))
    asked = set(re.findall(r"\bt\(\"([a-z0-9-]+)\"\)", scripts)) - set(facts.SHARED)
    return asked | given_to("RefusedError", 1)


FAMILIES: dict[str, Callable[[], set[str]]] = {
    "remark-": remarks,
    "setup-": lambda: set(setup_guide.KINDS),
    "unmeasured-": unmeasured,
    "verdict-": lambda: set(Verdict),
    "ended-": lambda: set(HoldEnd),
    "column-": lambda: given_to("_column"),
    "limit-": limits,
    "note-": lambda: given_to("Note"),
    "part-": parts,
    "side-": lambda: set(get_args(Side)),
    "gesture-": lambda: set(get_args(Command)) - {"pause"},
    "fault-": faults,
    "because-": faults,
    "told-": lambda: set(Verdict),
    "view-": lambda: set(get_args(View)),
    "measure-": lambda: {*get_args(measures.Kind)},
    "area-": lambda: set(get_args(plan_words.Area)),
    "need-": lambda: set(get_args(plan_words.Need)),
    "demand-": lambda: set(get_args(plan_words.Demand)),
    "trouble-": lambda: set(get_args(plan_words.Trouble)),
    "web-": of_the_page,
    "feels-": lambda: set(get_args(plan_words.Feeling)),
}
"""Prefix -> members. Each of them has to have its sentence."""
