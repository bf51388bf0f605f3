"""A report as one page of HTML: it opens anywhere, offline, and prints.

`facts` and `strip` say what stands on it, the templates how it looks. The calls that go in:
`course.read(path)`, `render.page(shown, speech)`.
"""
