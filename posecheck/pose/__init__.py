"""From pictures to poses: the only folder that uses MediaPipe.

It also gets the model file, and reads and writes recordings of landmarks. It may import `files`,
`capture` and the modules beside the folders. The call that goes in: `estimator.Estimator(model)`,
which turns each `Frame` into a `Pose`.
"""
