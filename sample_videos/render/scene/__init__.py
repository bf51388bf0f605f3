"""What stands round the person: camera, room, furniture and props.

Imports only `kernel`. The calls that go in: `rooms.ROOMS[name]`, `props.prop(table)`,
`camera.Camera(...)`, and `scene_arrays.pack_scene(room, props)`, which makes arrays of it all.
"""
