"""What the bot's owners do with the documents folder: look, add, remove, index."""
