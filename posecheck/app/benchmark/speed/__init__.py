"""How fast posecheck is, side by side with what others would do: `posecheck benchmark --speed`.

`measure` runs and times, `films` makes the videos, `plain_loop` and `ceiling` are what it is
compared with, `show` makes the table.
"""
