"""What the commands do that only the terminal knows, by name. In English only."""

DESCRIPTIONS = {
    "full": "The last passages whole, where a part was shown",
    "alone": "Ask the last question again by its own words",
    "payload": "The last answer as Telegram would get it",
    "quit": "Leave",
}
