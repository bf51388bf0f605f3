"""What posecheck keeps for its user: people's profiles, and the files of live sessions.

Imports `files` and the records that it reads and writes; decides nothing. The calls that go in:
`profiles.load(name)`, `profiles.save(profile)`, `session_file.SessionFile(path)`.
"""
