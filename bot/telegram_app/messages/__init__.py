"""What an answer looks like as messages: text, entities, buttons; nothing is sent here."""
