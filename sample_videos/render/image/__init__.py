"""One picture: all rooms together, from a pose to 8-bit pixels.

Imports every room but `animation`. The call that goes in:
`frame.render(scene, pose, camera, frame_index=i)`.
"""
