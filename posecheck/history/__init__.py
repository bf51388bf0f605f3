"""What people did, over weeks: one SQLite file in the user's data folder, numbers only.

`database` opens it and keeps it whole, `migrations` has its tables, `writing` and `reading` do what
their names say, `weeks` makes tables of it, `export` writes it out. It never holds a picture or
a landmark. It may import `plan` for what is remembered of a session. The calls that go in:
`database.opened(path)`, `writing.keep(...)`, `reading.past(...)`.
"""
