"""The empty room as one camera sees it: the background plate.

Each pixel's ray is traced to the nearest solid in closed form. The plate keeps light and geometry
of each pixel in layers (a G-buffer), so that a frame only adds the person and their shadow. Imports
`noise` and `scene`. The call that goes in: `background_plate.background_plate(arrays, view, size)`.
"""
