"""Times: those that questions speak of, those that documents bear, and how near they are."""
