"""From poses to signals: numbers over time, without files, clock or globals.

The folder turns landmarks into a `Body`, reads signals from it, and measures speed, movement
ends, shaking and bouncing of a signal. It may import NumPy, SciPy, pydantic and the modules
`records` and `landmarks`. The call that goes in: `body.BodyTracker().step(pose)`.
"""
