"""How the bot talks with Telegram: what comes in, what goes out, and at what pace."""
