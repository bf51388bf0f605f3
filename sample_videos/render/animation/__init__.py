"""From a motion file to a pose for every frame. Nothing here draws.

Imports `rig`, `body.builds` and `scene`. The calls that go in: `motion_file.load(path)`, then
`performance.perform(motion, name)`.
"""
