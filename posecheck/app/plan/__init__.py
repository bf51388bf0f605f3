"""`posecheck plan`: asks, makes the plan of today, shows it.

`today` makes a plan for somebody with a profile: the call for whoever goes through it.
"""
