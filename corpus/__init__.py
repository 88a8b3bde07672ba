"""Files become citable passages here. No models, no network, no Telegram."""
