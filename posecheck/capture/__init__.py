"""Pictures in and out: recordings as frames with true timestamps, annotated video."""
