"""`posecheck batch`: many recordings at once, and a summary of all of them.

`command.run` goes in. `clips` finds the recordings, `naming` says where their files go, `finished`
knows which ones are done, `work` runs on the workers of a `cluster`, `handing` hands it out, `rows`
and `summary` make the tables, `show` prints them.
"""
