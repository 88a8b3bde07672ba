"""Footnote in Telegram. Rendering here knows no library, so that the REPL can show the same."""
