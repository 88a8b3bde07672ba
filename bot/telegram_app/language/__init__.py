"""Which language the bot speaks to whom, and how people choose it."""
