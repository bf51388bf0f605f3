"""What to say and when, in front of a camera: decisions only, on the media clock."""
