"""Which passages tell the same, and what each tells otherwise: copies take one place."""
