"""The renderer of the sample videos: a person of distance fields, a room, a camera."""
