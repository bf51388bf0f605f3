"""Live sessions without a camera: clips streamed at real speed, and the figures of docs/live.md."""
