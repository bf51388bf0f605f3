"""What to do today: which exercises, with which doses, and why. Decides only.

`routine` reads lists of exercises, `levels` and `growth` say how a dose grows, `choosing` makes a
plan. Pure but for the files of routines. Imports `exercise` and the modules beside the folders. The
call that goes in: `choosing.plan_of(...)`.
"""
