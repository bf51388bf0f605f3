"""From a frame to a pose: the only place that knows MediaPipe, its model file, recordings."""
