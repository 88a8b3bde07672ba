"""How an index is made: from what is staged in the store to files that can be published."""
