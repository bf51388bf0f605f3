"""A live session in front of a camera: its threads, window, voice, video and session file.

The camera, the worker, the voice and the video each have a thread of their own; the window has the
main thread. It may import everything but `app.benchmark`. The call that goes in:
`run.run(request, exercise, choice)`.
"""
