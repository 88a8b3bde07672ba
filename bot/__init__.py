"""Questions become answers here, and answers reach people: command line, REPL and Telegram."""
