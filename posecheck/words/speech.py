"""Makes sentences from keys and values, for one exercise in one language."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from posecheck.messages import ExerciseTexts, Message
from posecheck.phase_measures import Number
from posecheck.records import Finding, Side
from posecheck.words.language import language

WORDS_A_SECOND: Final = 2.5
"""How fast a calm voice speaks: 150 words a minute."""

NAMED: Final = frozenset({"check", "phase", "signal", "zone"})
"""Values of these names are ids: they are replaced by the names for users."""

_ATTACHED: Final = ("°", "°/s")
"""Units that follow their number without a space."""

_DIGITS: Final = {"°": 0, "°/s": 0, "s": 1, "steps/min": 0}
"""Digits behind the point for each unit; other units have 2."""

_UNIT_KEYS: Final = {
    "trunk lengths": "unit-trunk-lengths",
    "trunk lengths/s": "unit-trunk-lengths-s",
    "steps/min": "unit-steps-min",
}


class Speech:
    """The sentences for one exercise; without `texts`, those that belong to no exercise."""

    def __init__(self, texts: ExerciseTexts | None = None, *, code: str = "en") -> None:
        self.texts = texts or ExerciseTexts(code, "")
        self.language = language(self.texts.language)

    def text(self, key: str, **values: Any) -> str:
        """The sentence for a key. Ids among the values are replaced by names, lists are joined.

        >>> Speech().text("remark-cut-off", parts=["feet", "knees"])
        'Not in the picture: your feet and knees.'
        """
        return self.language.text(key, **{name: self._value(name, v) for name, v in values.items()})

    def sentence(self, message: Message) -> str:
        """The sentence of a message."""
        if message.key == "fault":
            return self.say(str(message.values["check"]), _zone(message))
        if message.key == "hurt":
            return self.hurt()
        return self.text(message.key, **message.values)

    def speech_s(self, message: Message) -> float:
        """How long a message takes to be spoken, seconds."""
        return len(self.sentence(message).split()) / WORDS_A_SECOND

    def say(self, check: str, zone: str | None = None) -> str:
        """What to say about a fault: the exercise's own words, else those for all exercises."""
        return self._of_check(self.texts.say, "fault", check, zone)

    def because(self, check: str, zone: str | None = None) -> str:
        """Why the limit of a check is what it is."""
        return self._of_check(self.texts.because, "because", check, zone)

    def of_finding(self, finding: Finding) -> str:
        """What to say about a finding."""
        return self.say(finding.check, finding.zone)

    def name(self, name: str) -> str:
        """The name for users of a check, phase, zone or signal (without its unit), by its id.

        >>> Speech().name("half-repetition"), Speech().name("trunk_lift_deg")
        ('half repetition', 'trunk lift')
        """
        if name in self.texts.names:
            return self.texts.names[name]
        key = f"name-{name.replace(' ', '-')}"
        if self.language.has(key):
            return self.language.text(key)
        side, _, rest = name.partition("_")
        if side in ("left", "right") and rest:
            return f"{self.side(side)} {self.name(rest)}"  # type: ignore[arg-type]
        return readable(without_unit(name))

    def side(self, side: Side | None) -> str:
        """The word for a side; empty for none."""
        return self.language.text(f"side-{side}") if side else ""

    def greetings(self) -> list[str]:
        """What is said once: the cautions, that posecheck is no medical device, how to pause."""
        return [*self.texts.cautions, *map(self.text, ("not-medical", "wave-to-pause"))]

    def hurt(self) -> str:
        """What is said when the person says that it hurts."""
        return f"{self.text('hurt-stop')} {self.texts.ask_a_doctor or self.text('hurt-ask')}"

    def clock(self, t_s: float) -> str:
        """Minutes and seconds on the media clock, to a tenth.

        >>> Speech().clock(7.24), Speech().clock(59.96), Speech(code="de").clock(3725.0)
        ('0:07.2', '1:00.0', '62:05,0')
        """
        tenths = round(t_s * 10)
        seconds = self.language.number(tenths % 600 / 10, 1)
        return f"{tenths // 600}:{seconds.zfill(4)}"

    def span(self, *, start_s: float, end_s: float) -> str:
        """From when to when.

        >>> Speech().span(start_s=1.0, end_s=4.5)
        '0:01.0-0:04.5'
        """
        return f"{self.clock(start_s)}-{self.clock(end_s)}"

    def number(self, value: Number, unit: str, *, more_digits: int = 0) -> str:
        """A number without its unit, with the digits for that unit; "?" where it is missing.

        >>> [Speech().number(v, u) for v, u in ((151.6, "°"), (3.04, "s"), (None, "°"))]
        ['152', '3.0', '?']
        """
        if value is None:
            return "?"
        digits = _DIGITS.get(unit, 2) + more_digits
        return self.language.number(round(value, digits) + 0.0, digits)  # no -0.0

    def unit(self, unit: str) -> str:
        """A unit as this language writes it."""
        return self.language.text(_UNIT_KEYS[unit]) if unit in _UNIT_KEYS else unit

    def with_unit(self, shown: str, unit: str) -> str:
        """A number's text with its unit.

        >>> Speech().with_unit("152", "°"), Speech().with_unit("3.0", "s")
        ('152°', '3.0 s')
        """
        gap = "" if unit in _ATTACHED or not unit else " "
        return f"{shown}{gap}{self.unit(unit)}"

    def _of_check(self, own: dict[str, str], kind: str, check: str, zone: str | None) -> str:
        for key in (f"{check}/{zone}", check):
            if key in own:
                return own[key]
        # "past-comfort-hold" has the sentence of "past-comfort".
        parts = check.split("-")
        for end in range(len(parts), 0, -1):
            key = f"{kind}-{'-'.join(parts[:end])}"
            if self.language.has(key):
                return self.language.text(key)
        return ""

    def day(self, day: date) -> str:
        """A day as this language writes it.

        >>> Speech().day(date(2026, 1, 5)), Speech(code="de").day(date(2026, 1, 5))
        ('Monday, January 5, 2026', 'Montag, 5. Januar 2026')
        """
        from babel.dates import format_date

        return format_date(day, "full", locale=self.language.locale)

    def short_day(self, day: date) -> str:
        """A day in few letters.

        >>> Speech().short_day(date(2026, 1, 5)), Speech(code="de").short_day(date(2026, 1, 5))
        ('Jan 5, 2026', '05.01.2026')
        """
        from babel.dates import format_date

        return format_date(day, "medium", locale=self.language.locale)

    def _value(self, name: str, value: Any) -> Any:
        if name in NAMED:
            return self.name(str(value))
        if name == "day":
            return self._day(value)
        if isinstance(value, list):
            return self.language.joined([self._one_of(name, one) for one in value])
        return value

    def _day(self, value: Any) -> Any:
        """A day that a message has as YYYY-MM-DD, as this language writes it."""
        try:
            return self.short_day(date.fromisoformat(value))
        except (TypeError, ValueError):
            return value

    def _one_of(self, name: str, one: str) -> str:
        """One thing of a list, by what the list is called."""
        if name == "demands":
            return self.text(f"demand-{one}")
        if name == "troubles":
            return self.text(f"trouble-{one}")
        if name == "needs":
            return self.text(f"need-{one}")
        return self.text(f"part-{one}")


def _zone(message: Message) -> str | None:
    zone = message.values.get("zone")
    return None if zone is None else str(zone)


def readable(name: str) -> str:
    """An id as words.

    >>> readable("half_range"), readable("too-fast")
    ('half range', 'too fast')
    """
    return name.replace("_", " ").replace("-", " ")


def without_unit(name: str) -> str:
    """A signal's id without the unit at its end; any other id as it is.

    >>> without_unit("trunk_lift_deg"), without_unit("sag")
    ('trunk_lift', 'sag')
    """
    for suffix in ("_deg", "_trunk"):
        if name.endswith(suffix):
            return name.removesuffix(suffix)
    return name
