"""The sentences for users, by key and values: one file a language, and what reads it.

The engine, the coach and the checks answer with keys and values; here they become sentences. The
files `en.ftl`, `de.ftl`, ... are in the format of Fluent, which has plural forms and writes numbers
as each language does. An exercise's own sentences are in its file, and their translation in
`exercises/LANGUAGE/ID.toml`. It may import `exercise.spec` and the modules beside the folders. The
calls that go in: `exercise_texts.texts_of(exercise, language)` and `speech.Speech(texts)`.
"""
