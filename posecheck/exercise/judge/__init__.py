"""What was wrong: checks asked over a repetition or hold, and half repetitions explained.

Imports `spec`, `follow` and `steady`. The call that goes in:
`judged_repetition.RepetitionJudge.judged(...)`.
"""
