"""raymarch."""
