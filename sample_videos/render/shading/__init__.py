"""Colour and light: of the body's surface, and of the room where the body shades it.

Imports `noise`, `raymarch`, the plate's layers and the lamp of `scene`. The calls that go in:
`body_shading.shade_points(...)` and `shadow_catcher.catch_shadows(...)`.
"""
