"""How good retrieval is on a set of questions with known answers."""
