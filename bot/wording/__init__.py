"""Everything that a user may read, so that every surface speaks with one voice."""
