"""The skeleton and how it moves. A state, one number for each joint angle, goes in; bones come out.

Imports only `kernel`. The calls that go in: `anatomy.Body(rest_m).place(q)` is forward kinematics,
`inverse_kinematics.solve(body, demands)` finds a state, `measures.MEASURES[name](placed)` measures.
"""
