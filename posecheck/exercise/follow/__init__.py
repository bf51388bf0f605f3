"""What the person does, moment after moment: signals, start posture, zones, repetitions, holds.

Here it is decided what was seen and when; nothing is judged. Imports `spec` and `motion`. The
calls that go in: `signal_reader.SignalReader.read(body)`, then each tracker's `step(t_s, ...)`.
"""
