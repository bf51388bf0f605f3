"""A person's own range of motion: their profile, and the limits and notes that follow from it.

Pure functions from a calibration to an exercise with the person's own limits. Imports `spec` and
`follow`. The call that goes in: `limits.personal(exercise, calibration, side)`.
"""
