"""The person's shape: primitives (round cones, ellipsoids, ...) that move with the bones.

Imports `rig`. The calls that go in: `builds.BUILDS[name]` is a person, `hands.hand(...)` makes the
hands, `primitives.posed(primitives, rest_m, pose)` puts all into a pose.
"""
