"""What an owner is told of the bot's use: numbers without text and without people."""
