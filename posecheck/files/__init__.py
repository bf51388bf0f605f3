"""Reading and writing files safely: whole or not at all, in the user's folders.

`targets` decides what may be written where, `recognised` tells which files posecheck wrote. Imports
nothing but `errors`. The calls that go in: `targets.rules(inputs=...)` for a whole run,
`whole.whole_file(path)`, `text_files.write_text(path, text)`, `folders.user_folder()`.
"""
