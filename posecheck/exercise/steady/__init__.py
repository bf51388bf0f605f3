"""How steady each phase and hold was: stops, jerks, shaking, bouncing, above the noise floor.

One mechanism for all exercises. Imports `spec`, `follow` and `motion`. The calls that go in:
`judged_phases.SteadinessJudge.phases(...)` and `.hold(...)`.
"""
