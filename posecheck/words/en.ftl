# Every sentence that posecheck says to its users, by key. The engine, the coach and the checks answer
# with keys and values; an exercise's own sentences stand in its file. docs/glossary.md has the words.
# Another language is another file like this one: see CONTRIBUTING.md.

## A live session: what is said

not-medical = posecheck is not a medical device.
stop-at-pain = Stop at once if it hurts.
wave-to-pause = Wave at the camera to pause.
keys = Keys: space pauses, h says that it hurts, q finishes, f fills the screen.
keys-in-plan = In a plan: n leaves an exercise out, s takes another one instead, q finishes for today.
plain = { $text }
get-ready = Get ready.
begin = Begin.
begin-phase = And { $phase }.
going-on = Going on.
paused = Paused. Wave again to go on, or hold a hand up to finish. If it hurts, keep waving.
paused-in-plan = Paused. Wave again to go on. Hold a hand up for the choices, and lower it at the one you want. If it hurts, keep waving.
choice = { $command ->
    [skip] Leave it out?
    [swap] Another one instead?
   *[finish] Finish for today?
}
rest-between-sets = Set { $set } done. Rest for { NUMBER($rest_s, maximumFractionDigits: 0) } seconds.
all-done = That was all. Well done.
one-done = Well done.
plan-begins = { $many ->
    [one] One exercise today
   *[other] { $many } exercises today
}, about { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
}. The first one: { $title }.
plan-title = Today's plan
plan-resumed = Today's plan goes on: { $done ->
    [one] one exercise is
   *[other] { $done } exercises are
} done already.
plan-goes-on = Next: { $title }.
plan-instead = Instead: { $title }.
after-pain = If it goes on hurting, stop for today. If it is gone, wave to go on with { $title }.
count = { $count }
praise = { $number ->
    [1] Better. Well done.
    [2] Yes, like that.
   *[other] That was better.
}
hurt-stop = Stop. Come out of it slowly and rest. Some effort is normal, pain is not.
hurt-ask = Ask a doctor or physical therapist before you do this one again.
hurt-leave-out = You said that it hurts. Leave this one out until you have asked somebody.

## A live session: setting up, one instruction at a time

setup-light = More light, please.
setup-nobody = Step into the picture.
setup-people = Only one person, please.
setup-far = Come a little nearer to the camera.
setup-side = Turn side-on to the camera.
setup-front = Turn to face the camera.
setup-end = Turn your head or your feet towards the camera.
setup-back = A step back from the camera.
setup-middle = Move a little towards the middle.
setup-raise = Raise the camera a little, or step back.
setup-lower = Tilt the camera down a little, or step back.
setup-posture = { $posture ->
    [supine] Lie down on your back and get into the start position.
    [prone] Lie face down and get into the start position.
    [hands-and-knees] Go onto your hands and knees.
    [kneeling] Kneel down and get into the start position.
    [standing] Stand tall and get into the start position.
   *[seated] Sit tall and get into the start position.
}
setup-tilted = The camera is tilted. Put it level, please.
setup-ready = Good. Stay still for a moment.
setup-ready-for-hold = All is ready. Take the position: the clock starts by itself.

camera-side-low = Put the camera to one side of you, opposite your hips and about as high as a chair's seat. Make sure it sees your head and feet all the time.

## A live session: what is shown

shown-set = Set { $set } of { $sets }
shown-place = Exercise { $number } of { $many }
shown-next = Next
shown-begins = in { NUMBER($rest_s, maximumFractionDigits: 0) } s
shown-rest = Rest { NUMBER($rest_s, maximumFractionDigits: 0) } s
shown-stop = Stop
shown-paused = Paused
loading = { $step ->
    [camera] Opening the camera
   *[model] Loading the pose model
}
shown-ready = ready
shown-goal = goal
shown-get-into-position = get into position
shown-hold = hold { $held_s } s
shown-hold-of = hold { $held_s } of { $goal_s } s
shown-of-seconds = of { $goal_s } s
shown-seconds = seconds
shown-held = { $held_s } s
shown-held-of = { $held_s } of { $goal_s } s
shown-of = of { $target }
shown-sides = left { $left }   right { $right }
shown-reps = { $count ->
    [one] rep
   *[other] reps
}
shown-half = { $count } half
sign-go-on = wave: go on
sign-finish = hand up: finish
sign-choices = hand up: { $choices }
sign-hurts = keep waving: it hurts
gesture-hurts = it hurts
gesture-finish = finish
gesture-skip = leave it out
gesture-swap = another one
gesture-finish-plan = finish for today
slow-machine = This machine is slow: { slow-remedy }
slow-remedy = { $lite ->
    [yes] press L for the lighter model.
   *[no] begin again with --model-name lite.
}
slow-note = Only { NUMBER($rate_hz, minimumFractionDigits: 1, maximumFractionDigits: 1) } pictures a second: { slow-remedy }
lite-used = The lighter pose model is used from here on.
voice-missing = No voice on this machine: cues are only shown, with tones.
voice-missing-linux = { voice-missing } espeak-ng gives one (apt install espeak-ng).
voice-language-missing = No voice on this machine speaks { $language }: cues are only shown, with tones.
sound-missing = No sound on this machine: everything is only shown.
voice-stopped = The voice has stopped: everything is only shown from now on.
not-translated = { $exercise } has no { $language } texts yet: everything is shown in English.

## Remarks on camera, view, light and place

remark-nobody = { $light ->
    [dark] Nobody is seen: it is too dark.
   *[enough] Nobody is in the picture.
}
remark-light = More light, please: it is dark in the picture.
remark-people = Only one person in the picture, please.
remark-far = Come nearer to the camera: you are too small in the picture.
remark-side = Turn side-on to the camera.
remark-front = Turn to face the camera.
remark-end = Lie with your head or your feet towards the camera.
remark-tilted = The camera is tilted by about { $tilt_deg }°: put it level, or slopes are wrong by as much.
remark-cut-off = Not in the picture: your { $parts }.
remark-paused = You paused here.
remark-hurt = You said that it hurts.
remark-camera-silent = The camera gives no picture. Is it plugged in?
remark-camera-frozen = The camera's picture is frozen.
remark-camera-black = The camera's picture is black. Is its cover open, is there light?
remark-few-pictures = Too few pictures: { NUMBER($rate_hz, maximumSignificantDigits: 2) } a second, or they lie far apart. It takes { NUMBER($least_hz, maximumSignificantDigits: 2) } a second at equal distances. So it is mostly not judged how long movements last and how steady they are. More light may help.
remark-sideways = The picture lies on its side, or is upside down: turn it by { $turn } degrees (--rotate { $turn }).
remark-no-pictures = No picture came here.
remark-frozen = The picture stood still here while time went on.
remark-clock = { $count ->
    [1] One picture with a wrong time was left out here.
   *[other] { $count } pictures with a wrong time were left out here.
}
remark-damaged = The recording is damaged here: pictures are missing or smeared.
remark-looks-like = This looks like { $title } ({ $other }), not like { $named }.
part-feet = feet
part-knees = knees
part-hips = hips
part-shoulders = shoulders
part-elbows = elbows
part-hands = hands
part-head = head

## Faults that every exercise may have; its file may have its own words for them

fault-halting = One smooth movement: slower, but without stopping.
fault-sudden = Gently, without a jerk.
fault-shaking = A little slower and not so far: then you stay steady.
fault-bouncing = No bouncing: stay still at the end.
fault-past-comfort = That was farther than is comfortable for you: stop a little earlier.
because-halting = Of 415 good movements, drawn and real, none of less than 3.2 s stands still, and slower ones stand still for at most 0.09 of their duration. Of 62 with two stops of 0.4 s, 61 are found. A stop counts when everything that is read of the body stands still.
because-sudden = The peak of a minimum-jerk movement is 1.2 times its usual speed; 367 good movements, drawn and real, have up to 2.9. A slip of half a movement in 0.25 s has 2.1-11; where it has little, its peak gives it away.
because-shaking = 148 good movements have up to 0.15° more than what their speed explains. A tremor of 3°, which the eye sees, reads 0.9-2.7° on a movement, in eight drawn exercises.
because-bouncing = Held ends of good repetitions have no run of five quick swings of 2.5° or more. Bounces of 10°, one to two a second, read 5-13° in five of six drawn exercises.
because-past-comfort = Your own comfortable range, calibrated on { $date }.

## Why something was not judged

seen-little = seen in only { NUMBER($share, style: "percent") } of it
no-picture = no picture fell into it
too-few-pictures = fewer than { NUMBER($rate_hz, maximumFractionDigits: 0) } pictures a second: too few to time it
no-repetition = no repetition was seen that began in the start posture
no-hold = the position was not seen
recording-ended = the recording ended in it
position-left = the position was left in it
not-seen = a part of its movement was not seen
unclear = it was no clear movement out and back
gap = the body was out of sight for a moment
cut-off-by-recording = the recording begins or ends in it
off-view = the camera is too far from the view for this
unmeasured-jumps = not measurable here: the joint is lost again and again. Keep it in the picture, with nothing before it
unmeasured-slow-camera = not measurable here: too few pictures a second. More light helps
unmeasured-noise = not measurable here: the landmarks tremble as much by themselves. Come nearer, put on more light, be side-on
unmeasured-quick = not measurable here: a quick movement hides a tremor. Move more slowly
unmeasured-dark = not measurable here: it is dark in the picture. Put on more light
unmeasured-small = not measurable here: the movement is too small in the picture. Come nearer

## The report

notice = posecheck is not a medical device: in pain or in doubt, ask a professional.
verdict-good = good
verdict-fault = fault
verdict-not-judged = not judged
verdict-not-all-judged = not all judged
verdict-incomplete = incomplete
verdict-stopped = stopped: it hurt
verdict-first = { $verdict }: { $done }
verdict-half = half
ended-left = left the position
ended-not-seen = no longer seen
ended-source-ended = the recording ended
side-left = left
side-right = right
heading-recognised = What was recognised
heading-wrong = What was wrong
heading-close = Close to the limit
heading-known = Worth knowing
heading-camera = Camera and place
heading-not-judged = Not judged
column-number = nr
column-side = side
column-span = from-to
column-time = time s
column-phase = { $phase } s
column-signal = { $signal } ({ $unit })
column-held = held s
column-ended = ended because
column-verdict = verdict
column-file = file
column-exercise = exercise
column-result = result
range = { $low }-{ $high }
range-signed = { $low } to { $high }
facts = { $clock } long, { $frames ->
    [one] { $frames } frame
   *[other] { $frames } frames
}, a person found in { NUMBER($share, style: "percent") }
facts-profile = ; with the profile { $profile }
at-least = ≥: it lasted at least so long; a part of it was not seen.
partial-until = Partial: broken off, only analysed up to { $clock }.
partial-mark = (partial)
blocked-meanwhile = Nothing was judged meanwhile.
more-in-it = and { $count ->
    [one] { $count } more time
   *[other] { $count } more times
} in it
and-more = { " " }and { $count ->
    [one] { $count } more time
   *[other] { $count } more times
}
repetition = repetition { $number }
should-be-least = { $value } (should be at least { $limit })
should-be-most = { $value } (should be at most { $limit })
should-be-least-aim = { $value } (should be at least { $limit }; take { $aim })
usually = { $value } (usually { $usual })
times = { $count ->
    [1] once
    [2] twice
   *[other] { $count } times
}
fault-times = { $check } { times }
summary = { $done }; { $faults }
summary-dose = { $done } ({ $dose })
dose-is = the dose is { $dose }
dose-done = { $done } of { $asked } asked for
dose-held = { $done } of { $asked } asked for lasted { $hold_s } s
summary-nothing = nothing counted
summary-half = { $count } half
summary-reps = { $count ->
    [one] { $count } repetition
   *[other] { $count } repetitions
}
summary-steps = { $count ->
    [one] { $count } step
   *[other] { $count } steps
}
summary-sides = { $reps } ({ $left } left, { $right } right)
summary-cadence = { $steps }, { NUMBER($cadence, maximumFractionDigits: 0) } a minute
summary-holds = { $count ->
    [one] { $count } hold
   *[other] { $count } holds
}, { $total_s } s in all
no-fault = no fault
no-fault-in-judged = no fault in what could be judged
nothing-judged = nothing judged
pace-steady = the pace was steady from repetition to repetition
pace-changed = the pace changed from repetition to repetition: { $phases }
pace-phase = { $phase } { $shortest_s }-{ $longest_s } s
hold-shook = hold { $number }: you shook a little ({ $size } at { NUMBER($hz, maximumFractionDigits: 0) } a second), which is normal
hold-tired = hold { $number }: you shook a little ({ $size } at { NUMBER($hz, maximumFractionDigits: 0) } a second), { $times } times as much towards the end: you were tiring
note-short-of-comfort = That was less far than usual for you. That is fine: go as far as feels good.
note-asymmetry = { $farther ->
    [left] Left went farther than right today, more than usual for you.
   *[right] Right went farther than left today, more than usual for you.
}
written = Written: { $path }
other-name = { $path }: { $usual } is about another recording, so the report is { $name }.
only-landmarks = { $path }: only landmarks, no pictures, so no annotated video.
interrupted = Interrupted: the report is partial.
interrupted-rest = Interrupted: the report is partial; { $count } more not looked at.
no-range-here = { $exercise } has no end of range: judged as for everybody.
profile-lacks = The profile { $profile } knows nothing of { $exercise }: judged without it. `posecheck calibrate { $exercise } SOURCE --profile { $profile }` adds it.
profile-other-model = The profile { $profile } was calibrated with another pose model ({ $model }): its limits may be a few degrees off.
no-hold-here = { $exercise } has no hold: --hold changes nothing.
video-lacks = { $count ->
    [one] { $count } picture is
   *[other] { $count } pictures are
} missing in the video: no time.
camera-gave-up = The camera gave no usable picture for { NUMBER($waited_s, maximumFractionDigits: 0) } s, so the session was ended; what was done is in the report.
no-video = No video: { $why }
not-kept = The session is not kept for recovery: { $why }
no-longer-kept = The session is no longer kept for recovery: { $why }
session-file-stays = The session file stays where it is: { $path }

## A person's own range

left-aside = { $check } in { $count ->
    [one] repetition { $numbers }
   *[other] repetitions { $numbers }
}
left-aside-note = Left aside: { $what }.
too-few-repetitions = { on-side }{ $count ->
    [0] no usable repetitions
    [one] only { $count } usable repetition, { $needed } are needed
   *[other] only { $count } usable repetitions, { $needed } are needed
}
end-hidden = { on-side }the end of the movement ({ $signal }) was seen in only { $seen } of { $count ->
    [one] { $count } repetition
   *[other] { $count } repetitions
}
much-hidden = in { NUMBER($share, style: "percent") } of the pictures a part of you was hidden
rest-not-seen = { on-side }the start posture was not seen at rest
too-wide = { on-side }the repetitions differ too much ({ $signal } ended at { $low } to { $high })
on-side = { $side ->
    [left] left:{ " " }
    [right] right:{ " " }
   *[both] { "" }
}
was-blocked = nothing could be judged from { NUMBER($start_s, maximumFractionDigits: 0) } to { NUMBER($end_s, maximumFractionDigits: 0) } s
found-too-little = a person was found in only { NUMBER($share, style: "percent") } of the pictures
no-range-steps = { $exercise } cannot be calibrated: steps have no end of range to go past
no-range-hold = { $exercise } cannot be calibrated: a hold has no end of range to go past
remedy-show-all = Put the camera where all of you can be seen, and record again.
remedy-record-again = Record { $count } or more slow, comfortable repetitions, with a short rest between them.
remedy-too-wide = Go as far each time as is comfortable, no farther; more repetitions help, too.
remedy-no-range = Its limits are the same for everybody; `posecheck show` lists them.
remedy-camera = { $camera }
then-again = { $remedy } Then record again.

replaced = Replaced in: { $path }
no-profiles = No profiles yet. `posecheck calibrate ID SOURCE --profile NAME` makes one.
column-profile = name
column-exercises = exercises
column-last-calibrated = last calibrated
delete-profile = Delete the profile { $name } for good? [y/N]
nothing-deleted = Nothing was deleted.
deleted = Deleted: { $path }
profile = Profile { $name }
calibrated = { $date }, { $reps }, { $view } view
exercise-gone = This exercise is no longer in the catalogue.
column-how-far = how far
column-at-rest = at rest
column-comfortable = comfortable
column-spread = spread
column-too-far = too far
too-far = { $farther ->
    [up] over { $limit }
   *[down] under { $limit }
}
sides-apart = { $signal }: { $farther ->
    [left] left goes { $apart } farther than the other side.
    [right] right goes { $apart } farther than the other side.
   *[neither] left and right are { $apart } apart, which may be the model's error.
}
resting-values = At rest{ $sided ->
    [yes] { " " }(left and right where they differ)
   *[no] { "" }
}: { $values }.

## The sheet of an exercise

sheet-camera = Camera
sheet-how = How
sheet-dose = How much
sheet-counted = What is counted
sheet-judged = What is judged
sheet-not-shown = What this view cannot show
sheet-cautions = Take care
sheet-repetition = A repetition is { $phases }.
sheet-zone = { $zone }: from { $enter } until { $leave }
sheet-why = Why: { $because }
sheet-whether = whether it is { $other }
dose-sets = { $sets } x { $reps }
dose-reps = { $reps ->
    [1] once
   *[other] { $reps } times
}
dose-hold = hold { $hold_s } s
dose-times = { $sets } times
dose-each-side = { $dose } on each side
dose-open = as long as you can
limit-min = at least { $value }
limit-at_least = reaches at least { $value }
limit-max = at most { $value }
limit-at_most = comes down to { $value }
limit-drop = sinks by at most { $value }
limit-at_least_s = lasts at least { $value } s
limit-at_most_s = lasts at most { $value } s
limit-for_s = lapses under { $value } s do not count
limit-within = keeps within { $value } of its middle
limit-worse = { $value ->
    [lower] worse is lower
   *[higher] worse is higher
}
limit-at_most_per_s = changes by at most { $value } a second
limit-at_least_per_min = at least { $value } steps a minute
limit-at_most_per_min = at most { $value } steps a minute
limit-within_s = broken and taken up again within { $value } s
limit-reach = reaches { $value }
limit-zones = leaves out { $value }
limit-stop_s = stands still in a movement for at most { $value } s
limit-suddenness = peak speed at most { $value } times the usual
limit-shaking_deg = shakes by at most { $value }° (more where it is quick)
limit-swing_deg = no quick swings of { $value }° at the end of a movement

## Which exercise a recording shows

which-exercise = { $file }: which exercise?
recognised = { $file }: recognised { $exercise }, fit { NUMBER($share, style: "percent") } (next: { $others }).
recognised-same = { $file }: from this view { $others } looks the same; with --exercise it is analysed as that.
recognised-parts = { $file }: { $parts }.
recognised-part = { $start }–{ $end } { $title }
gap-rest = rest
gap-none = none of the exercises
analysed-as = { $file }: only { $title } is analysed. Cut the recording, or give another exercise with --exercise.
nothing-else = nothing else
not-sure = { $path }: not sure which exercise this is.
none-of-them-nearest = { $path }: none of the exercises that I know. The nearest:
candidate = { $number }. { $title } (fit { NUMBER($share, style: "percent") })
candidate-none = { $number }. None of them ({ NUMBER($share, style: "percent") })
which-one = Which one
number-please = A number from 0 to { $count }, please.

## Many recordings at once

batch-clips = { $count ->
    [one] { $count } clip
   *[other] { $count } clips
}
batch-left-out = { $count ->
    [one] { $count } file that posecheck wrote itself is left out.
   *[other] { $count } files that posecheck wrote itself are left out.
}
batch-looking = Which clips are done?
batch-begin = { batch-clips }, { $before } done before. Ctrl-C stops; the same command goes on.
batch-bar = Clips ({ $failed } failed)
batch-line = { $number } of { $count }: { $file }: { $result }
batch-done = done
batch-failed = failed: { $why }
batch-totals = { batch-clips }: { $good } good, { $faults } with faults, { $incomplete } incomplete, { $unjudged } not judged, { $failed } failed ({ $before } done before).
batch-more = And { $count } more: see the summary.
batch-left = { $count ->
    [one] { $count } clip is
   *[other] { $count } clips are
} not done yet. The same command goes on.

## The page of a report, and comparing reports

nothing-listed = No exercise fits. `posecheck exercises` lists them all.
told-good = No fault was found.
told-fault = { $count ->
    [one] One fault was found. What to do about it stands below.
   *[other] { $count } faults were found. What to do about them stands below.
}
told-not-judged = Nothing could be judged. The reason stands below.
told-not-all-judged = No fault was found in what could be judged. Some of it could not: what, and why, stands below.
told-incomplete = No fault was found, but it was less than it should be.
told-stopped = The person said that it hurt, and stopped.
page-title = { $title }, { $source }
page-titles = { $count } reports
page-title-compared = Compared: { $title }
page-file = Recording
page-recorded = Recorded
page-length = Length
page-seen = Person found
page-share = in { NUMBER($share, style: "percent") } of the pictures
page-view = Camera
page-person = Profile
page-dose = Dose
view-side = side
view-front = front
view-end = from the feet or the head
page-strip = The movement over time
page-strip-described = { $signal } over the length of the recording, with the zones, repetitions and holds. The tables on this page have the same as text.
page-strip-none = The curve is missing: only the report was read. Give the recording itself, or write its trace beside the report (analyze --trace).
page-strip-key = A triangle with a number is a fault of that number. Shaded zones have their names at the right. Below the curve are repetitions and holds; broken lines are half repetitions.
page-hatched = Where it is hatched, nothing was judged.
page-video = Annotated video
page-faults-none = No fault was found.
page-reps = Repetitions
page-holds = Holds
page-sides = Left against right
page-sides-note = Means over the complete repetitions and the holds. In brackets: the difference that the measurement may make by itself, in 19 of 20 cases. Smaller ones are noise.
page-left = left
page-right = right
page-change = difference
page-what = what
page-noise = real or noise
page-range = How far it went
page-range-note = In good pictures an angle is right to 2-6° with the camera where it should be, and to 8° with the camera 30° off. The same recording has the same error in each repetition, so its repetitions compare better with each other than with another recording.
page-signal = signal
page-lowest = lowest
page-highest = highest
page-same-recording = within this recording
page-other-recording = against another recording
page-limits = Limits used
page-check = check
page-limit = limit
page-why = why
page-about = Made by posecheck { $version } with the pose model { $model }.
page-about-alone = Made by posecheck { $version }.
compared-report = report
compared-measured = What was measured
compared-measured-note = Means over the complete repetitions and the holds; the difference is the last less the first. In brackets: the difference that the measurement may make by itself between two recordings from the same side, in 19 of 20 cases. Smaller ones are noise.
compared-faults = Faults
compared-hints = Worth knowing
compared-of = { $count } of { $done }
compared-no-measure = These reports have nothing measured in common.
compared-all-noise = Nothing differs by more than the measurement makes by itself.
compared-differs = More than the measurement makes by itself: { $what }.
compared-views = The recordings are of different views: angles differ by that alone.
compared-models = The recordings were read with different pose models: angles may differ by that alone.
compared-limits = The reports were judged by different limits: their faults compare only with care.
compared-people = The reports name different profiles: { $people }.
measure-repetition = duration of the repetition
measure-phase = duration of { $phase }
measure-hold = { $zone } held
measure-highest = { $signal }, highest
measure-lowest = { $signal }, lowest
change-real = real (over { $least })
change-noise = noise (within { $least })
change-unknown = not known
limit-reach-many = reaches its zone, which has several conditions
term-over = { $signal } over { $limit }
term-under = { $signal } under { $limit }

## Picking an exercise for a live session

pick-keys = Arrows and Enter pick, Tab or 1 to 4 change what is shown, q leaves. Or click.
posture = { $posture ->
    [supine] Lying on your back
    [prone] Lying face down
    [hands-and-knees] On hands and knees
    [kneeling] Kneeling
    [standing] Standing
   *[seated] Sitting
}

## A plan

plan-head = Plan for { $day }: about { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}
plan-routine = Routine: { $title }
plan-empty = Nothing fits today. What is left out, and why, stands below.
plan-new = new
plan-level = step { $level } of { $levels }
plan-left-out = Left out today
plan-later = Later, one more every few days
plan-start = Begin with: posecheck live { $exercise } { $options }
plan-put-back = `posecheck plan --put-back { $exercise }` puts { $title } back, once a doctor or physical therapist agrees.
plan-kept = Your answers are kept in the profile { $name }.
plan-not-kept = Your answers are not kept: --profile NAME keeps them, and lets the plan grow.
plan-bad-today = Rest and gentle exercises only. Is the pain new or strong, does it run down to a foot, do you feel numb or weak? Then ask a doctor first.
plan-no-history = The history cannot be read, so the plan is as for a first day: { $why }
ask-areas = Where does it hurt, or where do you want to do something? (numbers, such as 1,3)
ask-troubles = Do you have any of these? (numbers; nothing for none)
ask-forbidden = Has a doctor forbidden any of these? (numbers; nothing for none)
ask-at-hand = What is at hand? (numbers; nothing for none)
ask-minutes = How many minutes do you have
ask-feels = How is it today? (a number)
ask-again = { $answer }: numbers from 1 to { $count }, please.
area-lower-back = lower back
area-upper-back = upper back
area-neck = neck
area-all = all
feels-good = good, or as usual
feels-sore = sore
feels-bad = bad
need-floor = room on the floor (best with a mat)
need-chair = a chair
need-roller = a foam roller
need-wall = a wall to hold on to
demand-twisting = twisting the back
demand-bending-forward = bending forward
demand-bending-backward = bending backward
demand-lying-face-down = lying face down
demand-hands-and-knees = being on hands and knees
demand-kneeling = kneeling
demand-arms-overhead = lifting the arms over the head
demand-turning-the-head = turning the head
demand-standing-on-one-leg = standing on one foot
trouble-disc-trouble = trouble with a disc
trouble-spinal-arthritis = arthritis of the spine
trouble-facet-joint-pain = pain in the facet joints
trouble-osteoporosis = osteoporosis
trouble-sciatic-pain = sciatic pain
trouble-neck-trouble = trouble with the neck
trouble-shoulder-trouble = trouble with a shoulder
trouble-wrist-trouble = trouble with a wrist
trouble-hip-trouble = trouble with a hip
trouble-knee-trouble = trouble with a knee
trouble-groin-injury = an injured groin
trouble-dizziness = dizziness
trouble-unsteadiness = unsteady when standing
why-begin = You begin with a few.
why-good-days = { $missing ->
    [one] { $missing } more day has to go well before it grows.
   *[other] { $missing } more days have to go well before it grows.
}
why-wait = It has gone well. It grows in { $days ->
    [one] { $days } day: small steps.
   *[other] { $days } days: small steps.
}
why-more = A little more: { $good ->
    [one] { $good } day
   *[other] { $good } days
} went well since the last step.
why-goal = That is the whole dose of the source. Now it is about doing it regularly.
why-hurt = It hurt last time, so you go half of the steps back. It grows again when days go well.
why-faults = Last time more than a quarter had a fault. It stays as it is: good form comes first.
why-short = Last time it was not done to the end. It stays as it is.
why-back-faults = Two days in a row had many faults, so it goes one step back.
why-back-short = Two days in a row were not done to the end, so it goes one step back.
why-break-same = { $weeks ->
    [one] A week
   *[other] { $weeks } weeks
} without: it stays as it was.
why-break-back = { $weeks ->
    [one] A week
   *[other] { $weeks } weeks
} without, so it goes { $back ->
    [one] { $back } step
   *[other] { $back } steps
} back.
why-break-anew = { $weeks ->
    [one] A week
   *[other] { $weeks } weeks
} without, so it begins again with a few.
why-sore-today = It is sore today, so only half of the steps count.
why-bad-today = It is bad today, so only a few.
left-out-wish = You left it out.
left-out-hurt = It hurt on { $day }. Ask a doctor or physical therapist before you put it back.
left-out-forbidden = A doctor has forbidden { $demands }.
left-out-caution = Ask a doctor or physical therapist first ({ $troubles }).
left-out-needs = It needs { $needs }.
left-out-sore = Too heavy for a sore day.
left-out-bad = Too heavy for a bad day.
left-out-minutes = No room in { $minutes ->
    [one] { $minutes } minute.
   *[other] { $minutes } minutes.
}
left-out-later = It comes later.

## The end of a session, in a few kind words

done-nothing = Nothing was counted this time.
done-all = You did the whole dose: { summary-counts }.
done-part = You did { $done } of { $asked }.
done-open = You did { summary-counts }.
summary-counts = { $counts ->
    [holds] { $done ->
        [one] { $done } hold
       *[other] { $done } holds
    }
   *[reps] { summary-count }
}
summary-count = { $done ->
    [one] { $done } repetition
   *[other] { $done } repetitions
}
best-no-fault = Not one fault. Very good.
best-fewer-faults = Fewer faults than last time. Very good.
best-longer-hold = You held { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
} longer than last time.
best-more = { $more ->
    [one] One more than last time.
   *[other] { $more } more than last time.
}
best-steady = You moved calmly and steadily.
best-all-done = You did all of it.
best-came = You did something for your back today.
best-tried = You took the time for your back. That counts.
best-stopped = It was right to stop.
summary-work-on = For next time: { $text }
pace-calmer = Calmer than last time: { NUMBER($now_s, maximumFractionDigits: 1) } s a movement, { NUMBER($before_s, maximumFractionDigits: 1) } s then.
pace-quicker = A little quicker than last time: { NUMBER($now_s, maximumFractionDigits: 1) } s a movement, { NUMBER($before_s, maximumFractionDigits: 1) } s then. Slow is good.
pace-same = The pace was as last time.
range-farther = You went farther than last time, as long as it felt easy.
range-less = You went less far than last time. That is fine: go as far as feels good.
range-same = You went as far as last time.
next-reps = Next time: { $sets } x { $reps }.
next-hold = Next time: hold { NUMBER($hold_s, maximumFractionDigits: 0) } s, { times }.
next-held = Next time: { $sets } x { $reps }, hold { NUMBER($hold_s, maximumFractionDigits: 0) } s.
next-open = Next time: the same.
next-hurt = This one is left out until you put it back. Ask a doctor or physical therapist first.
day-nothing = Nothing was counted today. That is fine: there is tomorrow.
day-all = { $count ->
    [one] You did the exercise of today. Very good.
   *[other] You did all { $count } exercises of today. Very good.
}
day-part = You did { $count } of { $many } exercises today. That counts.
day-hurt = { $title } hurt. { $kept ->
    [yes] It is left out until you put it back. Ask a doctor or physical therapist first.
   *[no] Leave it out until you have asked a doctor or physical therapist.
}

## The history

history-none = Nothing is in the history yet. Sessions of `posecheck live` and `posecheck analyze` come into it with --profile NAME.
history-of = { $name }: { history-sessions } on { history-days }, { $first } to { $last }
history-sessions = { $sessions ->
    [one] { $sessions } session
   *[other] { $sessions } sessions
}
history-days = { $days ->
    [one] { $days } day
   *[other] { $days } days
}
history-legend = { $done } a session   { $hurt } it hurt   { $none } nothing
history-no-such = { $name } has no session of { $exercise }.
history-most-frequent = Most frequent: { $faults }
history-kept = In the history of { $name }.
history-not-kept = Not in the history: { $why }
history-add-later = `posecheck history --profile { $name } --add { $path }` adds it later.
history-no-date = { $path }: the recording has no date, so it is not in the history. `posecheck history --profile { $name } --day YYYY-MM-DD --add { $report }` adds it.
history-kept-several = In the history of { $name }: { history-sessions }.
history-no-dates = { $sessions ->
    [one] 1 recording of { $name } has no date, so it is not in the history.
   *[other] { $sessions } recordings of { $name } have no date, so they are not in the history.
} `posecheck history --profile { $name } --day YYYY-MM-DD --add REPORT` adds one.
history-add-several = `posecheck history --profile { $name } --add REPORT…` adds { $sessions ->
    [one] the session
   *[other] the { $sessions } sessions
} later.
history-added = Added: { $path } ({ $day })
history-remains = The history still has { history-sessions } of { $name }. `posecheck history --profile { $name } --forget all` deletes them.
forget-ask = Forget { history-sessions } of { $name } for good? [y/N]
forget-nothing = There is nothing to forget.
forget-kept = Nothing was forgotten.
forget-done = Forgotten: { history-sessions }.
column-week = week of
column-done = done
column-sessions = sessions
column-range = how far
column-hold = hold s
column-pace = movement s
column-steady = steady
chart-title = { $exercise }, week by week
chart-sessions = sessions
chart-range = how far ({ $unit })
chart-hold = hold (s)
chart-pace = a movement (s)
chart-steady = steady (%)

## What parts of an exercise are called, where it is not as their ids read. Optional in a language.

name-rep = whole repetition

## The page in a browser

web-address = Open this address in a browser on this machine: { $address }
web-stop = The address is a key: whoever has it can use the page. Ctrl-C ends posecheck.
web-no-key = Open the address that posecheck web printed. Its end is the key to this page.
web-skip = Go to the content
web-navigation = Views
web-exercises = Exercises
web-recordings = Recordings
web-history = History
web-settings = Settings
web-choose-title = What would you like to do?
web-choose-lead = Choose an exercise. Your camera's pictures stay on this machine, and none is kept.
web-search = Search
web-search-hint = bridge, twist, hamstring
web-where-it-hurts = Where it hurts
web-area-all = everywhere
web-exercises-found = exercises
web-nothing-found = No exercise has these words. Try fewer.
web-about = about
web-minutes = min
web-posture-supine = On your back
web-posture-prone = Face down
web-posture-hands-and-knees = On hands and knees
web-posture-kneeling = Kneeling
web-posture-seated = Seated
web-posture-standing = Standing
web-today = Today
web-step-done = done today
web-plan = Plan
web-who = Who is it for?
web-who-lead = A plan and a history belong to a person. Choose one, or give a new name.
web-person-new = New person
web-person-name = Name
web-person-hint = Small letters, digits, - and _, such as anna or anna-2.
web-person-make = Make this person
web-person-made = Made, and chosen for this browser:
web-name-wrong = This cannot be a name here. Use up to 40 small letters, digits, - and _, such as anna or anna-2.
web-name-taken = There is a person of this name already. Choose them, or give another name.
web-person-delete = Delete this person
web-person-delete-ask = This deletes the person's own limits and plan. What was deleted cannot be brought back.
web-person-delete-history = Delete their history, too
web-person-delete-sure = Yes, delete
web-person-deleted = The person is deleted.
web-person-history-stays = Their history is still there: whoever makes this name again has it.
web-session-runs = Their session is running. Finish it first.
web-too-much = That is more than posecheck takes at a time.
web-plan-make = Make a plan
web-plan-offer = A plan names a few exercises for today. It grows in small steps while days go well.
web-plan-change = Answers and routines
web-question = Question
web-ask-areas = Where does it hurt, or where do you want to do something?
web-ask-troubles = Do you have any of these?
web-ask-forbidden = Has a doctor forbidden any of these?
web-ask-at-hand = What is at hand?
web-ask-minutes = How many minutes do you have?
web-ask-feels = How is it today?
web-ask-some = Choose one or more.
web-ask-none = Choose all that fit. If none does, go on.
web-ask-too-few = Choose at least one.
web-ask-number = Give a number of minutes from 1 to 180.
web-next = Next
web-answers = Your answers
web-answers-again = Answer again
web-answer-none = none
web-answers-kept = Kept. Today's plan is made anew.
web-routines = Routines
web-routines-lead = Follow your own plan, or one of these. Both grow in small steps.
web-own-plan = Your own plan
web-own-plan-about = Exercises for where it hurts, chosen by your answers.
web-to-today = To today's plan
web-day-start = Start today's plan
web-day-go-on = Go on with today's plan
web-day-again = Do it once more
web-day-lead = One exercise after the other, with rests. You need not touch anything: wave to pause.
web-why-doses = The reasons for the exercises and their doses
web-leave-out = Leave it out
web-put-back = Put it back
web-put-back-ask = It hurt. Put it back only once a doctor or physical therapist agrees.
web-put-back-sure = They agree: put it back
web-agreed = They agreed: put it in
web-plan-skip = Skip it
web-plan-swap = Another one
web-keys-plan = Keys: space pauses, N skips, S takes another one, Q finishes for today, H says that it hurts.
web-keep-reports = Keep the reports
web-not-kept-day = The numbers are in the history. No report is kept, unless you ask for it.
web-broken-title = A session was broken off
web-broken-text = What was done until then can still be shown:
web-broken-show = Show what was done
web-broken-delete = Delete it
web-all-exercises = All exercises
web-no-exercise = There is no such exercise.
web-how = How it goes
web-cautions = Before you begin
web-where-camera = Where the camera goes
web-needs = You need:
web-how-much = How much
web-sets = Sets
web-reps = Repetitions
web-hold-seconds = Hold, seconds
web-less = less
web-more = more
web-start = Turn on the camera
web-start-note = Your browser asks whether it may use the camera. Nothing is counted before the exercise begins.
web-film-play = Show how it is done
web-film-stop = Stop the film
web-your-camera = Your camera's picture
web-camera-opening = The browser opens the camera. If it asks, allow it.
web-getting-ready = Getting ready …
web-camera-refused = The browser may not use the camera
web-camera-refused-do = Click the camera or the lock beside the address, allow the camera for this page, then try again.
web-camera-none = No camera was found
web-camera-none-do = Plug one in, or open its cover, then try again.
web-camera-in-use = The camera gives no picture
web-camera-in-use-do = Another program may be using it. Close other programs that show a camera, then try again.
web-camera-gone = The camera was taken away. Plug it in again: the session waits for half a minute.
web-camera = Camera
web-try-again = Try again
web-back = Back
web-pause = Pause
web-go-on = Go on
web-finish = Finish
web-hurts = It hurts
web-keys = Keys: space pauses, Q finishes, H says that it hurts, F fills the screen.
web-server-gone = posecheck does not answer. If it was ended, start it again: what was done is kept for then.
web-server-back = posecheck is there again.
web-session-failed = The session could not go on
web-session-lost = posecheck was started anew. What was done before is kept: go to the exercises to see it.
web-elsewhere = posecheck is open in another tab
web-elsewhere-do = Only one tab can have the camera's session.
web-use-here = Use this tab
web-each-one = One by one
web-done = Done
web-again = Once more
web-open-report = Open the report
web-keep-report = Keep the report
web-kept-in = Kept in:
web-not-kept = Nothing of this session is kept, unless you ask for it.
web-report-not-kept = The report is not kept, unless you ask for it.
web-in-history = Kept in the history of
web-ended-camera-lost = No picture came for half a minute, so the session was ended. This is what was done until then.
web-ended-broken = The session was broken off. This is what was done until then.
web-recordings-lead = Drop a film of an exercise here. It is looked at on this machine, and forgotten when posecheck ends.
web-which-exercise = Which exercise is it?
web-which-auto = posecheck finds out
web-drop-title = Drop films here, or click
web-drop-text = MP4, MOV, WebM, MKV or AVI, up to 2 GB; reports that you kept (JSON)
web-clip-arriving = is being read
web-clip-waiting = waits for its turn
web-clip-working = is being looked at
web-clip-ask = It is not clear which exercise this is.
web-clip-done = done
web-clip-failed = It could not be looked at.
web-clip-cancelled = cancelled
web-recording-kind = This is no film that posecheck reads. Use MP4, MOV, WebM, MKV or AVI.
web-recording-large = More than 2 GB is too much. Cut the film, or use posecheck analyze.
web-recording-many = Twenty at a time are enough. Wait until some are done, or use posecheck batch.
web-recording-stopped = No more of the film came. Try again.
web-recording-gone = This recording is no longer there.
web-recording-busy = It is still being looked at.
web-recording-long = It took more than half an hour, so it was ended. Cut the film, or use posecheck analyze.
web-recording-died = The work on it ended by itself. Try another format, such as MP4 (H.264).
web-recording-memory = It needs more memory than posecheck takes for one film. Make its pictures smaller, or use posecheck analyze.
web-recording-killed = The work on it was ended from outside. Perhaps the memory was full. Close other programs, then try again.
web-recording-no-room = There is no room left on the disk. Forget some recordings, then try again.
web-session-gone = This session is no longer there.
web-went-wrong = That went wrong. Try again.
web-cancel = Cancel
web-forget = Forget it
web-keep-files = Keep report and video
web-show-video = Show the video
web-annotated-video = The video with skeleton and count
web-analyse = Look at it
web-compare = Compare
web-compare-title = Compare recordings
web-compare-this = Compare this one
web-compare-few = Choose two or more recordings of one exercise.
web-compare-different = These are different exercises. Choose recordings of one exercise.
web-history-nobody = The history belongs to a person. Choose one, or give a new name.
web-waiting = One moment …
web-history-empty = There is nothing in the history yet.
web-sessions = Sessions
web-days-of-weeks = days with exercises in the last 12 weeks
web-over-weeks = One exercise over the weeks
web-exercise = Exercise
web-week = Week
web-week-hurt = it hurt
web-no-weeks = Nothing in the last 12 weeks.
web-numbers = The numbers as a table
web-forget-day = Forget this day
web-forget-exercise = Forget this exercise
web-forget-ask = Forget it for good? Plans then know nothing of it, and nothing of pain.
web-forget-sure = Yes, forget it
web-forgotten = It is forgotten.
web-person-and-language = Person and language
web-person = Person
web-nobody = nobody: nothing goes into a history
web-person-note = A person has their own range, plan and history. Their sessions are kept in the history, as numbers only.
web-language = Language
web-language-system = as the system
web-voice-and-camera = Voice and camera
web-voice = Voice
web-voice-browser = the browser's
web-voice-machine = this machine's
web-voice-off = none
web-voice-missing = This browser has no voice for your language. Choose this machine's.
web-tones = Short tones
web-look = Look
web-theme = Colours
web-theme-system = as the system
web-theme-light = light
web-theme-dark = dark
web-big-text = Large text
web-calm-colours = Calmer colours
web-less-motion = Less motion
web-delete-title = Delete everything
web-delete-text = This deletes all people, their plans and histories, sessions that were broken off, and these settings. Reports that you kept stay where they are.
web-delete-everything = Delete everything
web-delete-sure = Yes, delete everything
web-delete-done = Everything is deleted.
web-delete-left = These could not be deleted:

## Units

unit-trunk-lengths = trunk lengths
unit-trunk-lengths-s = trunk lengths/s
unit-steps-min = steps/min
