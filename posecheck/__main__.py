"""`python -m posecheck`."""

from posecheck.app.cli import main

main()
