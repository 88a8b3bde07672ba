"""Answers in chats that the bot is not in: inline mode and guest mode."""
