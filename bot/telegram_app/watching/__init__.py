"""Standing questions: kept, asked of each document that comes, and told of once."""
