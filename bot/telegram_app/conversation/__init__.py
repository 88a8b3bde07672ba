"""What is being talked about in which chat: who is addressed, what was asked and shown."""
