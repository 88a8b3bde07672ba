"""What only the bot's owners can do with the documents folder, each in private."""
