"""What a live session says and shows, and when: it decides, and speaks and draws nothing itself.

Like the engine it has no clock and no files: the same poses and commands at the same times give
the same scenes. It may import `motion`, `exercise` and the modules beside the folders. The call
that goes in: `trainer.Trainer(exercise, plan, speech_s=...).step(pose)`.
"""
