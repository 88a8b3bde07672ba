"""What the bot does with what people do: messages, presses of buttons, reactions."""
