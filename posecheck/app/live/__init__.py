"""In front of a camera: the threads, the window, the voice and the session file."""
