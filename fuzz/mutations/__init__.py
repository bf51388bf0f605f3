"""What spoils good input: bytes, nested values, and the formats of posecheck's files."""
