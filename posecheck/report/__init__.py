"""A session for people (tables, annotated pictures) and for programs (JSON, CSV).

It writes what the engine answered and judges nothing itself. It may import `files`, `words` and the
modules beside the folders. The calls that go in: `table.render(reports)`, `json.dump(report)`,
`overlay.Overlay(speech)` and `trace.writer(path)`.
"""
