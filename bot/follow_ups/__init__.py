"""Questions that lean on what was said before: which do, on what, and what they replace."""
