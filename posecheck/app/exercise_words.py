"""The sentences for each exercise of a run, in the language that was asked for."""

from __future__ import annotations

from collections.abc import Callable

from posecheck.app import consoles
from posecheck.exercise.personal.profile import Calibration
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.schema import Exercise
from posecheck.words import language
from posecheck.words.exercise_texts import texts_of, translated, translation
from posecheck.words.speech import Speech


class Wording:
    """Finds the sentences for exercises. An exercise that is not translated is shown in English.

    `note` says a line; without it, the line is printed to standard error.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        lang: str | None = None,
        *,
        note: Callable[[str], None] | None = None,
    ) -> None:
        self._catalogue = catalogue
        self._note = note or consoles.note
        self.code = language.chosen(lang)
        self._noted: set[str] = set()

    @property
    def general(self) -> Speech:
        """The sentences that belong to no exercise."""
        return Speech(code=self.code)

    def of(self, exercise: Exercise, calibration: Calibration | None = None) -> Speech:
        """The sentences for an exercise. Where it is not translated, a note says so once."""
        found = translation(exercise, self.code, self._catalogue)
        if found is None and self.code != language.ENGLISH and exercise.id not in self._noted:
            self._noted.add(exercise.id)
            name = self.general.language.locale.get_display_name(language.ENGLISH)
            self._note(Speech().text("not-translated", exercise=exercise.title, language=name))
        date = calibration.date if calibration else None
        return Speech(texts_of(exercise, self.code, found, calibrated_on=date))

    def translated(self, exercise: Exercise) -> Exercise:
        """The exercise with its texts in that language, where it is translated."""
        return translated(exercise, translation(exercise, self.code, self._catalogue))

    def title(self, exercise_id: str) -> str:
        """The title of an exercise in that language; its id where the catalogue has it no more."""
        if exercise_id not in self._catalogue.ids():
            return exercise_id
        return self.translated(self._catalogue.get(exercise_id)).title
