"""A limit in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from posecheck.errors import PosecheckError
from posecheck.exercise.spec import zones
from posecheck.exercise.spec.schema import UNIT_SUFFIX
from posecheck.records import Limit
from posecheck.words.speech import Speech, readable

MOST_TERMS = 3
"""The most comparisons of a condition that is written out on a page: more are not read."""


def unit_of(signal: str | None) -> str:
    """The unit of a signal, as its name says it; empty where it says none.

    >>> unit_of("hip_deg"), unit_of("reach_trunk"), unit_of(None)
    ('°', 'trunk lengths', '')
    """
    return next((u for u, end in UNIT_SUFFIX.items() if signal and signal.endswith(end)), "")


def terms(limit: Limit, unit: str, speech: Speech, *, brief: bool = False) -> str:
    """The limit in words, such as "hip at least 160°; lapses under 0.3 s do not count".

    `unit` is that of the limit's signal; empty for none. With `brief`, a long condition is not
    written out.
    """
    words = "; ".join(_parameters(limit.parameters, unit, speech, brief=brief))
    return f"{speech.name(limit.signal)} {words}" if limit.signal else words


def _parameters(
    parameters: Mapping[str, float | str], unit: str, speech: Speech, *, brief: bool
) -> Iterator[str]:
    for name, value in parameters.items():
        if brief and name == "reach" and str(value).count(">") + str(value).count("<") > MOST_TERMS:
            yield speech.text("limit-reach-many")
            continue
        shown = value if isinstance(value, str) else speech.language.shortest(value)
        if name == "reach":
            shown = _condition(str(value), speech)
        if name == "zones":
            shown = ", ".join(map(speech.name, str(value).split(", ")))
        own_unit = name.endswith("_s") or isinstance(value, str) or not unit
        if not own_unit:
            shown = speech.with_unit(shown, unit)
        key = f"limit-{name}"
        known = speech.language.has(key)
        yield speech.text(key, value=shown) if known else f"{readable(name)} {shown}"


def _condition(text: str, speech: Speech) -> str:
    """A condition in words: "hip over 163° and trunk lift over 8°"; one that cannot be read stays
    as it is."""
    try:
        groups = zones.parse(text).any_of
    except PosecheckError:
        return text
    joined = speech.language.joined
    return joined([joined([_comparison(c, speech) for c in group]) for group in groups], "or")


def _comparison(one: zones.Comparison, speech: Speech) -> str:
    unit = unit_of(one.signal)
    limit = speech.with_unit(speech.language.shortest(one.limit), unit)
    return speech.text("term-over" if one.above else "term-under", signal=one.signal, limit=limit)
