"""The posed body as a signed distance field (SDF), and the rays that march to it.

Imports `body.primitives`, `scene.camera_rays` and the plate's layers. The calls that go in:
`distance_grid.body_field(primitives)` makes the field, `depth_pass.depth_and_ids(...)` finds which
pixels show the body, `soft_shadow.soft_shadow(...)` asks how much light passes it.
"""
