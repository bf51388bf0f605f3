"""What posecheck keeps for its user: people's profiles, and the files of live sessions.

It decides nothing. It may import `files`, `exercise` for what a profile may say, and the modules
beside the folders. The calls that go in: `profiles.load(name)`, `profiles.save(profile)` and
`session_file.SessionFile(path)`.
"""
