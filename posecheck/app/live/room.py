"""What stays from one exercise to the next: window, camera, pose model, voice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from posecheck.app import consoles, demonstration, memory
from posecheck.app.exercise_words import Wording
from posecheck.app.live import lite, loading
from posecheck.app.live.loading import Steps
from posecheck.app.live.models import Models
from posecheck.app.live.voice import Silence, Speaks, Voice
from posecheck.app.live.window import Window
from posecheck.app.sources import ModelChoice, describe, ensure_model
from posecheck.capture.camera import Camera
from posecheck.capture.camera_devices import Where, opener
from posecheck.exercise.personal.profile import Profile
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.pose import model_file as models
from posecheck.pose.estimator import Estimator
from posecheck.provenance import Model
from posecheck.words.speech import Speech


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the command line asks for. `mirror` None means: like a mirror, but not for a file."""

    camera: str
    wording: Wording
    catalogue: Catalogue
    profile: Profile | None = None
    sets: int | None = None
    reps: int | None = None
    hold_s: float | None = None
    quiet: bool = False
    mirror: bool | None = None
    record: bool = False
    out: Path | None = None
    stay_s: float = 15.0

    @property
    def person(self) -> str | None:
        """The name in whose history the sessions are kept."""
        return None if self.profile is None else self.profile.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """An open window, and all that a session needs of the machine.

    stopped: whether Ctrl-C was pressed. mirrored: whether pictures are shown like a mirror.
    """

    request: Request
    window: Window
    camera: Camera
    where: Where
    models: Models
    model: Model
    voice: Speaks
    stopped: Callable[[], bool]

    @property
    def mirrored(self) -> bool:
        """Whether pictures are shown like a mirror: a film is not."""
        asked = self.request.mirror
        return self.where.file is None if asked is None else asked


@contextmanager
def opened(
    window: Window,
    request: Request,
    choice: ModelChoice,
    *,
    title: str,
    film_of: str | None = None,
    stopped: Callable[[], bool],
) -> Iterator[Room | None]:
    """Loads the model and opens the camera while the window says so.

    film_of: the first exercise, whose short film is read meanwhile.
    Gives None where the person left meanwhile. Raises what the model or the camera raises.
    """
    speech = request.wording.general
    memory.share_pools()
    with ExitStack() as stack:

        def work(steps: Steps) -> Room:
            file = ensure_model(choice)
            estimator = stack.enter_context(Estimator(file))
            found = Models(estimator, lite.opener(choice))
            stack.callback(found.close)
            voice = _voice(stack, speech, quiet=request.quiet)
            if film_of is not None:
                demonstration.of(film_of)
            steps.now = "camera"
            where = Where.of(request.camera)
            camera = stack.enter_context(_camera(where))
            return Room(
                request=request,
                window=window,
                camera=camera,
                where=where,
                models=found,
                model=describe(file),
                voice=voice,
                stopped=stopped,
            )

        room = loading.meanwhile(window, work, title, speech)
        if room is not None:
            window.fit(room.camera.size_px)
        yield room


def known_model(choice: ModelChoice) -> Model | None:
    """The pose model, where its file is here already."""
    file = choice.explicit or models.locate(choice.name)
    return describe(file) if file is not None and file.is_file() else None


def _voice(stack: ExitStack, speech: Speech, *, quiet: bool) -> Speaks:
    if quiet:
        return stack.enter_context(Silence(speech))
    return stack.enter_context(Voice(consoles.note, speech))


def _camera(where: Where) -> Camera:
    return Camera(
        opener(where),
        name=where.name,
        may_freeze=where.file is None,
        settled=memory.give_back,
    )
