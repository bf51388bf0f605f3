"""The sentences for users, by key and values: one file a language, and what reads it.

The engine, the coach and the checks answer with keys and numbers; here they become sentences. The
files `en.ftl`, `de.ftl`, ... are in the format of Fluent: it knows plural forms and writes numbers
as each language does. An exercise's own sentences stand in its file, and its translation in
`exercises/LANGUAGE/ID.toml`. Imports the records and `exercise.spec`. The calls that go in:
`exercise_texts.texts_of(exercise, language)` and `speech.Speech(texts)`.
"""
