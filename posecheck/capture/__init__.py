"""Pictures in and out: cameras and recordings as frames with true times, annotated video.

The folder may import `files` and the modules beside the folders. The calls that go in:
`video_reader.frames(path)`, `camera.Camera(open_device)` and `video_writer.VideoWriter(path)`.
"""
