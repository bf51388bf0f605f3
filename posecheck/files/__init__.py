"""Reading and writing files safely: whole or not at all, in the user's folders.

Imports nothing but `errors`. The calls that go in: `whole.whole_file(path)`,
`text_files.write_text(path, text)`, `folders.user_folder()`.
"""
