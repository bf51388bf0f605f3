"""The measurement behind `calibration.recordings`: real people, against what somebody saw.

labels.py    what the labels say: free text, and people's readings of it in calibration/labels.toml
others.py    which other exercises a recording is analysed as, and why some are left out
halves.py    the two halves of the recordings, from calibration/people.toml
measure.py   what posecheck says about each recording
holds.py     measured holds against labelled ones
goals.py     the numbers of all goals
tables.py    the page
"""
