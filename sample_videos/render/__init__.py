"""The renderer of the sample videos: it draws a person who exercises in a room.

How a clip is made:

    animation/motion_file   reads the motion file of the exercise: postures, and a plan for the clip
    animation/postures      solves each posture by inverse kinematics (rig/)
    animation/timeline      lays the plan out in time: joint angles for every frame
    animation/performance   puts person and camera into the room: a pose for every frame
    background/             draws the empty room once for each camera: the background plate
    raymarch/               makes a signed distance field (SDF) of the body and marches rays to it
    shading/                gives the body its colours and its light, and casts its shadow
    image/                  lays the body over the plate, then tone mapping and sensor noise
    encode                  writes the frames as H.264
    truth                   writes what is truly in the clip beside it, as JSON

The rooms, each of which imports only from those above it:

    kernel, noise   compiled functions (numba); noise that is the same every time
    rig/            the skeleton, forward and inverse kinematics, measures of angle and height
    body/           the person's shape: primitives on bones, hands and eyes that move, two builds
    scene/          camera, rooms and props, as arrays for the compiled functions
    animation/      from a motion file to poses
    background/     the empty room, by ray tracing
    raymarch/       the body in front of the camera, by ray marching
    shading/        materials, light, ambient occlusion, soft shadows
    image/          from light to an 8-bit picture

The files beside them put the rooms together: `truth`, `encode`, `contact_sheet`, `fingerprint`
(what a clip is made from), `jobs` (clips side by side) and `__main__` (the command line).
"""
