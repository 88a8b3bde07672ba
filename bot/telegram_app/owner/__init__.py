"""What only the bot's owners can do, each in private: so far the documents folder."""
