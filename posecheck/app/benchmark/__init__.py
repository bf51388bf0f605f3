"""`posecheck benchmark`: every sample clip against its exact truth."""
