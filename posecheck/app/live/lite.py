"""The lighter pose model, for machines that are too slow for the one that was chosen."""

from __future__ import annotations

from collections.abc import Callable

from posecheck.app.sources import ModelChoice
from posecheck.pose import model_file as models
from posecheck.pose.estimator import Estimator


def opener(choice: ModelChoice) -> Callable[[], Estimator] | None:
    """Makes an estimator of the lighter model; None where its file is missing or in use already."""
    if choice.name == "lite" or choice.explicit is not None:
        return None
    file = models.locate("lite")
    return None if file is None or file == models.locate(choice.name) else lambda: Estimator(file)
