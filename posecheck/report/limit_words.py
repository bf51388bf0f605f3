"""A limit in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from posecheck.records import Limit
from posecheck.words.speech import Speech, readable


def terms(limit: Limit, unit: str, speech: Speech) -> str:
    """The limit in words, such as "hip at least 160°; lapses under 0.3 s do not count".

    `unit` is that of the limit's signal; empty for none.
    """
    words = "; ".join(_parameters(limit.parameters, unit, speech))
    return f"{speech.name(limit.signal)} {words}" if limit.signal else words


def _parameters(parameters: Mapping[str, float | str], unit: str, speech: Speech) -> Iterator[str]:
    for name, value in parameters.items():
        shown = value if isinstance(value, str) else speech.language.shortest(value)
        if name == "zones":
            shown = ", ".join(map(speech.name, str(value).split(", ")))
        own_unit = name.endswith("_s") or isinstance(value, str) or not unit
        if not own_unit:
            shown = speech.with_unit(shown, unit)
        key = f"limit-{name}"
        known = speech.language.has(key)
        yield speech.text(key, value=shown) if known else f"{readable(name)} {shown}"
