"""What people choose and may ask for about themselves: language, privacy."""
