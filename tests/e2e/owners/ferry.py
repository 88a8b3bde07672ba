"""What owners add, and what is there before."""

BRIDGE = "The old bridge over the river is closed until the end of May."
FERRY = b"""---
title: The ferry timetable
publisher: Harbour Gazette
published: 2025-05-16
---
The ferry to the island leaves at seven in the morning, every day but Sunday.

On Sundays it leaves at nine, when the weather allows it at all.
"""
FERRIES = "The ferry to the island leaves at seven in the morning"
ASKED = "When does the ferry to the island leave?"
