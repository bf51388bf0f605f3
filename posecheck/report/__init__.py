"""A finished session, for people (table, pictures) and for programs (JSON, CSV)."""
