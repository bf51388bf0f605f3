"""`posecheck benchmark`: compares what is found in each sample clip with the clip's exact truth.

The renderer of the clips wrote the truth beside each clip: which repetitions, holds and faults it
shows. It may import everything but `app.live`. The call that goes in: `command.benchmark(...)`.
"""
