"""What the limits of posecheck are based on: scripts that measure, and print or write tables.

No script changes a limit. A person reads the tables and sets the limits in posecheck.

Two scripts make what others read:

    landmarks        LANDMARKS: the landmarks of all sample clips   needs the pose model
    faulty_clips     RENDERED: clips with planted faults            needs the extra `render`

REAL is a folder with landmarks of real people and labels.tsv; it is not part of the project. The
scripts that measure, sorted by their question:

Are real people counted correctly?

    recordings       the counts, against what somebody saw          needs REAL
    variation        the counts, when people and cameras vary       needs LANDMARKS, REAL,
                                                                    the extra `calibration`

Is a person's comfortable range right? Run them in this order:

    repeatability    the pose model's error between repetitions     needs LANDMARKS
    over_reaching    is going beyond the range found?               needs LANDMARKS, REAL
    zone_shift       do shifted zones count anything else?          needs LANDMARKS

Is steadiness judged correctly? Run them in this order:

    noise            the noise of each kind of signal               needs LANDMARKS, REAL
    faulty_clips     (and then `landmarks` for these clips)         needs the extra `render`
    steadiness       planted faults found, and false alarms         needs LANDMARKS, REAL, RENDERED,
                                                                    the extra `calibration`

Single questions:

    squeeze_signals  which signal shows a shoulder-blade squeeze?   needs the pose model
    clips            renders the clips in calibration/clips         needs the extra `render`
    live             is a live session like a recorded one?         needs the pose model, Xvfb

Each runs as `python -m calibration.NAME`, and explains itself with `--help`. `noise` and
`steadiness` also run without REAL and RENDERED; then their tables have no columns or rows for them.
The other modules are parts of these scripts:

    turned_landmarks     makes a recorded repetition go farther by known degrees
    planted_faults       the kinds and sizes of the planted faults
    time_warp            plants faults by changing the clock of a recording
    steadiness_trial     the trials with one recording
    steadiness_rendered  what is reported on the rendered clips
    steadiness_scores    what is reported on one phase
    steadiness_report    the tables and curves
"""
