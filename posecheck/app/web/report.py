"""The report of a session as the page for people that `posecheck report` makes."""

from __future__ import annotations

from posecheck.app.report_page import drawn_zones
from posecheck.app.web.parts import Finished
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.report.page import facts, render
from posecheck.words.speech import Speech


def page(finished: Finished, catalogue: Catalogue) -> str:
    """The text of an HTML file that needs nothing else."""
    report = finished.report
    shown = facts.shown(report, course=finished.course, exercise=drawn_zones(report, catalogue))
    return render.page([shown], Speech(report.texts))
