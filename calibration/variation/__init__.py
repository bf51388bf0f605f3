"""Puts variation into landmarks, and tabulates by how much the count is wrong then.

    python -m calibration.variation LANDMARKS [--real RECORDINGS] > docs/variation-table.md

People move at their own pace, put their camera where they can, and leave the picture. None of that
changes what they did, so it must not change the count. Where it does, the table shows it: its worst
rows are the work list.

A case (`cases`) is one performance of an exercise without faults: landmarks over time, when each
repetition was made, and the count that is right. A variation makes a new case from a case; it keeps
the right count, or works it out anew where a repetition was cut. The kinds of variation are listed
in `kinds`; they are made in

    clock      pace, pauses, where the recording starts and ends
    picture    distance, roll, a hand-held sway, feet or head outside the picture
    hidden     landmarks that are not seen for a while, nobody found
    space      range of motion, getting into place, walking off, the camera's yaw and pitch

Those in `space` need the joints in space. Only the cases with exact landmarks have them: the
renderer's skeleton, projected through a camera without a picture (`exact`).
"""
