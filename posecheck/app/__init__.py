"""What people start: the commands of `posecheck`, and what they open, print and write.

Only here are files, devices, threads and the terminal put together with the engine. It may import
everything; heavy libraries are imported inside the commands, so that `--help` is fast. The call
that goes in: `cli.main()`.
"""
