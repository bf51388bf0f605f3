"""`posecheck history`: shows, draws, writes out, adds and forgets what was done.

`kept` writes finished sessions for the other commands.
"""
