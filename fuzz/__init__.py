"""Spoilt input for every door of posecheck: files and streams that somebody else may have made.

    python -m fuzz DOOR [--executions N] [--seconds S] [--seed N] [--finds FOLDER]

A door (`doors/`) makes spoilt bytes of good ones, and gives them to the function that the commands
use. PosecheckError is the one allowed answer. Whatever else happens is a find, and is written to a
file: another exception, a Python warning, a crash, more than 10 s of computing, more than 1 GB.
`runner.py` does it in a process of its own, so that the run goes on after a crash. A tool for
developers; it is not part of the wheel.
"""
